// Run by tests/market/warung/tablet/test_modules.py with `node --test`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { amountOf, likelyNotes, moment, phoneOf, rupiah, stamp } from "../../market/static/tablet/plain/money.js";

test("money is whole rupiah with points", () => {
  assert.equal(rupiah(12500), "Rp12.500");
  assert.equal(rupiah(-2500), "-Rp2.500");
  assert.equal(rupiah(0), "Rp0");
  assert.equal(rupiah(1234567890), "Rp1.234.567.890");
});

test("what people type is read, and what is unclear is not guessed", () => {
  assert.equal(amountOf("50.000"), 50000);
  assert.equal(amountOf("Rp 50.000"), 50000);
  assert.equal(amountOf(" 50000 "), 50000);
  for (const typed of ["", "lima", "50,000", "5.00", "-5", "1.0000", "12.5"]) assert.ok(Number.isNaN(amountOf(typed)), typed);
});

test("the notes that a buyer probably gives", () => {
  assert.deepEqual(likelyNotes(37500), [38000, 40000, 50000, 100000]);
  assert.ok(likelyNotes(100000).every((note) => note > 100000));
});

test("phone numbers come in many coats", () => {
  for (const typed of ["0812-3456-789", "+62 812 3456 789", "628123456789"]) assert.equal(phoneOf(typed), "+628123456789");
  for (const typed of ["", "12345", "021 555", "0812", "+1 812 3456 789"]) assert.equal(phoneOf(typed), "");
});

test("a stamp carries the tablet's own offset and names the same instant", () => {
  const now = new Date("2026-11-25T14:05:06.700Z");
  assert.match(stamp(now), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
  assert.equal(new Date(stamp(now)).getTime(), now.getTime());
  assert.match(moment(now), /^\d{1,2} \w{3} 2026 \d\d\.\d\d/);
});
