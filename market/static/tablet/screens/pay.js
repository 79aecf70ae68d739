// Paying: cash with its change, kasbon up to the limit, or later. The sale is on the disk before the receipt is shown.

import { button, el, field, fill, link, notice } from "../html.js";
import { go, tell } from "../nav.js";
import { newId, operations, record } from "../outbox.js";
import { cash, EMPTY, toOrder } from "../plain/basket.js";
import { unitOf } from "../plain/goods.js";
import { amountOf, likelyNotes, rupiah } from "../plain/money.js";
import { owed } from "../plain/till.js";
import { data, meta } from "../state.js";
import { isFull } from "../store.js";
import { basket, settings, total } from "../view.js";
import { t } from "../words.js";

let busy = false;

// What the receipt shows, as it was at the sale, whatever changes later.
const shown = (bought, paid) => ({
  total: bought.total, postage: bought.postage, paid,
  lines: bought.lines.map(({ article, quantity, amount }) => ({ name: article.name, quantity, unit: unitOf(article), price: article.price, amount })),
});

const sell = async (payment, paid) => {
  if (busy) return;
  busy = true;
  const bought = total();
  const id = newId();
  try {
    await record("order.create", toOrder(basket(), bought, payment), { id, also: { basket: EMPTY }, show: shown(bought, paid) });
    go(`nota/${id}`);
  } catch (problem) {
    tell(isFull(problem) ? t("Tablet penuh: pesanan BELUM tersimpan. Hapus foto atau video di tablet, lalu coba lagi.") : t("Pesanan BELUM tersimpan. Coba lagi."), "bad");
  }
  busy = false;
};

const byCash = (sum) => {
  const typed = field(t("Uang diterima"), { inputmode: "numeric", name: "tendered" });
  const back = el("p.change", { "aria-live": "polite" });
  const given = () => amountOf(typed.input.value);
  const draw = () => {
    const { change } = cash(sum, given());
    fill(back, change === undefined ? [] : [el("span", {}, t("Kembalian")), el("b", {}, rupiah(change))]);
  };
  typed.input.addEventListener("input", () => {
    typed.wrong("");
    draw();
  });
  const pay = () => {
    const { change, wrong, short } = cash(sum, given());
    if (wrong === "short") return typed.wrong(t("Uang kurang {amount}. Tambah uangnya, atau pilih Kasbon.", { amount: rupiah(short) }));
    if (wrong) return typed.wrong(t("Isi uang yang diterima dengan angka. Contoh: 50.000"));
    return sell({ cash: { tendered: given() } }, { kind: "cash", tendered: given(), change });
  };
  const note = (value, word) => el("button", { type: "button", onclick: () => {
    typed.input.value = rupiah(value);
    typed.wrong("");
    draw();
  } }, word);
  return el("div.cash", {}, el("h2", {}, t("Tunai")),
    el("div.notes", {}, note(sum, t("Uang pas")), likelyNotes(sum).map((one) => note(one, rupiah(one)))),
    typed, back, button("check", t("Terima tunai"), pay, { kind: "main wide" }));
};

const debts = () => data("order").map((one) => ({ phone: one.buyer.phone || "", name: one.buyer.name || "", kasbon: Number(one.kasbon_left) || 0 }));

const byCredit = (sum) => {
  const { buyer } = basket();
  const limit = Number(settings().kasbon_limit) || 0;
  const already = owed(buyer.phone, buyer.name, debts(), operations());
  const left = limit - already;
  const words = t("Batas {limit}, sudah kasbon {owed}, sisa {left}.", { limit: rupiah(limit), owed: rupiah(already), left: rupiah(Math.max(0, left)) });
  if (!limit) return null;
  return el("div.credit", {}, el("h2", {}, t("Kasbon")), el("p.hint", {}, words),
    sum > left
      ? notice("bad", "warn", t("Lewat batas kasbon. Terima tunai, atau kurangi barang."))
      : button("book", t("Catat kasbon"), () => sell({ kasbon: true }, { kind: "kasbon" }), { kind: "wide" }));
};

export const pay = () => {
  const { count, total: sum } = total();
  if (!count) return el("section.narrow", {}, el("h1", {}, t("Bayar")), el("p.hint", {}, t("Keranjang masih kosong.")), link("back", t("Kembali ke barang"), "#/jual"));
  const noShift = meta("shift") ? null : notice("plain", "info", el("p", {}, t("Kas belum dibuka. Uang tunai tidak masuk hitungan kas.")), link("till", t("Buka kas dulu"), "#/kas"));
  return el("section.narrow", {}, el("h1", {}, t("Bayar")),
    el("p.total.big", {}, el("span", {}, basket().buyer.name), el("b", {}, rupiah(sum))), noShift,
    byCash(sum), byCredit(sum),
    el("div.credit", {}, el("h2", {}, t("Bayar nanti")), el("p.hint", {}, t("Belum dibayar. Bisa tunai atau QRIS sesudahnya, dari nota ini.")), button("clock", t("Catat, bayar nanti"), () => sell({ later: true }, { kind: "later" }), { kind: "wide" })),
    link("back", t("Kembali ke keranjang"), "#/keranjang", { kind: "button.quiet" }));
};
