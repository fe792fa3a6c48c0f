/** Coming in and going out: what every page of a site does then. */
import { forget, forgetOthers } from "./drafts.js";
import { revoke } from "./renew.js";

/** @typedef {import("./home.js").Home} Home */

/** Somebody signed in: every page of this site asks again. @param {Home} home @param {import("../types.js").TokenAnswer} answer */
export async function enter(home, answer) {
  home.session.accept(answer);
  for (const hub of home.hubs.values()) await hub.load();
  // On a page whose widgets ask nothing of it, nobody has heard yet who came in.
  if (!home.me) await home.boot(null, ["count"]);
  if (home.me) forgetOthers(home.site, home.me.id);
}

/** @param {import("../types.js").Kit} kit */
export async function leaveAll(kit) {
  for (const home of kit.homes.values()) await leave(/** @type {Home} */ (home));
}

/** End the session; what was typed goes with the person who typed it. @param {Home} home */
export async function leave(home) {
  const person = home.me?.id;
  // In the service's own app a device may be told; asked with the token that is about to end.
  if (home.kit.origin === location.origin)
    await import("../parts/inside.js").then(({ part }) => part(home)).catch(() => null);
  home.me = null;
  const revoked = revoke(home.session);
  if (person) forget(home.site, person);
  for (const hub of home.hubs.values()) {
    // What was shown is no longer ours to show.
    hub.data = null;
    hub.loaded = "";
    hub.become("signed-out");
  }
  await revoked;
}
