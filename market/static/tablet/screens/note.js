// The receipt on the screen; from here it is printed, paid later, or cancelled.

import { button, el, fill, link, notice } from "../html.js";
import { tell } from "../nav.js";
import { printed } from "../outbox.js";
import { lines } from "../plain/receipt.js";
import { canPrint, print } from "../printer.js";
import { later } from "./later.js";
import { moment, rupiah } from "../plain/money.js";
import { state } from "../state.js";
import { ownNumber, sale, staffName, warung } from "../view.js";
import { t } from "../words.js";

export const sayings = () => ({
  number: t("Nomor"), time: t("Waktu"), staff: t("Petugas"), buyer: t("Pembeli"), total: t("TOTAL"), postage: t("Ongkir"), tendered: t("Tunai"), change: t("Kembalian"),
  kasbon: t("KASBON (belum dibayar)"), later: t("BELUM DIBAYAR"), claim: t("Kode ambil"), claim_later: t("Kode menyusul saat ada sinyal. Simpan nomor ini."),
  thanks: t("Terima kasih"), practice: t("LATIHAN"), copy: t("SALINAN"),
});

export const receiptOf = ({ made, number, claim }, copy = false) => ({
  warung: warung().name || t("Toko smart"), place: warung().address || "", number: number || ownNumber(made), claim, made_at: made.made_at,
  staff: staffName(made.staff), buyer: made.data.buyer.name, lines: made.show.lines, postage: made.show.postage, total: made.show.total, paid: made.show.paid,
  practice: made.practice, copy,
});

export const paper = (receipt) => el("pre.paper-strip", { "aria-label": t("Nota") }, lines(receipt, sayings()).map((one) => el(`span${one.big ? ".big" : ""}${one.bold ? ".bold" : ""}${one.centre ? ".centre" : ""}`, {}, one.text || " ")));

const STATES = {
  waiting: () => notice("plain", "clock", t("Pesanan tersimpan di tablet. Akan terkirim saat ada sinyal.")),
  applied: () => notice("good", "check", t("Pesanan sudah terkirim.")),
  needs_action: () => notice("bad", "warn", el("p", {}, t("Pesanan ini perlu tindakan.")), link("warn", t("Pilih tindakan"), "#/tindakan")),
  refused: () => notice("bad", "warn", el("p", {}, t("Pesanan ini ditolak toko.")), link("warn", t("Lihat alasannya"), "#/tindakan")),
};

const sendToPrinter = async (found, redraw) => {
  const times = await printed(found.id);
  const receipt = receiptOf(found, times > 1);
  try {
    await print(lines(receipt, sayings()), paper(receipt));
  } catch (problem) {
    tell(t("Printer tidak menjawab. Nyalakan printer, lalu cetak lagi."), "bad");
  }
  redraw();
};

export const note = (id) => {
  const node = el("section.narrow");
  const draw = () => {
    const found = sale(id);
    if (!found || !found.made) {
      fill(node, el("h1", {}, t("Nota")), el("p.hint", {}, t("Nota ini tidak dibuat di tablet ini.")), link("back", t("Kembali"), "#/jual"));
      return;
    }
    const { made } = found;
    const times = state.tries.get(`print-${id}`) || 0;
    const { paid } = made.show;
    fill(node,
      el("h1", {}, t("Pesanan tersimpan")), STATES[made.state](),
      paid.kind === "cash" ? el("p.change.big", {}, el("span", {}, t("Kembalian")), el("b", {}, rupiah(paid.change))) : null,
      el("p.claim", {}, el("span", {}, t("Kode ambil")), el("b", {}, found.claim || t("menyusul")), el("small", {}, `${t("Nomor")} ${found.number || ownNumber(made)} · ${moment(made.made_at)}`)),
      el("div.ways", {}, link("plus", t("Pesanan baru"), "#/jual", { kind: "button.main.wide" }),
        button("print", times ? t("Cetak ulang (SALINAN)") : t("Cetak nota"), () => sendToPrinter(found, draw), {})),
      later(found), paper(receiptOf(found)),
      canPrint() ? null : el("p.hint.small", {}, t("Peramban ini mencetak lewat printer sistem.")));
  };
  draw();
  node.refresh = draw;
  return node;
};

