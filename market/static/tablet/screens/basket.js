// What is bought, by whom, and how it reaches them; then on to paying.

import { button, el, field, fill, icon, link, notice } from "../html.js";
import { ask, go } from "../nav.js";
import { EMPTY, less, more } from "../plain/basket.js";
import { amountOf, unitOf } from "../plain/goods.js";
import { phoneOf, rupiah } from "../plain/money.js";
import { openCard } from "./card.js";
import { postage } from "./postage.js";
import { basket as now, neighbours, onBasket, setBasket, total } from "../view.js";
import { t } from "../words.js";

let current = null;
onBasket(() => current && current());

// The lines with steppers; used here and beside the goods of a wide tablet.
export const lines = () => {
  const { lines: bought, gone } = total();
  return el("div.lines", {},
    gone.length ? notice("bad", "warn", t("{n} barang tidak dijual lagi dan tidak dihitung.", { n: gone.length })) : null,
    bought.length ? null : el("p.hint", {}, t("Keranjang masih kosong.")),
    el("ul", {}, bought.map(({ article, quantity, amount: sum }) =>
      el("li.line", {},
        el("span.name", {}, article.name, el("small", {}, `${rupiah(article.price)}${article.unit ? ` / ${unitOf(article)}` : ""}`)),
        el("div.step", {},
          el("button", { type: "button", "aria-label": t("Kurangi {name}", { name: article.name }), onclick: () => setBasket(less(now(), article)) }, "−"),
          el("b", {}, amountOf(article, quantity)),
          el("button", { type: "button", "aria-label": t("Tambah {name}", { name: article.name }), disabled: article.left !== null && quantity + 1 > article.left, onclick: () => setBasket(more(now(), article)) }, "+")),
        el("span.price", {}, rupiah(sum))))));
};

const WAYS = [
  ["pickup", "shop", () => t("Ambil nanti di sini")],
  ["spot", "basket", () => t("Dibawa sekarang")],
  ["quote", "truck", () => t("Diantar")],
];

const remember = (values) => setBasket({ ...now(), buyer: { ...now().buyer, ...values } });

const buyer = () => {
  const known = neighbours();
  const list = el("datalist", { id: "tetangga" }, known.map((one) => el("option", { value: one.name }, one.phone)));
  const phone = field(t("Nomor HP (boleh kosong)"), { type: "tel", inputmode: "tel", value: now().buyer.phone || "", oninput: (event) => remember({ phone: event.target.value }) });
  const name = field(t("Nama pembeli"), { value: now().buyer.name, list: "tetangga", oninput: (event) => {
    const found = known.find((one) => one.name === event.target.value);
    if (found && found.phone) phone.input.value = found.phone;
    remember({ name: event.target.value, phone: phone.input.value });
  } });
  const tap = button("account", t("Pakai kartu"), () => openCard((found) => {
    name.input.value = found.name;
    phone.input.value = found.phone;
    remember(found.phone ? { name: found.name, phone: found.phone } : { name: found.name });
  }), { kind: "quiet" });
  return { name, phone, list, tap };
};

const address = () =>
  field(t("Alamat dan patokan"), { tag: "textarea", rows: 2, value: now().buyer.address || "", oninput: (event) => remember({ address: event.target.value }) }, t("Misalnya: Dusun Krajan RT 2, sebelah mushola"));

// The words of what is missing, beside its field; true when the sale may go on.
const complete = ({ name, phone, where }) => {
  const basket = now();
  [name, phone, where].forEach((one) => one.wrong(""));
  if (!basket.buyer.name.trim()) return name.wrong(t("Isi nama pembeli."));
  if (basket.buyer.phone && !phoneOf(basket.buyer.phone)) return phone.wrong(t("Nomor HP belum benar. Contoh: 0812 3456 7890. Boleh dikosongkan."));
  if (basket.delivery === "quote" && !(basket.buyer.address || "").trim()) return where.wrong(t("Isi alamat dan patokan untuk pengantaran."));
  if (basket.delivery === "quote" && !basket.quote) return where.wrong(t("Tanya ongkir dulu, saat ada sinyal."));
  return true;
};

export const basket = () => {
  const list = el("div");
  const sum = el("div.sum");
  const fields = { ...buyer(), where: address() };
  const rates = el("div");
  const ways = el("div.choices", { role: "group", "aria-label": t("Cara menerima") });
  const draw = () => {
    const { total: money, postage, count } = total();
    fill(list, lines());
    fill(sum, postage ? el("p", {}, el("span", {}, t("Ongkir")), el("b", {}, rupiah(postage))) : null, el("p.total", {}, el("span", {}, t("Total")), el("b", {}, rupiah(money))));
    next.disabled = !count;
    fill(ways, WAYS.map(([key, picture, word]) =>
      el("button", { type: "button", "aria-pressed": String(now().delivery === key), onclick: () => setBasket({ ...now(), delivery: key, quote: null }) }, icon(picture), el("span", {}, word()))));
    fields.where.hidden = now().delivery !== "quote";
    fill(rates, now().delivery === "quote" ? postage() : []);
  };
  const next = button("pay", t("Lanjut bayar"), () => {
    if (complete(fields) !== true) return;
    setBasket({ ...now(), buyer: { ...now().buyer, name: now().buyer.name.trim(), phone: phoneOf(now().buyer.phone || "") } });
    go("bayar");
  }, { kind: "main wide" });
  const empty = () => ask(t("Kosongkan keranjang?"), t("Semua barang di keranjang ini akan dikeluarkan."), [{ name: "close", word: t("Kosongkan"), kind: "danger", act: () => {
    setBasket(EMPTY);
    go("jual");
  } }]);
  draw();
  const node = el("section.narrow", {}, el("h1", {}, t("Keranjang")), list, sum,
    el("h2", {}, t("Pembeli")), fields.list, fields.name, fields.phone, fields.tap,
    el("h2", {}, t("Cara menerima")), ways, fields.where, rates,
    el("div.ways", {}, next, link("back", t("Tambah barang"), "#/jual", { kind: "button.quiet" }), button("close", t("Kosongkan"), empty, { kind: "quiet" })));
  node.refresh = draw;
  current = draw;
  node.leave = () => (current = null);
  return node;
};
