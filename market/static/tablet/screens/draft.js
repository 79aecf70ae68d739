// A seller comes with goods: the warung writes them down, with a photo; the seller says yes later.

import { button, el, field, fill, link, notice } from "../html.js";
import { go, tell } from "../nav.js";
import { newId, record } from "../outbox.js";
import { amountOf } from "../plain/money.js";
import { shrink } from "../photo.js";
import { data } from "../state.js";
import { isFull } from "../store.js";
import { t } from "../words.js";

const sellers = () => {
  const found = new Map();
  data("product").forEach((one) => one.seller && found.set(String(one.seller.id), one.seller));
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, "id"));
};

// The words of the first thing that is missing, beside its field.
const mistake = ({ seller, name, price, unit, stock }) => {
  [seller, name, price, unit, stock].forEach((one) => one.wrong(""));
  if (!seller.input.value) return seller.wrong(t("Pilih penjual.")) || true;
  if (!name.input.value.trim()) return name.wrong(t("Isi nama barang.")) || true;
  if (!(amountOf(price.input.value) > 0)) return price.wrong(t("Isi harga dengan angka. Contoh: 12.500")) || true;
  if (!unit.input.value.trim()) return unit.wrong(t("Isi satuan. Contoh: bungkus, kg, buah")) || true;
  if (!/^\d{1,5}$/.test(stock.input.value.trim())) return stock.wrong(t("Isi stok dengan angka.")) || true;
  return false;
};

export const draft = () => {
  const fields = {
    seller: field(t("Penjual"), { tag: "select", choices: [["", t("Pilih penjual")], ...sellers().map((one) => [String(one.id), one.name])] }),
    name: field(t("Nama barang"), { maxlength: 120 }),
    price: field(t("Harga"), { inputmode: "numeric" }),
    unit: field(t("Satuan"), { value: "bungkus", maxlength: 20 }),
    stock: field(t("Stok"), { inputmode: "numeric", value: "1" }),
  };
  const shown = el("div.shot");
  let photo = null;
  const choose = el("input", { type: "file", accept: "image/*", capture: "environment", id: "foto", onchange: async () => {
    try {
      const { blob, canvas } = await shrink(choose.files[0]);
      photo = blob;
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", t("Foto barang"));
      fill(shown, canvas, el("p.hint", {}, t("{n} kB", { n: Math.round(blob.size / 1024) })));
    } catch (problem) {
      photo = null;
      fill(shown, notice("bad", "warn", t("Berkas ini bukan foto yang bisa dibaca.")));
    }
  } });
  const act = async (event) => {
    event.preventDefault();
    if (mistake(fields)) return;
    const given = Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, one.input.value.trim()]));
    const id = newId();
    const kept = photo ? { id: newId(), operation: id, blob: photo } : null;
    try {
      await record("product.draft", { ...given, seller: Number(given.seller), price: amountOf(given.price), stock: Number(given.stock) }, { id, photo: kept, show: { name: given.name } });
      tell(t("Usul {name} tersimpan. Penjual akan ditanya.", { name: given.name }));
      go("lainnya");
    } catch (problem) {
      tell(isFull(problem) ? t("Tablet penuh: usul BELUM tersimpan. Coba tanpa foto.") : t("Usul BELUM tersimpan. Coba lagi."), "bad");
    }
  };
  return el("section.narrow", {}, el("h1", {}, t("Usul barang penjual")), notice("plain", "info", t("Barang baru dijual setelah penjual setuju.")),
    el("form", { novalidate: true, onsubmit: act }, Object.values(fields), el("div.field", {}, el("label", { for: "foto" }, t("Foto (boleh kosong)")), choose, shown),
      el("div.ways", {}, button("check", t("Simpan usul"), null, { type: "submit", kind: "main wide" }), link("back", t("Kembali"), "#/lainnya", { kind: "button.quiet" }))));
};
