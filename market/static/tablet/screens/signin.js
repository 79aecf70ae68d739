// Who serves: a name, then the PIN on big keys. Works without signal; five wrong ones wait five minutes.

import { button, el, fill, icon, notice } from "../html.js";
import { go } from "../nav.js";
import { afterWrong, isRight, lockedFor, RULE } from "../plain/pin.js";
import { idOf } from "../plain/basket.js";
import { record } from "../outbox.js";
import { row, setMeta, setTry, state } from "../state.js";
import { now as syncNow } from "../sync.js";
import { settings, staff } from "../view.js";
import { t } from "../words.js";

// {right} or {wrong: words}. Used wherever a PIN is asked: signing in, a second PIN, the owner's.
export const tryPin = async (id, pin) => {
  const key = `pin-${id}`;
  const tried = state.tries.get(key);
  const wait = lockedFor(tried, Date.now());
  if (wait) return { wrong: t("Terkunci. Coba lagi {n} menit lagi.", { n: Math.ceil(wait / 60) }) };
  if (await isRight(pin, row("staff", id).pin)) {
    await setTry(key, null);
    return { right: true };
  }
  const rule = { tries: settings().pin_tries || RULE.tries, minutes: settings().pin_lock_minutes || RULE.minutes };
  const after = afterWrong(tried, Date.now(), rule);
  await setTry(key, after);
  if (lockedFor(after, Date.now())) {
    await record("staff.locked", { staff: idOf(id) });
    return { wrong: t("Salah {n} kali. Nama ini terkunci {m} menit.", { n: rule.tries, m: rule.minutes }) };
  }
  return { wrong: t("PIN salah. Sisa {n} kali coba.", { n: rule.tries - after.wrong }) };
};

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "⌫", "0", "✓"];

// Keys for a PIN; `done` gets what was typed and answers with words if it was wrong.
export const pinPad = (title, done) => {
  let typed = "";
  const dots = el("p.dots", { "aria-live": "polite" });
  const wrong = el("p.wrong", { role: "alert" });
  const draw = () => {
    dots.textContent = "●".repeat(typed.length) + "○".repeat(Math.max(0, 4 - typed.length));
    dots.setAttribute("aria-label", t("{n} angka diketik", { n: typed.length }));
  };
  const press = async (key) => {
    wrong.textContent = "";
    if (key === "⌫") typed = typed.slice(0, -1);
    else if (key !== "✓") typed = (typed + key).slice(0, 8);
    draw();
    if (key === "✓" && typed.length >= 4) {
      const given = typed;
      typed = "";
      const words = await done(given);
      draw();
      if (words) wrong.textContent = words;
    }
  };
  const names = { "⌫": t("Hapus angka"), "✓": t("Selesai") };
  const pad = el("div.pad", {}, KEYS.map((key) => el("button", { type: "button", "aria-label": names[key] || key, onclick: () => press(key) }, key)));
  const box = el("div.pin", { tabindex: "0", "aria-label": title, role: "group", onkeydown: (event) => {
    if (/^\d$/.test(event.key)) press(event.key);
    else if (event.key === "Backspace") press("⌫");
    else if (event.key === "Enter" && event.target === box) press("✓");
  } }, el("h2", {}, title), dots, wrong, pad);
  draw();
  return box;
};

export const signIn = () => {
  const place = el("section.narrow");
  const enter = (one) => async (pin) => {
    const { right, wrong } = await tryPin(one.id, pin);
    if (right) await setMeta({ session: { staff: one.id, at: Date.now() } });
    if (right) go("jual");
    return wrong;
  };
  const choose = (one) => {
    const pad = pinPad(t("PIN {name}", { name: one.name }), enter(one));
    fill(place, el("h1", {}, t("Masuk")), pad, button("back", t("Bukan saya"), names, { kind: "quiet" }));
    pad.focus();
  };
  const names = () => {
    const all = staff();
    fill(place, el("h1", {}, t("Siapa yang bertugas?")),
      all.length
        ? el("div.people", {}, all.map((one) => el("button.person", { type: "button", onclick: () => choose(one) }, icon("account"), el("span", {}, one.name))))
        : notice("plain", "info", el("p", {}, t("Nama petugas belum diterima. Tunggu sampai tablet terhubung.")), button("sync", t("Coba lagi"), syncNow, {})));
  };
  names();
  place.refresh = () => {
    if (!place.querySelector(".pin")) names();
  };
  return place;
};

