// Cash carried to the BUMDes: what the warung says, and beside it what the BUMDes counted.

import { button, el, field, fill, link, notice } from "../html.js";
import { go, tell } from "../nav.js";
import { operations, record } from "../outbox.js";
import { amountOf, moment, rupiah } from "../plain/money.js";
import { drawer } from "../plain/till.js";
import { data, meta } from "../state.js";
import { t } from "../words.js";

const STATES = { sent: () => t("Menunggu BUMDes"), confirmed: () => t("Cocok"), differs: () => t("Berbeda"), solved: () => t("Selisih selesai") };

const made = () => {
  const told = data("message").filter((one) => one.kind === "deposit");
  const known = new Set(told.map((one) => one.deposit));
  const own = operations().filter((one) => one.kind === "deposit.make" && one.state !== "refused" && !known.has(one.id));
  const rows = own.map((one) => ({ made_at: one.made_at, amount: one.data.amount, received: null, state: "sent" }));
  return [...rows, ...told].sort((a, b) => b.made_at.localeCompare(a.made_at));
};

const row = (one) =>
  el("li", {}, el("span", {}, moment(one.made_at)), el("b", {}, rupiah(one.amount)), el("small", {}, STATES[one.state] ? STATES[one.state]() : one.state_name,
    one.received !== null && one.received !== one.amount ? ` · ${t("BUMDes menghitung {amount}", { amount: rupiah(one.received) })}` : ""));

export const deposit = () => {
  if (!meta("shift")) return el("section.narrow", {}, el("h1", {}, t("Setoran")), notice("plain", "info", t("Buka kas dulu, baru bisa menyetor.")), link("till", t("Buka kas"), "#/kas"));
  const list = el("ul.rows");
  const amount = field(t("Jumlah disetor"), { inputmode: "numeric" });
  const to = field(t("Diterima oleh"), { value: "BUMDes" });
  const draw = () => fill(list, made().map(row));
  const act = async (event) => {
    event.preventDefault();
    const given = amountOf(amount.input.value);
    const { expected } = drawer(meta("shift"), operations());
    if (Number.isNaN(given) || given <= 0) return amount.wrong(t("Isi dengan angka. Contoh: 400.000"));
    if (given > expected) return amount.wrong(t("Di laci seharusnya hanya ada {amount}.", { amount: rupiah(expected) }));
    if (!to.input.value.trim()) return to.wrong(t("Isi siapa yang menerima."));
    await record("deposit.make", { amount: given, to: to.input.value.trim() });
    tell(t("Setoran {amount} tersimpan. BUMDes menghitung sendiri.", { amount: rupiah(given) }));
    return go("kas");
  };
  draw();
  const node = el("section.narrow", {}, el("h1", {}, t("Setoran")), el("p.hint", {}, t("Di laci seharusnya ada {amount}.", { amount: rupiah(drawer(meta("shift"), operations()).expected) })),
    el("form", { novalidate: true, onsubmit: act }, amount, to, button("deposit", t("Catat setoran"), null, { type: "submit", kind: "main wide" })), list,
    link("back", t("Kembali"), "#/kas", { kind: "button.quiet" }));
  node.refresh = draw;
  return node;
};
