// The page of the app: puts the feed or a thread into its frame, keeps links inside, registers the worker.
// It holds no token and asks the API nothing: that is the widgets' work.
(() => {
  const MOST = 60; // seconds between two looks for the network
  let pause = 5; // seconds
  const root = document.documentElement;
  const main = document.querySelector("main");
  const out = document.querySelector(".out");
  const site = new URLSearchParams(location.search).get("site");
  const query = site ? `?${new URLSearchParams({ site })}` : "";
  const object = /^\/app\/t\/([0-9a-z]+)$/.exec(location.pathname)?.[1];

  const put = (tag, attributes) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    main.append(element);
    return element;
  };

  /** What stands below the bar; a page of ours is named by the id of anything on it. */
  const fill = () => {
    if (object) put("weerklank-thread", { page: `weerklank:${object}` });
    else put("weerklank-feed", { page: "weerklank:posts", "heading-level": 2 });
    if (object && !location.hash) history.replaceState(null, "", `#weerklank-${object}`);
  };

  /** A link to a place on a page of the intranet opens that conversation here. */
  const stay = (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.composedPath().find((node) => node.localName === "a" && node.href);
    const id = /#weerklank-([0-9a-z]+)$/.exec(link?.href ?? "")?.[1];
    if (!id || link.href.split("#")[0] === location.href.split("#")[0]) return;
    event.preventDefault();
    location.assign(`/app/t/${id}${query}`);
  };

  /** Where a notification leads that stands on no page. */
  const openBell = () => {
    if (location.hash !== "#notifications") return;
    history.replaceState(null, "", location.pathname + location.search);
    document.querySelector("weerklank-bell").shadowRoot?.querySelector("[part~=bell]")?.click();
  };

  const leave = async () => {
    out.disabled = true;
    await window.weerklank.signOut();
    const worker = await navigator.serviceWorker?.getRegistration("/app");
    for (const notification of (await worker?.getNotifications()) ?? []) notification.close();
    // Over plain http there are none: a browser has `caches` in secure contexts only.
    for (const name of await window.caches?.keys() ?? []) await caches.delete(name);
    location.replace(`/app${query}`);
  };

  /** Workers are told by address, which Trusted Types asks to be vouched for. */
  const register = () => {
    if (!navigator.serviceWorker) return;
    const name = "/app/sw.js";
    const policy = window.trustedTypes?.createPolicy("weerklank-app", { createScriptURL: (url) => (url === name ? url : "") });
    navigator.serviceWorker.register(policy ? policy.createScriptURL(name) : name, { scope: "/app" }).catch(() => undefined);
  };

  /** Without a network: look for it later and later, and at once when the browser says that there is one. */
  const look = async () => {
    const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) location.reload();
    else setTimeout(look, Math.min((pause *= 2), MOST) * 1000);
  };

  const heading = document.createElement("h1");
  heading.append(object ? main.dataset.thread : main.dataset.feed);
  main.prepend(heading);
  document.querySelector(".again").addEventListener("click", () => location.reload());
  if ("lost" in root.dataset) {
    addEventListener("online", look);
    setTimeout(look, pause * 1000);
    return;
  }
  fill();
  addEventListener("click", stay);
  addEventListener("weerklank-ready", (event) => {
    if (event.target.localName === "weerklank-bell") openBell();
    else out.hidden = false;
  });
  addEventListener("weerklank-sign-in-needed", () => {
    out.hidden = true;
  });
  addEventListener("hashchange", openBell);
  out.addEventListener("click", leave);
  addEventListener("load", register);
})();
