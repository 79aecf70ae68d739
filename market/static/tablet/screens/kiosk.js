// The visitors' profile of the same tablet: ask for an order by its code; after a minute nothing of it is left.

import { button, el, field, notice } from "../html.js";
import { ask } from "../nav.js";
import { setMeta } from "../state.js";
import { isPairedKiosk, staff, warung } from "../view.js";
import { t } from "../words.js";
import { pinPad, tryPin } from "./signin.js";
import { question } from "./status.js";

const leave = () => {
  const who = field(t("Petugas"), { tag: "select", choices: staff().map((one) => [one.id, one.name]) });
  const pad = pinPad(t("PIN petugas"), async (pin) => {
    const { right, wrong } = await tryPin(who.input.value, pin);
    if (!right) return wrong;
    close();
    await setMeta({ kiosk: false, session: null });
    return "";
  });
  const close = ask(t("Kembali ke layar petugas"), "", [], el("div", {}, who, pad));
};

export const kiosk = () => {
  const place = el("div", { "aria-live": "polite" });
  return el("section.narrow", {}, el("h1", {}, t("Cek pesanan Anda")), notice("plain", "info", t("{name}. Layar ini bersih sendiri setelah satu menit.", { name: warung().name || t("Toko smart") })),
    question(place), place, isPairedKiosk() ? null : button("lock", t("Petugas"), leave, { kind: "quiet" }));
};
