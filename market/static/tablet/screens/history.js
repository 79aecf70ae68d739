// The receipts of this tablet, newest first; from each one the receipt, its payment, its reprint.

import { el, fill, icon } from "../html.js";
import { operations } from "../outbox.js";
import { moment, rupiah } from "../plain/money.js";
import { ownNumber, sale } from "../view.js";
import { t } from "../words.js";

const STATES = { waiting: ["clock", () => t("Belum terkirim")], applied: ["check", () => t("Terkirim")], needs_action: ["warn", () => t("Perlu tindakan")], refused: ["warn", () => t("Ditolak")] };

export const history = () => {
  const node = el("section.narrow");
  const draw = () => {
    const all = operations().filter((one) => one.kind === "order.create").reverse().slice(0, 100);
    fill(node, el("h1", {}, t("Nota")), all.length
      ? el("ul.rows.links", {}, all.map((one) => {
        const [picture, word] = STATES[one.state];
        return el("li", {}, el("a", { href: `#/nota/${one.id}` }, el("span", {}, `${one.data.buyer.name} · ${sale(one.id).number || ownNumber(one)}`), el("b", {}, rupiah(one.show.total)),
          el("small", {}, icon(picture), ` ${word()} · ${moment(one.made_at)}${one.practice ? ` · ${t("LATIHAN")}` : ""}`)));
      }))
      : el("p.empty", {}, t("Belum ada nota di tablet ini.")));
  };
  draw();
  node.refresh = draw;
  return node;
};
