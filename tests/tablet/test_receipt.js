import assert from "node:assert/strict";
import { test } from "node:test";

import { bytes, chunks } from "../../market/static/tablet/plain/escpos.js";
import { COLUMNS, lines } from "../../market/static/tablet/plain/receipt.js";

const SAY = { number: "Nomor", time: "Waktu", staff: "Petugas", buyer: "Pembeli", total: "TOTAL", postage: "Ongkir", tendered: "Tunai", change: "Kembalian", kasbon: "KASBON", later: "BELUM DIBAYAR", claim: "Kode ambil", claim_later: "Kode menyusul", thanks: "Terima kasih", practice: "LATIHAN", copy: "SALINAN" };
const RECEIPT = {
  warung: "Toko Smart Krandegan", place: "Jl. Balai Desa 1, sebelah balai desa", number: "LD-2611-0042", claim: "K7M2QX", made_at: "2026-11-25T07:05:00Z", staff: "Bu Tini", buyer: "Pak Karto",
  lines: [{ name: "Getuk lindri pelangi isi dua belas potong manis", quantity: 3, unit: "bungkus", price: 12500, amount: 37500 }, { name: "Kopi “éspresso”", quantity: 2, unit: "0,25 kg", price: 1000000, amount: 2000000 }],
  postage: 0, total: 2037500, paid: { kind: "cash", tendered: 2050000, change: 12500 }, practice: false, copy: false,
};
const text = (receipt) => String.fromCharCode(...bytes(lines(receipt, SAY)));

test("the bytes hold number, goods, total, time, warung and claim code", () => {
  const paper = text(RECEIPT);
  for (const word of ["LD-2611-0042", "Getuk lindri", "Rp2.037.500", "25 Nov 2026", "Toko Smart", "K7M2QX", "Rp12.500", "Bu Tini"]) assert.ok(paper.includes(word), word);
  assert.ok(!paper.includes("SALINAN") && !paper.includes("LATIHAN"));
});

test("no line is wider than the paper, big letters counted double", () => {
  for (const { text: line, big } of lines(RECEIPT, SAY)) assert.ok(line.length <= (big ? COLUMNS / 2 : COLUMNS), line);
});

test("the printer gets plain signs, a beginning and a cut", () => {
  const data = bytes(lines(RECEIPT, SAY));
  assert.deepEqual([...data.slice(0, 2)], [27, 64]);
  assert.deepEqual([...data.slice(-4)], [29, 86, 66, 0]);
  assert.ok(data.every((one) => one < 128));
  assert.ok(text(RECEIPT).includes('Kopi "espresso"'));
});

test("the second print says SALINAN, practice says LATIHAN, no code yet says so", () => {
  assert.ok(text({ ...RECEIPT, copy: true }).includes("SALINAN"));
  assert.ok(text({ ...RECEIPT, practice: true }).includes("LATIHAN"));
  assert.ok(text({ ...RECEIPT, claim: "" }).includes("Kode menyusul"));
  assert.ok(text({ ...RECEIPT, paid: { kind: "later" } }).includes("BELUM DIBAYAR"));
});

test("parts together are the whole", () => {
  const data = bytes(lines(RECEIPT, SAY));
  assert.deepEqual(chunks(data).flatMap((part) => [...part]), [...data]);
  assert.ok(chunks(data).every((part) => part.length <= 180));
});
