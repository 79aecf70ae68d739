// A neighbour asks how an order stands: by claim code or number, from what the tablet knows.

import { button, el, field, fill, icon, link, notice } from "../html.js";
import { operations } from "../outbox.js";
import { moment, rupiah } from "../plain/money.js";
import { data } from "../state.js";
import { claim } from "../sync.js";
import { ownNumber } from "../view.js";
import { t } from "../words.js";

export const STEPS = {
  held: () => t("Perlu tindakan"), cancelled: () => t("Dibatalkan"), placed: () => t("Dipesan"), unpaid: () => t("Menunggu pembayaran"), new: () => t("Menunggu penjual"),
  accepted: () => t("Diterima penjual"), packed: () => t("Dikemas"), handed_over: () => t("Dalam perjalanan"), delivered: () => t("Tiba"), released: () => t("Selesai"),
  waiting: () => t("Belum terkirim"), expired: () => t("Kedaluwarsa"), refused: () => t("Ditolak"),
};

const word = (state) => (STEPS[state] ? STEPS[state]() : t("Diproses"));
const same = (a, b) => String(a || "").replace(/[^0-9a-z]/gi, "").toUpperCase() === b;

export const find = (typed) => {
  const asked = String(typed).replace(/[^0-9a-z]/gi, "").toUpperCase();
  if (!asked) return null;
  const told = data("order").find((one) => same(one.claim_code, asked) || same(one.number, asked));
  if (told) return { state: told.status, paid: told.paid, total: told.total, lines: told.lines.map((line) => `${line.amount || line.quantity} ${line.title}`), at: told.made_at, number: told.number };
  const own = operations().find((one) => one.kind === "order.create" && same(ownNumber(one), asked));
  return own ? { state: own.state === "applied" ? "placed" : own.state === "needs_action" ? "held" : own.state, paid: own.show.paid.kind === "cash", total: own.show.total, lines: own.show.lines.map((line) => `${line.quantity} × ${line.name}`), at: own.made_at, number: ownNumber(own) } : null;
};

// The name and the number of the neighbour are not shown: whoever has the code sees the goods and the way, no more.
export const answerOf = (found) =>
  el("div.card.status", {}, el("p.big", {}, icon(found.state === "held" ? "warn" : "truck"), " ", word(found.state)),
    el("p", {}, found.paid ? t("Lunas") : t("Belum dibayar"), ` · ${rupiah(found.total)}`), el("ul.small", {}, found.lines.map((line) => el("li", {}, line))), el("p.hint", {}, `${found.number || ""} · ${moment(found.at)}`));

// An order of another warung of the village: only the store knows, so it needs a signal.
const elsewhere = async (typed, place) => {
  fill(place, el("p", {}, t("Sebentar…")));
  try {
    const told = await claim(typed.replace(/[^0-9a-z]/gi, "").toUpperCase());
    const lines = told.parts.map((one) => `${one.seller}: ${one.at_warung ? t("Di rak") : word(one.state)}`);
    fill(place, answerOf({ state: told.status, paid: told.paid, total: told.total, lines, at: told.made_at, number: `${told.number || ""} · ${told.warung}` }));
  } catch (problem) {
    fill(place, notice("bad", "info", problem.status === 404 ? t("Tidak ditemukan. Periksa kodenya.") : t("Tidak ditemukan di tablet ini. Periksa kodenya, atau coba lagi saat ada sinyal.")));
  }
};

export const question = (place) => {
  const code = field(t("Kode ambil atau nomor pesanan"), { autocapitalize: "characters", spellcheck: "false" });
  return el("form", { novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    const typed = code.input.value.trim();
    code.wrong("");
    if (!typed) return code.wrong(t("Isi kode ambil atau nomor pesanan."));
    const found = find(typed);
    if (found) return fill(place, answerOf(found));
    return elsewhere(typed, place);
  } }, code, button("search", t("Cek"), null, { type: "submit", kind: "main" }));
};

export const status = () => {
  const place = el("div", { "aria-live": "polite" });
  return el("section.narrow", {}, el("h1", {}, t("Status pesanan")), question(place), place, link("back", t("Kembali"), "#/titipan", { kind: "button.quiet" }));
};
