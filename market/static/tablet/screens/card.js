// A neighbour's card: the reader types its number like a keyboard, the neighbour types the PIN. Needs a signal, for
// the tablet keeps neither numbers nor PINs of neighbours.

import { button, el, field, notice } from "../html.js";
import { ask, tell } from "../nav.js";
import { phoneOf } from "../plain/money.js";
import { card } from "../sync.js";
import { session } from "../view.js";
import { t } from "../words.js";
import { pinPad } from "./signin.js";

const HONEST = () => notice("plain", "info", t("Kami hanya membaca nomor seri kartu, bukan data KTP Anda."));

const wordsOf = (problem) => (problem.kind === "silent" ? t("Kartu perlu sinyal. Tulis nama dan nomor HP saja.") : problem.message || t("Kartu atau PIN salah."));

// The number as a reader types it, ended by its Enter; shown as dots, kept nowhere.
const tap = (label, done) => {
  const read = field(label, { type: "password", autocomplete: "off", inputmode: "none", name: "card" });
  return el("form", { novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    const number = read.input.value.trim();
    read.input.value = "";
    if (number) done(number, read);
  } }, read, button("check", t("Lanjut"), null, { type: "submit" }));
};

// Asks for the card and its PIN; `found` gets {name, phone}.
export const openCard = (found) => {
  const place = el("div", {}, tap(t("Tempelkan kartu"), (number) => {
    const pad = pinPad(t("PIN kartu"), async (pin) => {
      try {
        found(await card("open", { number, pin }));
        close();
        return "";
      } catch (problem) {
        return wordsOf(problem);
      }
    });
    place.replaceChildren(pad);
    pad.focus();
  }));
  const close = ask(t("Kartu tetangga"), "", [], el("div", {}, HONEST(), place));
};

// Twice the same card, who it is, and a PIN that the neighbour types.
export const enrolCard = () => {
  const place = el("div");
  const who = (number, again) => {
    const name = field(t("Nama"), { autocomplete: "off" });
    const phone = field(t("Nomor HP (boleh kosong)"), { type: "tel", inputmode: "tel" });
    const next = button("check", t("Lanjut ke PIN"), () => {
      if (!name.input.value.trim()) return name.wrong(t("Isi nama."));
      if (phone.input.value && !phoneOf(phone.input.value)) return phone.wrong(t("Nomor HP belum benar. Contoh: 0812 3456 7890. Boleh dikosongkan."));
      const pad = pinPad(t("PIN baru untuk kartu"), async (pin) => {
        try {
          const kept = await card("", { number, again, pin, name: name.input.value.trim(), phone: phone.input.value, staff: Number(session().staff) });
          close();
          tell(t("Kartu {name} terdaftar.", { name: kept.name }));
          return "";
        } catch (problem) {
          return wordsOf(problem);
        }
      });
      place.replaceChildren(pad);
      return pad.focus();
    }, { kind: "main" });
    place.replaceChildren(name, phone, next);
    name.input.focus();
  };
  place.append(tap(t("Tempelkan kartu"), (number) => {
    place.replaceChildren(tap(t("Tempelkan kartu yang sama sekali lagi"), (again) => who(number, again)));
    place.querySelector("input").focus();
  }));
  const close = ask(t("Daftarkan kartu"), "", [], el("div", {}, HONEST(), place));
};
