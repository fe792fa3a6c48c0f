/** Who stays with a conversation has seen what was told of it: no bell goes on about it, and no mail comes. */

/** @typedef {import("../elements/thread.js").Thread} Thread */
/** @typedef {HTMLElement & {reload(): void}} Bell */

/** Once it is in view. @param {Thread} thread */
export function watch(thread) {
  const eye = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    eye.disconnect();
    read(thread);
  });
  eye.observe(thread.host);
  thread.signal.addEventListener("abort", () => eye.disconnect());
}

/** Nothing is sent where nothing is new. @param {Thread} thread */
export async function read({ home, hub }) {
  try {
    const client = await home.client();
    const { unseen } = await client.get("/notifications/count");
    if (!unseen) return;
    await client.call("POST", "/notifications/seen", { body: { page: hub.data?.page.id } });
    const bells = /** @type {NodeListOf<Bell>} */ (document.querySelectorAll("weerklank-bell"));
    for (const bell of bells) bell.reload();
  } catch {
    // It stays new at the bell, which is true as well.
  }
}
