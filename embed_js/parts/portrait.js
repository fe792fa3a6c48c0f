/** One's own photo: chosen, on its way, refused with the reason, taken away again. Saved at once. */
import { fill, h } from "../core/dom.js";
import { avatar } from "./person.js";
import { carry } from "./sending.js";

/** @typedef {import("../core/element.js").Widget} Widget */
/** @typedef {import("../types.js").OwnProfile} OwnProfile */

/** @param {Widget} widget @param {OwnProfile} mine @param {import("./profile.js").Words} words @param {(now: OwnProfile) => void} put */
export function photoRow(widget, mine, words, put) {
  const row = h("div", { class: "who" });
  const said = h("p", { class: "fault", role: "alert", hidden: true });
  const given = h("input", { type: "file", accept: "image/jpeg,image/png,image/webp,image/gif", hidden: true });
  const quiet = { class: "quiet", part: "button", type: "button" };
  const choose = h("button", { ...quiet, onclick: () => given.click() });
  const remove = h("button", quiet);
  let now = mine;
  let sure = false;

  const draw = () => {
    sure = false;
    fill(choose, now.others_see.photo_url ? words.otherPhoto : words.choosePhoto);
    fill(remove, words.removePhoto);
    remove.hidden = !now.own_photo;
    fill(row, avatar(now.others_see, "big"), h("div", {}, choose, remove, given), said);
  };
  const attempt = async (/** @type {() => Promise<string>} */ run) => {
    said.hidden = true;
    try {
      const done = await run();
      put(now);
      draw();
      widget.say(done);
    } catch (fault) {
      draw();
      fill(said, await widget.failed(fault));
      said.hidden = false;
    }
    choose.focus();
  };
  const send = async (/** @type {File} */ file) => {
    const progress = h("progress", { max: 100, value: 0, "aria-label": words.sending(0) });
    const tell = (/** @type {number} */ percent) => {
      progress.value = percent;
      progress.setAttribute("aria-label", words.sending(percent));
    };
    row.append(progress);
    now = await carry(await widget.home.client(), "PUT /me/photo", file, tell, widget.signal);
    return words.photoSaid;
  };
  given.onchange = () => {
    const [file] = given.files ?? [];
    if (file) attempt(() => send(file));
    given.value = "";
  };
  remove.onclick = () => {
    if (!sure) {
      sure = true;
      return fill(remove, words.removeSure);
    }
    return attempt(async () => {
      const client = await widget.home.client();
      await client.call("DELETE", "/me/photo");
      now = await client.get("/me/profile");
      return words.photoGone;
    });
  };
  draw();
  return row;
}
