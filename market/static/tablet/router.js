// Which screen is shown, and the frame around it: the head with the count of what is unsent, the bar at the foot.

import { el, fill, icon } from "./html.js";
import { go, where } from "./nav.js";
import { open } from "./outbox.js";
import { basket } from "./screens/basket.js";
import { deposit } from "./screens/deposit.js";
import { draft } from "./screens/draft.js";
import { holding } from "./screens/holding.js";
import { history } from "./screens/history.js";
import { kiosk } from "./screens/kiosk.js";
import { more } from "./screens/more.js";
import { note } from "./screens/note.js";
import { pair } from "./screens/pair.js";
import { parcels } from "./screens/parcels.js";
import { pay } from "./screens/pay.js";
import { revoked } from "./screens/revoked.js";
import { sell } from "./screens/sell.js";
import { sheet } from "./screens/sheet.js";
import { signIn } from "./screens/signin.js";
import { status } from "./screens/status.js";
import { till } from "./screens/till.js";
import { tray } from "./screens/tray.js";
import { webcash } from "./screens/webcash.js";
import { meta, onChange, state } from "./state.js";
import { isKiosk, session, unsentCount, warung } from "./view.js";
import { t } from "./words.js";

const SCREENS = { jual: sell, keranjang: basket, bayar: pay, nota: note, riwayat: history, tindakan: tray, kas: till, setoran: deposit, titipan: parcels, status, lainnya: more, usul: draft, bayarweb: webcash, lembar: sheet, jatah: holding };
const BAR = [
  ["jual", "basket", () => t("Jual")], ["titipan", "parcel", () => t("Titipan")], ["tindakan", "warn", () => t("Tindakan")],
  ["kas", "till", () => t("Kas")], ["lainnya", "menu", () => t("Lainnya")],
];
const UNDER = { keranjang: "jual", bayar: "jual", nota: "jual", riwayat: "lainnya", setoran: "kas", bayarweb: "kas", status: "titipan", usul: "lainnya", lembar: "lainnya", jatah: "lainnya" };
let parts = null;
let shown = null;

// Which screen may be seen now: a tablet without a warung, or without a person, shows nothing else.
const chosen = () => {
  if (meta("revoked")) return ["revoked", revoked, []];
  if (!meta("token")) return ["pair", pair, []];
  const [name, ...rest] = where();
  if (isKiosk()) return ["kiosk", kiosk, rest];
  if (!session()) return ["signin", signIn, []];
  return SCREENS[name] ? [name, SCREENS[name], rest] : ["jual", sell, []];
};

const signal = () => {
  const has = state.sync.signal !== false && navigator.onLine;
  const words = state.sync.busy ? t("Mengirim…") : has ? t("Ada sinyal") : t("Tanpa sinyal");
  return el(`span.signal.${has ? "has" : "no"}`, {}, icon(has ? "signal" : "nosignal"), el("span", {}, words));
};

const head = () => {
  const count = unsentCount();
  const words = count ? t("Belum terkirim: {n}", { n: count }) : t("Semua terkirim");
  fill(parts.head,
    el("p.place", {}, icon("shop"), el("span", {}, warung().name || t("Toko smart"))),
    signal(),
    el(`p.unsent.${count ? "some" : "none"}`, { id: "unsent", "data-count": count }, icon(count ? "clock" : "check"), el("span", {}, words)));
  parts.stripe.hidden = !meta("practice");
  parts.stripe.textContent = t("LATIHAN: tidak ada yang sungguh terjual");
  const warning = meta("space_warning") || (meta("too_old") ? t("Tablet ini perlu versi baru. Sambungkan ke sinyal, lalu buka ulang. Pesanan tetap terkirim.") : "");
  parts.warning.hidden = !warning;
  fill(parts.warning, warning ? [icon("warn"), el("span", {}, warning)] : []);
};

const bar = (name) => {
  const isFramed = Boolean(SCREENS[name]);
  parts.bar.hidden = !isFramed;
  if (!isFramed) return;
  const waiting = open().length;
  fill(parts.bar, BAR.map(([path, picture, word]) =>
    el("a", { href: `#/${path}`, "aria-current": (UNDER[name] || name) === path ? "page" : null },
      icon(picture), el("span", {}, word()), path === "tindakan" && waiting ? el("b.badge", {}, String(waiting)) : null)));
};

export const show = () => {
  const [name, screen, given] = chosen();
  if (shown && shown.node.leave) shown.node.leave();
  const node = screen(...given);
  shown = { name, node };
  fill(parts.main, node);
  document.body.dataset.screen = name;
  head();
  bar(name);
  window.scrollTo(0, 0);
  const title = node.querySelector("h1");
  document.title = title ? `${title.textContent} · ${t("Toko smart")}` : t("Toko smart");
};

const refresh = (onlySignal) => {
  const [name] = chosen();
  if (!shown || name !== shown.name) return show();
  head();
  bar(name);
  if (shown.node.refresh && !onlySignal) shown.node.refresh();
  return undefined;
};

export const start = () => {
  parts = { head: el("header.head"), stripe: el("p.stripe", { hidden: true }), warning: el("p.warning", { hidden: true, role: "alert" }), main: el("main", { id: "isi", tabindex: "-1" }), bar: el("nav.bar", { "aria-label": "Menu", hidden: true }) };
  fill(document.getElementById("app"), parts.head, parts.stripe, parts.warning, parts.main, parts.bar);
  const news = new Set();
  onChange((what) => {
    news.add(what);
    if (news.size > 1 || news.planned) return;
    news.planned = true;
    setTimeout(() => {
      const onlySignal = news.size === 1 && news.has("sync");
      news.clear();
      news.planned = false;
      refresh(onlySignal);
    });
  });
  window.addEventListener("hashchange", show);
  show();
};

export { go };
