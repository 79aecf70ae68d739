// What waits here, sealed for the store, so that any other phone can carry it.

import { el, notice } from "../html.js";
import { ask } from "../nav.js";
import { t } from "../words.js";

export const exportUnsent = async () => {
  ask(t("Titip kirim lewat HP lain"), "", [], el("div", {}, notice("plain", "info", t("Toko belum menerima titipan. Tunggu sinyal, catatan tetap tersimpan."))));
};
