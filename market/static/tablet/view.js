// What the screens read, worked out once for each state of the store.

import { EMPTY, priced } from "./plain/basket.js";
import { categories, goods } from "./plain/goods.js";
import { operation, operations, unsent } from "./outbox.js";
import { changed, data, meta, row, state } from "./state.js";
import * as store from "./store.js";

let known = { version: -1 };

const now = () => {
  if (known.version === state.version) return known;
  const list = goods({
    products: data("product"), prices: data("price"), stocks: data("stock"), leases: data("lease"), operations: operations(), now: Date.now(),
  });
  known = { version: state.version, list, byId: new Map(list.map((one) => [one.id, one])), categories: categories(list) };
  return known;
};

export const articles = () => now().list;
export const article = (id) => now().byId.get(String(id)) || null;
export const groups = () => now().categories;

export const basket = () => meta("basket") || EMPTY;

export const setBasket = (value) => {
  state.meta.set("basket", value);
  changedQuietly();
  return store.write("meta", value, "basket");
};

const listeners = new Set();
export const onBasket = (listener) => listeners.add(listener);
const changedQuietly = () => listeners.forEach((listener) => listener());

export const total = () => priced(basket(), now().byId);

export const settings = () => data("settings").reduce((all, one) => ({ ...all, ...one }), {});

export const staff = () => data("staff").sort((a, b) => a.name.localeCompare(b.name, "id"));
export const staffName = (id) => (row("staff", id) || {}).name || "";
export const isOwner = (one) => Boolean(one) && one.role === "owner";

export const session = () => meta("session");
export const unsentCount = () => unsent().length;

// A screen for visitors: paired as one, or turned into one for a while by whoever serves.
export const isPairedKiosk = () => (meta("profile") || {}).name === "kiosk";
export const isKiosk = () => Boolean(meta("kiosk")) || isPairedKiosk();

export const warung = () => settings().warung || meta("warung") || {};

// What of an order the tablet knows, from its own operation and from what the server told.
export const sale = (id) => {
  const made = operation(id);
  const told = row("order", id);
  if (!made && !told) return null;
  const given = made && made.answer && made.answer.data ? made.answer.data : {};
  const from = told || {};
  return {
    id, made, told, number: from.number || given.number || given.order_number || "", claim: from.claim_code || given.claim_code || "",
    state: made ? made.state : "applied", status: from.status || from.state || given.state || "",
  };
};

// The number on a receipt before the server has given one: this tablet, and its own count.
export const ownNumber = (made) => `${String(meta("device") || "T").replace(/-/g, "").slice(0, 4).toUpperCase()}-${String(made.seq).padStart(4, "0")}`;

export const neighbours = () => {
  const found = new Map();
  const note = (buyer) => buyer && buyer.name && found.set(`${buyer.name}|${buyer.phone || ""}`, { name: buyer.name, phone: buyer.phone || "" });
  data("order").forEach((one) => note(one.buyer));
  operations().forEach((one) => one.kind === "order.create" && note(one.data.buyer));
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, "id")).slice(0, 500);
};

export { changed };
