// Cash for an order that somebody placed on the web and pays here, by its code (BY-25).

import { button, el, field, fill, link, notice } from "../html.js";
import { tell } from "../nav.js";
import { operations, record } from "../outbox.js";
import { amountOf, moment, rupiah } from "../plain/money.js";
import { meta } from "../state.js";
import { t } from "../words.js";

const WORDS = { waiting: () => t("menunggu sinyal"), refused: () => t("ditolak"), needs_action: () => t("perlu tindakan") };

const line = (one) => {
  const data = (one.answer && one.answer.data) || {};
  const done = one.state === "applied" ? t("{amount} diterima, kembalian {change}", { amount: rupiah(data.amount || 0), change: rupiah(data.change || 0) }) : one.state === "refused" ? (one.answer.error || {}).detail || WORDS.refused() : WORDS[one.state]();
  return el("li", {}, el("span", {}, one.data.pay_code), el("b", {}, rupiah(one.data.tendered)), el("small", {}, `${done} · ${moment(one.made_at)}`));
};

export const webcash = () => {
  const code = field(t("Kode bayar"), { autocapitalize: "characters", spellcheck: "false" }, t("Ditunjukkan pembeli di HP-nya."));
  const sum = field(t("Jumlah tagihan"), { inputmode: "numeric" }, t("Tertulis di bawah kode bayar."));
  const typed = field(t("Uang diterima"), { inputmode: "numeric" });
  const list = el("ul.rows");
  const draw = () => fill(list, operations().filter((one) => one.kind === "payment.cash" && one.data.pay_code).reverse().slice(0, 10).map(line));
  const act = async (event) => {
    event.preventDefault();
    [code, sum, typed].forEach((one) => one.wrong(""));
    const [bill, given] = [amountOf(sum.input.value), amountOf(typed.input.value)];
    if (!code.input.value.trim()) return code.wrong(t("Isi kode bayar."));
    if (!(bill > 0)) return sum.wrong(t("Isi dengan angka. Contoh: 37.500"));
    if (Number.isNaN(given) || given < bill) return typed.wrong(t("Isi paling sedikit {amount}.", { amount: rupiah(bill) }));
    await record("payment.cash", { pay_code: code.input.value.trim().toUpperCase(), tendered: given }, { show: { amount: bill, change: given - bill } });
    [code, sum, typed].forEach((one) => (one.input.value = ""));
    return tell(t("Kembalian {amount}. Toko mencocokkan kodenya saat ada sinyal.", { amount: rupiah(given - bill) }));
  };
  draw();
  const node = el("section.narrow", {}, el("h1", {}, t("Bayar pesanan web")), meta("shift") ? null : notice("plain", "info", t("Kas belum dibuka. Uang tunai tidak masuk hitungan kas.")),
    el("form", { novalidate: true, onsubmit: act }, code, sum, typed, button("check", t("Terima tunai"), null, { type: "submit", kind: "main wide" })), list,
    link("back", t("Kembali"), "#/kas", { kind: "button.quiet" }));
  node.refresh = draw;
  return node;
};
