// The sheet of codes beside the counter: one QR for each article, drawn and printed by the tablet itself (WR-31).

import { button, el, fill, link } from "../html.js";
import { rupiah } from "../plain/money.js";
import { unitOf } from "../plain/goods.js";
import { articles, groups } from "../view.js";
import { t } from "../words.js";
import { drawn } from "./qris.js";

const MOST = 60;

export const sheet = () => {
  const list = el("ul.codes.print-only");
  const category = el("select", { "aria-label": t("Kategori"), onchange: () => draw() }, [["", t("Semua")], ...groups().map((one) => [one, one])].map(([value, word]) => el("option", { value }, word)));
  const draw = () => fill(list, articles().filter((one) => !category.value || one.category === category.value).slice(0, MOST)
    .map((one) => el("li", {}, drawn(one.code, one.code), el("b", {}, one.name), el("small", {}, `${one.code} · ${rupiah(one.price)} / ${unitOf(one)}`))));
  draw();
  return el("section.narrow", {}, el("h1", {}, t("Lembar kode")), el("p.hint", {}, t("Cetak dan tempel di meja. Pindai kodenya, atau ketik angkanya di kotak cari.")),
    category, el("div.ways", {}, button("print", t("Cetak lembar"), () => window.print(), { kind: "main" }), link("back", t("Kembali"), "#/lainnya", { kind: "button.quiet" })), list);
};
