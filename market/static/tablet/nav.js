// Where the person is, in the address after "#"; and the small sheet that asks before harm.

import { button, el, fill } from "./html.js";
import { t } from "./words.js";

export const go = (path) => {
  if (location.hash === `#/${path}`) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = `#/${path}`;
};

// ["nota", "3f..."] of "#/nota/3f..."
export const where = () => location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);

// A question over the screen. `choices`: [{name, word, kind, act}]; the last way is always back.
export const ask = (title, words, choices, extra = null) => {
  const sheet = el("div.sheet", { role: "dialog", "aria-modal": "true", "aria-label": title });
  const before = document.activeElement;
  const close = () => {
    sheet.remove();
    document.body.classList.remove("asked");
    if (before && before.focus) before.focus();
  };
  const made = choices.map(({ name, word, kind, act }) =>
    button(name, word, async () => {
      const stay = act && (await act());
      if (!stay) close();
    }, { kind }));
  sheet.addEventListener("keydown", (event) => event.key === "Escape" && close());
  fill(sheet, el("div.paper", {}, el("h2", {}, title), el("p", {}, words), extra, el("div.ways", {}, made, button("back", t("Kembali"), close, { kind: "quiet" }))));
  document.body.append(sheet);
  document.body.classList.add("asked");
  (sheet.querySelector("input") || sheet.querySelector("button")).focus();
  return close;
};

let toast = null;

// A short word at the foot that says what has just been done.
export const tell = (words, kind = "good") => {
  if (toast) toast.remove();
  const made = el(`p.toast.${kind}`, { role: "status" }, words);
  toast = made;
  document.body.append(made);
  setTimeout(() => made.remove(), 5000);
};
