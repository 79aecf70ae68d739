// The drawer: opened with a float, closed by counting; the difference is named and never hidden.

import { button, el, field, fill, link, notice } from "../html.js";
import { ask, tell } from "../nav.js";
import { newId, operations, record, unsent } from "../outbox.js";
import { amountOf, moment, rupiah } from "../plain/money.js";
import { drawer } from "../plain/till.js";
import { data, meta } from "../state.js";
import { now as syncNow } from "../sync.js";
import { session, staffName } from "../view.js";
import { t } from "../words.js";
import { ownerAgrees } from "./owner.js";

const opening = () => {
  const float = field(t("Uang awal di laci"), { inputmode: "numeric" }, t("Hitung uang di laci, lalu ketik jumlahnya. Contoh: 200.000"));
  const act = async (event) => {
    event.preventDefault();
    const amount = amountOf(float.input.value);
    if (Number.isNaN(amount)) return float.wrong(t("Isi dengan angka. Contoh: 200.000"));
    const id = newId();
    const shift = { id, float: amount, staff: session().staff, at: Date.now() };
    await record("shift.open", { float: amount }, { id, also: { shift } });
    return tell(t("Kas dibuka."));
  };
  return el("form", { novalidate: true, onsubmit: act }, notice("plain", "info", t("Kas belum dibuka.")), float, button("till", t("Buka kas"), null, { type: "submit", kind: "main wide" }));
};

const close = async (counted, reason, forced) => {
  const shift = meta("shift");
  const { expected } = drawer(shift, operations());
  const given = { counted, ...(forced || {}) };
  if (reason) given.reason = reason;
  await record("shift.close", given, { also: { shift: null, last_shift: { ...shift, counted, expected, closed_at: Date.now() } }, show: { expected, difference: counted - expected } });
  tell(counted === expected ? t("Kas ditutup. Uang cocok.") : t("Kas ditutup. Selisih {amount}.", { amount: rupiah(counted - expected) }), counted === expected ? "good" : "bad");
};

// What is unsent is said with its number; without the owner's PIN the shift stays open (WR-28).
const warned = (counted, reason) => {
  const count = unsent().length;
  if (!count) return close(counted, reason, null);
  return ask(t("{n} belum terkirim", { n: count }), t("Sebaiknya kirim dulu, supaya hitungan toko sama dengan laci. Menutup sekarang perlu PIN pemilik."), [
    { name: "sync", word: t("Kirim dulu"), kind: "main", act: () => void syncNow() },
    { name: "warn", word: t("Tutup kas dengan PIN pemilik"), act: () => ownerAgrees((approver) => close(counted, reason, { unsent: count, forced_by: approver })) },
  ]);
};

const closing = () => {
  const shift = meta("shift");
  const sums = el("dl.sums");
  const counted = field(t("Uang dihitung"), { inputmode: "numeric" }, t("Hitung semua uang di laci."));
  const reason = field(t("Sebab selisih"), { name: "reason" });
  const difference = el("p.change", { "aria-live": "polite" });
  const draw = () => {
    const now = drawer(shift, operations());
    const lines = [[t("Uang awal"), now.float], [t("Penjualan tunai"), now.sales], [t("Pembayaran pesanan"), now.paid], [t("Uang dikembalikan"), now.back], [t("Setoran"), now.deposits], [t("Seharusnya ada"), now.expected]];
    fill(sums, lines.filter(([, amount], place) => amount || place === 0 || place === 5).map(([word, amount]) => el("div", {}, el("dt", {}, word), el("dd", {}, rupiah(amount)))));
    const given = amountOf(counted.input.value);
    const gap = given - now.expected;
    fill(difference, Number.isNaN(given) ? [] : [el("span", {}, gap ? t("Selisih") : t("Cocok")), el("b", {}, rupiah(gap))]);
    reason.hidden = Number.isNaN(given) || gap === 0;
    return gap;
  };
  counted.input.addEventListener("input", () => {
    counted.wrong("");
    draw();
  });
  const act = (event) => {
    event.preventDefault();
    const given = amountOf(counted.input.value);
    if (Number.isNaN(given)) return counted.wrong(t("Isi dengan angka. Contoh: 612.500"));
    const words = reason.input.value.trim();
    if (draw() !== 0 && !words) return reason.wrong(t("Tulis sebab selisihnya, atau tulis: belum tahu."));
    return warned(given, words);
  };
  draw();
  const node = el("div", {}, notice("good", "check", t("Kas dibuka {name}, {time}.", { name: staffName(shift.staff), time: moment(shift.at) })), sums,
    el("div.ways", {}, link("pay", t("Bayar pesanan web"), "#/bayarweb"), link("deposit", t("Setor ke BUMDes"), "#/setoran")),
    el("form", { novalidate: true, onsubmit: act }, el("h2", {}, t("Tutup kas")), counted, difference, reason, button("till", t("Tutup kas"), null, { type: "submit", kind: "main wide" })));
  node.refresh = draw;
  return node;
};

const past = () => {
  const closed = data("shift").filter((one) => one.closed_at).sort((a, b) => b.opened_at.localeCompare(a.opened_at)).slice(0, 10);
  if (!closed.length) return null;
  return el("div", {}, el("h2", {}, t("Kas yang sudah ditutup")), el("ul.rows", {}, closed.map((one) =>
    el("li", {}, el("span", {}, `${moment(one.opened_at)} · ${staffName(one.closed_by)}`), el("b", {}, `${t("Selisih")} ${rupiah(one.difference || 0)}`), one.reason ? el("small", {}, one.reason) : null))));
};

export const till = () => {
  const node = el("section.narrow");
  let part = null;
  const draw = () => {
    part = meta("shift") ? closing() : opening();
    fill(node, el("h1", {}, t("Kas")), part, past());
  };
  draw();
  let wasOpen = Boolean(meta("shift"));
  node.refresh = () => {
    if (wasOpen !== Boolean(meta("shift"))) draw();
    else if (part.refresh) part.refresh();
    wasOpen = Boolean(meta("shift"));
  };
  return node;
};
