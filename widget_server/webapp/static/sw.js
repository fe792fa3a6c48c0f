// The worker of /app: keeps the built files of the widgets and the frame of the page, so that a start without a network
// says so. OWN comes before these lines: {version, embed, shell}. Answers of the API, and whatever is somebody's, it
// never keeps: what it does not know goes to the network as if it were not there.
const CACHE = `weerklank-${OWN.version}`;
const FRAME = "/app";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(OWN.shell)));
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(frame(request));
  else if ((OWN.embed && pathname.startsWith(OWN.embed)) || OWN.shell.includes(pathname + search))
    event.respondWith(kept(request));
});

const SAID = {
  nl: {
    one: "Er is iets nieuws voor je.",
    many: (unseen) => `Er zijn ${unseen} dingen nieuw voor je.`,
    trial: "Dit is een test: push werkt op dit apparaat.",
  },
  en: {
    one: "Something is new for you.",
    many: (unseen) => `${unseen} things are new for you.`,
    trial: "This is a test: push works on this device.",
  },
};

// A push says how much is new and where, never what: that is asked in the app, by whoever is signed in there.
self.addEventListener("push", (event) => {
  event.waitUntil(show(event.data));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

async function show(data) {
  const { object, site, kind, unseen, lang } = read(data);
  const tongue = `${lang ?? navigator.language}`.startsWith("nl") ? "nl" : "en";
  const { one, many, trial } = SAID[tongue];
  await self.registration.showNotification("Weerklank", {
    body: kind === "trial" ? trial : Number(unseen) > 1 ? many(Number(unseen)) : one,
    lang: tongue,
    tag: "weerklank",
    renotify: true,
    icon: "/app/static/icon-192.png",
    data: { object, site },
  });
}

/** Whatever comes, something is shown: a browser takes push away from who stays silent. */
function read(data) {
  try {
    return data.json() ?? {};
  } catch {
    return {};
  }
}

/** To the conversation, in the window that is open already, if any. */
async function open({ object, site }) {
  const place = /^[0-9a-z]+$/.test(object ?? "") ? `/app/t/${object}` : "/app";
  const query = site ? `?${new URLSearchParams({ site })}` : "";
  const url = new URL(place + query + (place === "/app" ? "#notifications" : ""), location.origin).href;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const app = windows.find((each) => /^\/app(\/|$)/.test(new URL(each.url).pathname));
  if (!app) return self.clients.openWindow(url);
  await app.focus().catch(() => undefined); // a browser may say that the click is too long ago
  return app.navigate(url).catch(() => self.clients.openWindow(url));
}

/** A file whose address means the same bytes for ever. */
async function kept(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** The page as the service gives it; without a network the last one's frame, marked so. It is the same for everybody. */
async function frame(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic" && !answer.redirected) await cache.put(FRAME, answer.clone());
    return answer;
  } catch (fault) {
    const last = await cache.match(FRAME);
    if (!last) throw fault;
    const text = (await last.text()).replace("<html ", "<html data-lost ");
    return new Response(text, { headers: last.headers });
  }
}
