import assert from "node:assert/strict";
import { test } from "node:test";

import { cash, change, EMPTY, less, more, priced, toOrder } from "../../market/static/tablet/plain/basket.js";
import { amountOf, byCode, categories, goods, search, unitOf } from "../../market/static/tablet/plain/goods.js";

const NOW = new Date("2026-11-25T08:00:00+07:00").getTime();
const product = (id, title, others = {}) => ({ id, title, unit: "bungkus", step_thousandths: 1000, minimum_steps: 1, category: "Makanan", seller: { id: 1, name: "Bu Sari" }, closed_until_on: null, photo: null, ...others });
const row = (id, price, available) => [{ id, product: Number(id), unit_price: price, price_version: 3 }, { id, product: Number(id), available }];

const shelf = (operations = [], leases = []) => {
  const products = [product("1", "Getuk lindri"), product("2", "Kopi", { step_thousandths: 250, unit: "kg", minimum_steps: 2 }), product("3", "Éték gila", { closed_until_on: "2026-11-30" })];
  const both = [row("1", 12500, 4), row("2", 20000, 10), row("3", 5000, 1)];
  return goods({ products, prices: both.map((one) => one[0]), stocks: both.map((one) => one[1]), leases, operations, now: NOW });
};
const sold = (quantity, others = {}) => ({ kind: "order.create", state: "waiting", practice: false, data: { lines: [{ product: 1, quantity }] }, ...others });
const of = (list, id) => list.find((one) => one.id === id);

test("what was sold here and is not yet counted there is taken off", () => {
  assert.equal(of(shelf(), "1").left, 4);
  assert.equal(of(shelf([sold(3)]), "1").left, 1);
  assert.equal(of(shelf([sold(9)]), "1").left, 0);
  assert.equal(of(shelf([sold(3, { state: "applied" })]), "1").left, 4);
  assert.equal(of(shelf([sold(3, { practice: true })]), "1").left, 4);
});

test("a lease adds what is kept for this tablet, until it ends", () => {
  const lease = { product: 1, left: 3, quantity: 3, until: "2026-11-26T08:00:00+07:00" };
  assert.equal(of(shelf([], [lease]), "1").left, 7);
  assert.equal(of(shelf([], [{ ...lease, until: "2026-11-24T08:00:00+07:00" }]), "1").left, 4);
});

test("a seller who is away sells nothing", () => assert.ok(of(shelf(), "3").closed));

test("search finds every word, without marks, and by the seller", () => {
  const names = (typed, category) => search(shelf(), typed, category).map((one) => one.id);
  assert.deepEqual(names("etek"), ["3"]);
  assert.deepEqual(names("sari getuk"), ["1"]);
  assert.deepEqual(names("tidak ada"), []);
  assert.equal(names("", "Makanan").length, 3);
  assert.deepEqual(categories(shelf()), ["Makanan"]);
  assert.equal(byCode(shelf(), " 2 ").id, "2");
  assert.equal(byCode(shelf(), ""), null);
});

test("steps are counted whole and shown in their unit", () => {
  const kopi = of(shelf(), "2");
  assert.equal(amountOf(kopi, 3), "0,75");
  assert.equal(unitOf(kopi), "0,25 kg");
  assert.equal(unitOf(of(shelf(), "1")), "bungkus");
  let basket = more(EMPTY, kopi);
  assert.equal(basket.lines["2"], 2);
  basket = more(basket, kopi);
  assert.equal(basket.lines["2"], 3);
  basket = less(less(basket, kopi), kopi);
  assert.equal(basket.lines["2"], undefined);
});

test("no more goes into the basket than there is", () => {
  const getuk = of(shelf([sold(3)]), "1");
  const basket = more(EMPTY, getuk);
  assert.equal(more(basket, getuk), basket);
});

test("a basket keeps its order, and names what is gone", () => {
  const basket = change(change(EMPTY, "1", 2), "9", 1);
  const bought = priced(basket, new Map(shelf().map((one) => [one.id, one])));
  assert.equal(bought.total, 25000);
  assert.deepEqual(bought.gone, ["9"]);
  assert.equal(priced(change(basket, "1", 0), new Map()).count, 0);
});

test("cash gives its change; too little is refused", () => {
  assert.deepEqual(cash(37500, 50000), { change: 12500 });
  assert.deepEqual(cash(37500, 37500), { change: 0 });
  assert.deepEqual(cash(37500, 30000), { wrong: "short", short: 7500 });
  assert.equal(cash(37500, NaN).wrong, "number");
  assert.equal(cash(37500, -50000).wrong, "number");
});

test("an order is what the contract says", () => {
  const basket = { ...change(EMPTY, "1", 2), buyer: { name: "Pak Karto", phone: "" } };
  const bought = priced(basket, new Map(shelf().map((one) => [one.id, one])));
  assert.deepEqual(toOrder(basket, bought, { cash: { tendered: 25000 } }), {
    lines: [{ product: 1, quantity: 2, price_version: 3, unit_price: 12500 }], buyer: { name: "Pak Karto" },
    delivery: { pickup_at_warung: true }, payment: { cash: { tendered: 25000 } }, note: "",
  });
});

test("an order of five lines weighs at most 1,5 kB", () => {
  const article = { name: "x", size: 1, price: 12500, price_version: 12 };
  const lines = [1, 2, 3, 4, 5].map((id) => ({ article: { ...article, id: `${id}0000` }, quantity: 12, amount: 1 }));
  const basket = { ...EMPTY, delivery: "quote", quote: { references: ["Q-1234567890", "Q-1234567891"] }, note: "tolong yang segar", buyer: { name: "Ibu Sri Lestari Wahyuningsih", phone: "+6281234567890", address: "Dusun Krajan RT 2 RW 1, sebelah mushola" } };
  const data = toOrder(basket, { lines }, { cash: { tendered: 1000000 } });
  const sent = { id: "123e4567-e89b-42d3-a456-426614174000", seq: 12345, kind: "order.create", made_at: "2026-11-25T14:05:06.700+07:00", staff: 12, shift: "123e4567-e89b-42d3-a456-426614174000", based_on: "x".repeat(60), data };
  assert.ok(JSON.stringify(sent).length <= 1500, String(JSON.stringify(sent).length));
});
