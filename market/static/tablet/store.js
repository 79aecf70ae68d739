// IndexedDB, and nothing else. What is written here is on the disk when the promise is kept.
//   meta    what the tablet knows about itself: token, cursor, basket, who is signed in
//   rows    what the server told, by resource and id
//   outbox  what was done here, by the id that was made for it; nothing unsent is ever taken away
//   photos  pictures that wait for a signal
//   tries   small counters that survive a restart (wrong PINs, prints)

export const NAME = "lumbung-warung";
const VERSION = 1;
let opened = null;

const build = (database) => {
  database.createObjectStore("meta");
  database.createObjectStore("rows", { keyPath: ["resource", "id"] });
  const outbox = database.createObjectStore("outbox", { keyPath: "id" });
  outbox.createIndex("state", "state");
  outbox.createIndex("seq", "seq", { unique: true });
  database.createObjectStore("photos", { keyPath: "id" });
  database.createObjectStore("tries");
};

export const open = () => {
  if (opened) return opened;
  opened = new Promise((found, failed) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => build(request.result);
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      found(request.result);
    };
    request.onerror = () => failed(request.error);
  });
  opened.catch(() => (opened = null));
  return opened;
};

export const answer = (request) =>
  new Promise((found, failed) => {
    request.onsuccess = () => found(request.result);
    request.onerror = () => failed(request.error);
  });

// One transaction over the named stores: all of it is kept, or nothing.
export const inside = async (names, mode, work) => {
  const database = await open();
  const deal = database.transaction(names, mode, { durability: "strict" });
  const ended = new Promise((done, failed) => {
    deal.oncomplete = () => done();
    deal.onabort = () => failed(deal.error || new DOMException("", "AbortError"));
  });
  let result;
  try {
    result = await work((name) => deal.objectStore(name));
  } catch (problem) {
    ended.catch(() => {});
    try {
      deal.abort();
    } catch (already) {
      // it has ended by itself
    }
    throw deal.error || problem;
  }
  await ended;
  return result;
};

export const read = (name, key) => inside([name], "readonly", (store) => answer(store(name).get(key)));

export const all = (name) => inside([name], "readonly", (store) => answer(store(name).getAll()));

export const write = (name, value, key) =>
  inside([name], "readwrite", (store) => answer(key === undefined ? store(name).put(value) : store(name).put(value, key)));

export const remove = (name, key) => inside([name], "readwrite", (store) => answer(store(name).delete(key)));

export const pairs = (name) =>
  inside([name], "readonly", async (store) => {
    const [keys, values] = await Promise.all([answer(store(name).getAllKeys()), answer(store(name).getAll())]);
    return new Map(keys.map((key, place) => [key, values[place]]));
  });

export const isFull = (problem) => Boolean(problem) && (problem.name === "QuotaExceededError" || /quota|full/i.test(problem.message || ""));
