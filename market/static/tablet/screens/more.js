// Everything that is not done every hour: sending now, receipts, practice, language, signing out.

import { button, el, fill, link, notice } from "../html.js";
import { ask, go, tell } from "../nav.js";
import { unsent } from "../outbox.js";
import { moment } from "../plain/money.js";
import { measure } from "../space.js";
import { meta, setMeta, state } from "../state.js";
import { now as syncNow } from "../sync.js";
import { session, staffName } from "../view.js";
import { speak, t } from "../words.js";
import { enrolCard } from "./card.js";
import { exportUnsent } from "./handing.js";
import { noteEvent, ownerAgrees } from "./owner.js";

const leave = async () => {
  await setMeta({ session: null });
  go("jual");
};

// Locking keeps the work and lets the next person in; signing out with unsent things is warned of (WR-28).
const signOut = () => {
  const count = unsent().length;
  if (!count) return leave();
  return ask(t("{n} belum terkirim", { n: count }), t("Catatan ini tetap di tablet sampai ada sinyal. Kunci layar saja kalau tablet dipakai lagi."), [
    { name: "lock", word: t("Kunci layar"), kind: "main", act: leave },
    { name: "sync", word: t("Kirim dulu"), act: () => void syncNow() },
    { name: "exit", word: t("Keluar dengan PIN pemilik"), act: () => ownerAgrees(async (approver) => {
      await noteEvent("signed_out_unsent", { approver, unsent: count });
      await leave();
    }) },
  ]);
};

const practice = () => {
  const on = Boolean(meta("practice"));
  if (unsent().length && !on) return tell(t("Kirim dulu yang belum terkirim, baru mulai latihan."), "bad");
  if (meta("shift")) return tell(t("Tutup kas dulu."), "bad");
  return setMeta({ practice: !on }).then(() => go("jual"));
};

const language = async () => {
  const next = meta("language") === "en" ? "id" : "en";
  await setMeta({ language: next });
  speak(next);
  go("lainnya");
};

const send = async () => {
  await syncNow();
  tell(state.sync.signal === false ? t("Tidak ada sinyal. Data tetap aman di tablet.") : state.sync.trouble || t("Data sudah terkirim dan diperbarui."), state.sync.signal === false || state.sync.trouble ? "bad" : "good");
};

const about = async (place) => {
  const { free, persisted } = await measure();
  const skew = Math.round((meta("skew") || 0) / 60000);
  fill(place,
    el("p", {}, meta("last_contact") ? t("Terakhir terhubung {time}.", { time: moment(meta("last_contact")) }) : t("Belum pernah terhubung.")),
    free === null ? null : el("p", {}, t("Ruang kosong {n} MB.", { n: Math.round(free / 1048576) }), " ", persisted ? t("Data dijaga tablet.") : t("Data belum dijaga tablet.")),
    Math.abs(skew) >= 5 ? notice("bad", "clock", t("Jam tablet meleset {n} menit. Betulkan jam tablet.", { n: Math.abs(skew) })) : null);
};

export const more = () => {
  const facts = el("div.facts");
  const node = el("section.narrow");
  const draw = () => {
    const count = unsent().length;
    fill(node, el("h1", {}, t("Lainnya")), el("p", {}, t("Bertugas: {name}", { name: staffName(session().staff) })),
      el("div.menu", {},
        button("sync", count ? t("Kirim sekarang ({n})", { n: count }) : t("Kirim dan perbarui"), send, { kind: "main" }),
        link("orders", t("Nota"), "#/riwayat"),
        link("search", t("Status pesanan"), "#/status"),
        link("photo", t("Usul barang penjual"), "#/usul"),
        link("lock", t("Simpan barang"), "#/jatah"),
        link("scan", t("Lembar kode"), "#/lembar"),
        count ? button("share", t("Titip kirim lewat HP lain"), exportUnsent, {}) : null,
        button("flag", meta("practice") ? t("Selesai latihan") : t("Mode latihan"), practice, {}),
        button("account", t("Daftarkan kartu"), enrolCard, {}),
        button("account", t("Layar pengunjung"), () => setMeta({ kiosk: true }), {}),
        button("chat", meta("language") === "en" ? "Bahasa Indonesia" : "English", language, { lang: meta("language") === "en" ? "id" : "en" }),
        button("exit", t("Keluar"), signOut, { kind: "quiet" })),
      facts);
    about(facts);
  };
  draw();
  node.refresh = draw;
  return node;
};
