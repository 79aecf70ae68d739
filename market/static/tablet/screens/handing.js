// What waits here, sealed for the store, as a file that any other phone can carry.

import { button, el, notice } from "../html.js";
import { ask, tell } from "../nav.js";
import { unsent } from "../outbox.js";
import { seal } from "../packet.js";
import { MOST } from "../plain/sending.js";
import { meta } from "../state.js";
import { settings } from "../view.js";
import { t } from "../words.js";

const save = (packet, number) => {
  const link = el("a", { href: URL.createObjectURL(new Blob([JSON.stringify(packet)], { type: "application/json" })), download: `titipan-${number}.json` });
  document.body.append(link);
  link.click();
  link.remove();
};

// Practice is never carried, and a picture stays until there is a signal.
const carried = () => unsent().filter((one) => !one.practice);

const make = async () => {
  const all = carried();
  try {
    for (let at = 0; at < all.length; at += MOST) save(await seal(all.slice(at, at + MOST), settings().relay_key), at / MOST + 1);
    tell(t("Berkas titipan dibuat. Kirim ke HP lain."));
  } catch (problem) {
    tell(t("Berkas titipan gagal dibuat. Catatan tetap tersimpan."), "bad");
  }
};

export const exportUnsent = () => {
  const canSeal = Boolean(settings().relay_key && meta("keys"));
  ask(t("Titip kirim lewat HP lain"), t("{n} catatan dikunci dalam berkas. Pembawanya tidak bisa membaca isinya. Catatan tetap tersimpan di tablet ini.", { n: carried().length }), [],
    el("div", {}, canSeal
      ? [button("share", t("Buat berkas"), make, { kind: "main wide" }), el("p.hint", {}, t("Di HP yang ada sinyal, buka {address} lalu pilih berkasnya.", { address: `${location.origin}/titip/` }))]
      : notice("plain", "info", t("Toko belum menerima titipan. Tunggu sinyal, catatan tetap tersimpan."))));
};
