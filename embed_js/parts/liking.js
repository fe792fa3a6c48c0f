/** What a press on the pill of a page does. */
import { react } from "./react.js";

/** @typedef {import("../elements/like.js").Like} Like */

/** @param {Like} like */
export function press(like) {
  const { hub, home } = like;
  if (like.pill.getAttribute("aria-disabled") === "true") return;
  if (hub.state === "failed") return void like.reload();
  if (hub.state === "signed-out" || home.session.state === "lapsed") return signInAt(like);
  if (hub.data) wish(like, hub.reaction(hub.data.page.id) ? null : hub.data.site.reactions[0]);
}

/** @param {Like} like */
async function signInAt(like) {
  (await import("./sign-in.js")).signIn(like, like.slot, like.pill);
}

/** What a press may need is here before it. More than one kind: a way to choose stands beside the pill. @param {Like} like */
export async function offer(like) {
  // WebKit opens no window after a module was fetched.
  if (like.hub.state === "signed-out") return void import("./sign-in.js");
  const { chooser } = await import("./choices.js");
  chooser(
    like,
    like.pill,
    () => like.hub.data?.page.id ?? "",
    (kind) => wish(like, kind),
  );
}

/** @param {Like} like */
export async function who(like) {
  const { whoList } = await import("./who.js");
  if (like.hub.data) whoList(like, like.hub.data.page.id, like.who, like.slot);
}

/** @param {Like} like @param {string | null} kind */
function wish(like, kind) {
  const { data } = like.hub;
  const counts = data?.counts;
  if (!data || !counts) return;
  const thing = {
    object: data.page.id,
    get tally() {
      return counts.tally ?? {};
    },
    set tally(tally) {
      counts.tally = tally;
      counts.reactions = 0;
      for (const count of Object.values(tally)) counts.reactions += count;
    },
    changed: () => like.hub.changed(),
  };
  react(like, thing, kind);
}
