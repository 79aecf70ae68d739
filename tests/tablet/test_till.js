import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";

import { afterWrong, isRight, lockedFor } from "../../market/static/tablet/plain/pin.js";
import { batches, nextWait } from "../../market/static/tablet/plain/sending.js";
import { drawer, owed } from "../../market/static/tablet/plain/till.js";

const shift = { id: "s", float: 200000 };
const sale = (id, total, payment, others = {}) => ({ id, seq: 1, kind: "order.create", shift: "s", state: "applied", practice: false, data: { payment, buyer: { name: "Karto", phone: "" } }, show: { total }, ...others });
const cash = { cash: { tendered: 100000 } };

test("the drawer: float, cash sales, deposits, money given back", () => {
  const done = [
    sale("a", 37500, cash), sale("b", 10000, { kasbon: true }), sale("c", 5000, cash, { shift: "other" }), sale("d", 9000, cash, { state: "refused" }), sale("e", 8000, cash, { practice: true }),
    { id: "f", kind: "deposit.make", shift: "s", state: "waiting", data: { amount: 100000 }, show: {} },
    { id: "g", kind: "order.resolve", shift: "s", state: "waiting", data: { order: "a", choice: "refund_cash" }, show: { back: 37500 } },
    { id: "h", kind: "payment.cash", shift: "s", state: "waiting", data: { order: "b" }, show: { amount: 10000 } },
  ];
  assert.deepEqual(drawer(shift, done), { float: 200000, sales: 37500, paid: 10000, back: -37500, deposits: -100000, expected: 110000 });
});

test("credit given back is no cash", () => {
  const done = [sale("b", 10000, { kasbon: true }), { id: "g", kind: "order.cancel", shift: "s", state: "waiting", data: { order: "b" }, show: { back: 0 } }];
  assert.equal(drawer(shift, done).expected, 200000);
});

test("what a neighbour owes: told by the server, and written here since", () => {
  const waiting = sale("b", 30000, { kasbon: true }, { state: "waiting", data: { payment: { kasbon: true }, buyer: { name: "Karto", phone: "+62811" } } });
  assert.equal(owed("+62811", "Karto", [{ phone: "+62811", name: "K", kasbon: 20000 }], [waiting]), 50000);
  assert.equal(owed("", "karto ", [{ phone: "", name: "Karto", kasbon: 7000 }, { phone: "+62811", name: "Karto", kasbon: 20000 }], []), 7000);
});

test("fifty at a time, in the order of their making, practice apart", () => {
  const all = Array.from({ length: 120 }, (_, place) => ({ id: String(place), seq: 120 - place, kind: "k", data: {}, practice: place % 10 === 0 }));
  const found = batches(all);
  assert.deepEqual(found.map((one) => [one.practice, one.operations.length]), [[false, 50], [true, 12], [false, 50], [false, 8]]);
  for (const { operations } of found) assert.deepEqual(operations, [...operations].sort((a, b) => a.seq - b.seq));
  assert.equal(new Set(found.flatMap((one) => one.operations)).size, 120);
});

test("a batch stays below a megabyte", () => {
  const heavy = Array.from({ length: 10 }, (_, seq) => ({ id: String(seq), seq, kind: "k", data: { note: "x".repeat(200000) } }));
  for (const { size } of batches(heavy)) assert.ok(size <= 1000000);
});

test("waiting grows, never beyond five minutes of its own, and obeys the server", () => {
  assert.equal(nextWait(1, 0, 0.5), 5000);
  assert.equal(nextWait(3, 0, 0.5), 20000);
  assert.equal(nextWait(99, 0, 0.5), 300000);
  for (const chance of [0, 0.5, 1]) assert.ok(nextWait(1, 60, chance) >= 60000);
});

test("the PIN is checked as the server hashes it", async () => {
  // hashlib.pbkdf2_hmac("sha256", b"2580", bytes.fromhex("aa" * 16), 1000).hex()
  const kept = { salt: "aa".repeat(16), iterations: 1000, hash: "4b1312dca107b07e8bba24786b2d04e261ff140271c7d243e57a6de5e6f7657b" };
  assert.equal(await isRight("2580", kept, webcrypto.subtle), true);
  assert.equal(await isRight("2581", kept, webcrypto.subtle), false);
});

test("five wrong ones wait a quarter of an hour, whatever the clock does", () => {
  let tried = null;
  for (let times = 0; times < 5; times += 1) tried = afterWrong(tried, 1000);
  assert.equal(lockedFor(tried, 1000), 900);
  assert.equal(lockedFor(tried, 1000 + 901000), 0);
  assert.equal(lockedFor(tried, 1000 - 10 * 86400000), 0);
});
