// The service worker: keeps the shell of this edition, and small pictures of goods. It never touches the API.
// Classic script (modules in workers need Chrome 91); `self.SHELL` is written before it by market/warung/tablet/views.py.

const { edition, home, files } = self.SHELL;
const KEPT = `shell-${edition}`;
const known = new Set(files);
const PHOTOS = "photos-1";
const MOST_PHOTOS = 400;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(KEPT);
    await cache.addAll([home, ...files].map((address) => new Request(address, { cache: "reload" })));
    if (!self.registration.active) await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== KEPT).map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

// The person says when the new edition may start: not in the middle of a sale.
self.addEventListener("message", (event) => {
  if (event.data === "start-now") self.skipWaiting();
});

let opened = null;
const shelf = () => opened || (opened = caches.open(KEPT));

const kept = async (request) => (await (await shelf()).match(request.url, { ignoreVary: true })) || fetch(request);

const shell = async () => {
  const cache = await shelf();
  return (await cache.match(home, { ignoreVary: true })) || fetch(home);
};

const photo = async (request) => {
  const cache = await caches.open(PHOTOS);
  const found = await cache.match(request, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) {
    const put = cache.put(request, answer.clone()).catch(() => {});
    put.then(async () => {
      const all = await cache.keys();
      await Promise.all(all.slice(0, Math.max(0, all.length - MOST_PHOTOS)).map((old) => cache.delete(old)));
    });
  }
  return answer;
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === home) event.respondWith(shell());
  else if (known.has(address.pathname)) event.respondWith(kept(request));
  else if (request.destination === "image" && address.pathname.startsWith("/media/")) event.respondWith(photo(request));
});
