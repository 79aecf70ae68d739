// What only the owner of the warung may say yes to: the owner's PIN, and a line for the log.

import { ask, tell } from "../nav.js";
import { idOf } from "../plain/basket.js";
import { stamp } from "../plain/money.js";
import { meta, setMeta } from "../state.js";
import { isOwner, staff } from "../view.js";
import { t } from "../words.js";
import { pinPad, tryPin } from "./signin.js";

// Events go to the server with the next operation of a kind that can carry them; until then they stay here.
export const noteEvent = (kind, about) => setMeta({ events: [...(meta("events") || []), { kind, at: stamp(), ...about }].slice(-50) });

export const ownerAgrees = (then) => {
  const owner = staff().find(isOwner);
  if (!owner) {
    tell(t("Belum ada pemilik di daftar petugas. Hubungi petugas desa."), "bad");
    return;
  }
  const pad = pinPad(t("PIN pemilik: {name}", { name: owner.name }), async (pin) => {
    const { right, wrong } = await tryPin(owner.id, pin);
    if (!right) return wrong;
    close();
    await then(idOf(owner.id), pin);
    return "";
  });
  const close = ask(t("Perlu PIN pemilik"), t("Ini dicatat."), [], pad);
  pad.focus();
};
