// Parcels on the shelf: in by waybill or order number, out only against the claim code.

import { button, el, field, fill, icon, link } from "../html.js";
import { ask, tell } from "../nav.js";
import { operations, record } from "../outbox.js";
import { moment } from "../plain/money.js";
import { canScan, scan } from "../scan.js";
import { data } from "../state.js";
import { t } from "../words.js";

const WORDS = { waiting: () => t("menunggu sinyal"), applied: () => t("sudah diterima toko"), refused: () => t("ditolak"), needs_action: () => t("perlu tindakan") };

const code = (label, hint) => {
  const box = field(label, { autocapitalize: "characters", spellcheck: "false" }, hint);
  if (canScan()) box.append(button("scan", t("Pindai"), () => scan(label, (found) => (box.input.value = found)), {}));
  return box;
};

const receive = () => {
  const box = code(t("Nomor resi atau nomor pesanan"), t("Ada di label paket."));
  const act = async (event) => {
    event.preventDefault();
    const typed = box.input.value.trim().toUpperCase();
    if (!typed) return box.wrong(t("Isi nomor resi atau nomor pesanan."));
    box.wrong("");
    await record("parcel.receive", /^SO/.test(typed) ? { code: typed } : { awb: typed }, { show: { code: typed } });
    box.input.value = "";
    return tell(t("Titipan {code} dicatat. Pembeli dikabari saat ada sinyal.", { code: typed }));
  };
  return el("form.card", { novalidate: true, onsubmit: act }, el("h2", {}, icon("parcel"), t("Titipan masuk")), box, button("plus", t("Terima titipan"), null, { type: "submit", kind: "main" }));
};

const handover = () => {
  const claim = field(t("Kode ambil"), { autocapitalize: "characters", spellcheck: "false" }, t("Disebutkan oleh pembeli. Tiga kali salah, pemilik dikabari."));
  const who = field(t("Diambil oleh (boleh kosong)"));
  const act = async (event) => {
    event.preventDefault();
    const typed = claim.input.value.trim().toUpperCase();
    if (!typed) return claim.wrong(t("Minta kode ambil kepada pembeli."));
    claim.wrong("");
    await record("parcel.handover", { claim_code: typed, collected_by: who.input.value.trim() }, { show: { code: typed } });
    claim.input.value = who.input.value = "";
    return tell(t("Serah terima dicatat. Toko memeriksa kodenya saat ada sinyal."));
  };
  return el("form.card", { novalidate: true, onsubmit: act }, el("h2", {}, icon("check"), t("Serah terima")), claim, who, button("check", t("Serahkan"), null, { type: "submit", kind: "main" }));
};

// One parcel from the shelf: the code is asked for this one, and a wrong one is counted on it.
const give = (one) => {
  const claim = field(t("Kode ambil"), { autocapitalize: "characters", spellcheck: "false" });
  ask(t("Serahkan {name}", { name: one.awb || one.seller_order || one.id }), t("Minta kode ambil kepada pembeli."), [{ name: "check", word: t("Serahkan"), kind: "main", act: async () => {
    const typed = claim.input.value.trim().toUpperCase();
    if (!typed) {
      claim.wrong(t("Minta kode ambil kepada pembeli."));
      return true;
    }
    await record("parcel.handover", { claim_code: typed, parcel: Number(one.id), collected_by: one.buyer_name.slice(0, 100) }, { show: { code: typed } });
    return tell(t("Serah terima dicatat. Toko memeriksa kodenya saat ada sinyal."));
  } }], claim);
};

const shelf = () => {
  const waiting = data("parcel").filter((one) => one.state === "waiting").sort((a, b) => b.received_at.localeCompare(a.received_at));
  const own = operations().filter((one) => ["parcel.receive", "parcel.handover"].includes(one.kind) && !(one.kind === "parcel.receive" && one.state === "applied")).slice(-8).reverse();
  return el("div", {},
    own.length ? el("div", {}, el("h2", {}, t("Baru dicatat")), el("ul.rows", {}, own.map((one) => el("li", {}, el("span", {}, one.kind === "parcel.receive" ? t("Titipan masuk") : t("Serah terima"), " ", one.show.code), el("small", {}, WORDS[one.state]()))))) : null,
    el("h2", {}, t("Di rak ({n})", { n: waiting.length })),
    waiting.length
      ? el("ul.rows", {}, waiting.map((one) => el("li", {}, el("span", {}, one.buyer_name || t("Tanpa nama")), button("check", t("Serahkan"), () => give(one), {}), el("small", {}, `${one.awb || one.seller_order || ""} · ${moment(one.received_at)}`))))
      : el("p.empty", {}, t("Belum ada titipan di rak.")));
};

export const parcels = () => {
  const list = el("div");
  const draw = () => fill(list, shelf());
  draw();
  const node = el("section.narrow", {}, el("h1", {}, t("Titipan")), link("search", t("Cek status pesanan"), "#/status"), receive(), handover(), list);
  node.refresh = draw;
  return node;
};

