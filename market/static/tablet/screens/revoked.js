// A tablet that the village has shut out: it sells no more, and still hands over what it has not sent.

import { button, el, field, notice } from "../html.js";
import { ask } from "../nav.js";
import { unsent } from "../outbox.js";
import { moment } from "../plain/money.js";
import { meta, setMeta } from "../state.js";
import { t } from "../words.js";
import { exportUnsent } from "./handing.js";

// Pairing anew keeps the outbox; the words say how many things lie in it.
const again = (count) => {
  const typed = field(t("Ketik jumlah yang belum terkirim"), { inputmode: "numeric" });
  ask(t("Pasangkan lagi?"), count ? t("{n} catatan belum terkirim. Titipkan dulu; dengan tablet baru catatan ini tetap tersimpan di sini.", { n: count }) : t("Semua catatan sudah terkirim."), [
    { name: "link", word: t("Pasangkan lagi"), kind: "main", act: async () => {
      if (count && typed.input.value.trim() !== String(count)) {
        typed.wrong(t("Ketik {n}.", { n: count }));
        return true;
      }
      await setMeta({ token: null, revoked: null, session: null });
      return false;
    } },
  ], count ? typed : null);
};

export const revoked = () => {
  const count = unsent().length;
  const { words, at } = meta("revoked");
  return el("section.narrow", {}, el("h1", {}, t("Tablet dicabut")), notice("bad", "warn", words || t("Petugas desa mencabut tablet ini.")), el("p.hint", {}, moment(at)),
    el("p.big", {}, count ? t("{n} catatan belum terkirim masih tersimpan di sini.", { n: count }) : t("Semua catatan sudah terkirim.")),
    el("div.ways", {}, count ? button("share", t("Titip kirim lewat HP lain"), exportUnsent, { kind: "main wide" }) : null, button("link", t("Pasangkan lagi"), () => again(count), {})));
};
