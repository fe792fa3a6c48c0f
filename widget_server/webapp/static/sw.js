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
