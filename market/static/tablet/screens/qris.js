// QRIS at the counter: needs a signal now. It is paid when the store says so, never before (WR-24).

import { button, el, fill, notice } from "../html.js";
import { ask } from "../nav.js";
import { rupiah } from "../plain/money.js";
import { qr } from "../plain/qr.js";
import { row, state } from "../state.js";
import { now as syncNow, payment } from "../sync.js";
import { t } from "../words.js";

const SCALE = 6;
const QUIET = 4;

export const drawn = (text, label) => {
  const rows = qr(text);
  if (!rows) return el("p", {}, text);
  const size = (rows.length + 2 * QUIET) * SCALE;
  const canvas = el("canvas.qr", { width: size, height: size, role: "img", "aria-label": label });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, size, size);
  pen.fillStyle = "#000";
  rows.forEach((line, y) => line.forEach((dark, x) => dark && pen.fillRect((x + QUIET) * SCALE, (y + QUIET) * SCALE, SCALE, SCALE)));
  return canvas;
};

const isPaid = (id) => Boolean((row("order", id) || {}).paid);

// Asks again after 3, 5, 8 ... at most 30 seconds, as long as the sheet is open.
const watch = (id, place, wait) => {
  if (!place.isConnected) return;
  if (isPaid(id)) {
    fill(place, notice("good", "check", t("Lunas")));
    return;
  }
  setTimeout(async () => {
    await syncNow();
    watch(id, place, Math.min(30000, wait * 1.6));
  }, wait);
};

const show = async ({ id, made }, place) => {
  fill(place, el("p", {}, t("Sebentar…")));
  try {
    const told = await payment(id, { method: "qris" });
    fill(place, drawn(told.qr_string || "", t("Kode QRIS")), el("p.big", {}, rupiah(told.amount || made.show.total)), notice("plain", "clock", t("Belum dibayar")));
    watch(id, place.lastChild, 3000);
  } catch (problem) {
    fill(place, notice("bad", "nosignal", problem.kind === "silent" ? t("Tidak ada sinyal: pesanan ini belum dibayar.") : problem.message));
  }
};

// Only for an order that the store knows, and only with a signal.
export const qris = (found) => {
  if (found.made.state !== "applied" || found.made.practice || isPaid(found.id)) return null;
  const open = () => {
    const place = el("div.center", { "aria-live": "polite" });
    ask(t("Bayar QRIS"), t("Pembeli memindai kode ini dengan HP-nya."), [], place);
    show(found, place);
  };
  return button("scan", t("Bayar QRIS"), open, { disabled: state.sync.signal === false });
};
