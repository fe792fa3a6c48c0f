/** See a comment as the service will show it, before it is there. */
import { fill } from "../core/dom.js";
import { trusted } from "../core/trusted.js";

/** @typedef {import("./composer.js").Composer} Composer */

/** @param {Composer} composer @param {HTMLElement} button */
export async function toggle(composer, button) {
  const { input, shown, words, thread } = composer;
  if (!shown.hidden) {
    write(composer, button);
    return input.focus();
  }
  if (!input.value.trim()) return composer.say(words.blank);
  const client = await thread.home.client();
  const { html } = await client.call("POST", "/preview", {
    body: { source: composer.read(input.value), object: thread.hub.data?.page.id },
  });
  composer.form.addEventListener("submit", () => write(composer, button), { once: true });
  fill(shown, trusted(html));
  shown.hidden = false;
  input.hidden = true;
  fill(button, words.write);
}

/** @param {Composer} composer @param {HTMLElement} button */
function write({ input, shown, words }, button) {
  shown.hidden = true;
  input.hidden = false;
  fill(button, words.preview);
}
