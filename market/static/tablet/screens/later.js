// After the sale: cash for what is still unpaid, and calling the order off with a second PIN.

import { button, el, field } from "../html.js";
import { ask, tell } from "../nav.js";
import { operations, record } from "../outbox.js";
import { cash, idOf } from "../plain/basket.js";
import { amountOf, rupiah } from "../plain/money.js";
import { row } from "../state.js";
import { session, staff } from "../view.js";
import { t } from "../words.js";
import { qris } from "./qris.js";
import { pinPad, tryPin } from "./signin.js";

const about = (id) => operations().filter((one) => one.state !== "refused" && String(one.data.order) === id);

const payNow = ({ id, made }) => {
  const sum = made.show.total;
  const typed = field(t("Uang diterima"), { inputmode: "numeric" }, rupiah(sum));
  ask(t("Terima tunai"), t("Untuk pesanan {name}.", { name: made.data.buyer.name }), [{ name: "check", word: t("Terima tunai"), kind: "main", act: async () => {
    const given = amountOf(typed.input.value);
    const { change, wrong } = cash(sum, given);
    if (wrong) {
      typed.wrong(t("Isi paling sedikit {amount}.", { amount: rupiah(sum) }));
      return true;
    }
    await record("payment.cash", { order: id, tendered: given }, { show: { amount: sum, change } });
    tell(t("Lunas. Kembalian {amount}.", { amount: rupiah(change) }));
    return false;
  } }], typed);
};

// A second person says yes with a PIN of their own.
const cancel = ({ id, made }) => {
  const others = staff().filter((one) => one.id !== session().staff);
  const reason = field(t("Alasan batal"), { name: "reason" });
  const who = field(t("Disetujui oleh"), { tag: "select", choices: others.map((one) => [one.id, one.name]) });
  let close = null;
  const pad = pinPad(t("PIN orang kedua"), async (pin) => {
    if (!reason.input.value.trim()) {
      reason.wrong(t("Isi alasannya."));
      return t("Isi alasan dulu.");
    }
    const { right, wrong } = await tryPin(who.input.value, pin);
    if (!right) return wrong;
    const wasPaid = made.show.paid.kind === "cash" || about(id).some((one) => one.kind === "payment.cash");
    await record("order.cancel", { order: id, reason: reason.input.value.trim(), approver: idOf(who.input.value) }, { show: { back: wasPaid ? made.show.total : 0 } });
    close();
    tell(t("Pembatalan tersimpan."));
    return "";
  });
  const body = others.length ? el("div", {}, reason, who, pad) : el("p", {}, t("Perlu orang kedua di warung ini untuk membatalkan."));
  close = ask(t("Batalkan pesanan?"), made.show.paid.kind === "cash" ? t("Uang {amount} dikembalikan kepada pembeli.", { amount: rupiah(made.show.total) }) : t("Pesanan ini tidak jadi."), [], body);
};

export const later = (found) => {
  const { id, made } = found;
  const done = about(id);
  if (done.some((one) => one.kind === "order.cancel")) return el("p.hint", {}, t("Pesanan ini dibatalkan."));
  const unpaid = made.show.paid.kind !== "cash" && !done.some((one) => one.kind === "payment.cash") && !(row("order", id) || {}).paid;
  if (made.state === "refused") return null;
  return el("div.ways", {},
    unpaid ? button("pay", t("Terima tunai sekarang"), () => payNow(found), {}) : null,
    unpaid && !made.data.payment.kasbon ? qris(found) : null,
    made.state === "needs_action" ? null : button("close", t("Batalkan pesanan"), () => cancel(found), { kind: "quiet" }));
};
