// The store as the screens see it: read once into memory, kept equal to the disk, told to the other tabs.

import * as store from "./store.js";

export const RESOURCES = ["product", "stock", "price", "staff", "order", "seller_order", "shipment", "parcel", "lease", "shift", "message", "settings"];

export const state = { meta: new Map(), rows: new Map(), outbox: new Map(), tries: new Map(), version: 0, sync: {} };
const listeners = new Set();
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(store.NAME);

const blank = () => RESOURCES.forEach((name) => state.rows.set(name, new Map()));
blank();

export const meta = (key, otherwise = null) => (state.meta.has(key) ? state.meta.get(key) : otherwise);
export const rows = (resource) => state.rows.get(resource) || new Map();
export const row = (resource, id) => (rows(resource).get(String(id)) || {}).data || null;
export const data = (resource) => [...rows(resource).values()].map((one) => ({ ...one.data, id: one.id, version: one.version }));

export const keep = (one) => {
  if (!state.rows.has(one.resource)) state.rows.set(one.resource, new Map());
  state.rows.get(one.resource).set(one.id, one);
};

export const load = async () => {
  const [known, told, done, tries] = await Promise.all([store.pairs("meta"), store.all("rows"), store.all("outbox"), store.pairs("tries")]);
  state.meta = known;
  state.tries = tries;
  blank();
  told.forEach(keep);
  state.outbox = new Map(done.sort((a, b) => a.seq - b.seq).map((one) => [one.id, one]));
  state.version += 1;
};

export const onChange = (listener) => listeners.add(listener);

// what: "meta", "rows", "outbox", "sync"; other tabs read the disk again.
export const changed = (what, elsewhere = true) => {
  if (what !== "sync") state.version += 1;
  listeners.forEach((listener) => listener(what));
  if (elsewhere && channel && what !== "sync") channel.postMessage(what);
};

if (channel) {
  let soon = null;
  channel.onmessage = (event) => {
    clearTimeout(soon);
    soon = setTimeout(() => load().then(() => changed(event.data, false)), 50);
  };
}

export const setMeta = async (values) => {
  await store.inside(["meta"], "readwrite", (open) => {
    for (const [key, value] of Object.entries(values)) open("meta").put(value, key);
  });
  for (const [key, value] of Object.entries(values)) state.meta.set(key, value);
  changed("meta");
};

export const setTry = async (key, value) => {
  await store.write("tries", value, key);
  state.tries.set(key, value);
};
