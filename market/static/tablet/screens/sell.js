// The goods: search, categories, a tap puts one into the basket. On a wide tablet the basket stands beside.

import { button, el, fill, icon, link } from "../html.js";
import { tell } from "../nav.js";
import { less, more as oneMore } from "../plain/basket.js";
import { amountOf, byCode, search, unitOf } from "../plain/goods.js";
import { rupiah } from "../plain/money.js";
import { canScan, scan } from "../scan.js";
import { article, articles, basket, groups, onBasket, setBasket, total } from "../view.js";
import { t } from "../words.js";
import { lines } from "./basket.js";

const FIRST = 12; // more than a screen holds; the rest comes while nobody waits
const THEN = 24;
const WIDE = "(min-width: 48rem)";
const kept = { typed: "", category: "" };
let current = null;
onBasket(() => current && current());

const put = (one) => {
  if (one.closed) return tell(t("{name}: penjual sedang libur.", { name: one.name }), "bad");
  const before = basket().lines[one.id] || 0;
  const next = oneMore(basket(), one);
  if ((next.lines[one.id] || 0) === before) return tell(t("{name}: stok tinggal {n}.", { name: one.name, n: amountOf(one, one.left) }), "bad");
  return setBasket(next);
};

const picture = (one) =>
  one.image ? el("img", { src: one.image, alt: "", loading: "lazy", width: 96, height: 96 }) : el("span.letter", { "aria-hidden": "true" }, one.name.slice(0, 1));

const stock = (one) => (one.closed ? t("Penjual libur") : one.left === null ? "" : one.left > 0 ? t("Sisa {n}", { n: amountOf(one, one.left) }) : t("Stok habis"));

const card = (given) => {
  const box = el("li.ware", { "data-id": given.id });
  box.draw = () => {
    const one = article(given.id) || given;
    const count = basket().lines[one.id] || 0;
    const isOut = one.closed || one.left === 0;
    box.className = `ware${count ? " chosen" : ""}${isOut ? " out" : ""}`;
    const says = `${one.price} ${one.left} ${isOut} ${one.name}`;
    if (says !== box.says) {
      box.says = says;
      fill(box, el("button.put", { type: "button", onclick: () => put(one), disabled: isOut }, picture(one),
        el("span.name", {}, one.name), el("span.price", {}, rupiah(one.price), one.unit ? el("small", {}, ` / ${unitOf(one)}`) : null), el("span.left", {}, stock(one))));
    } else if (box.children[1]) {
      box.children[1].remove();
    }
    if (count) {
      box.append( el("div.step", {}, el("button", { type: "button", "aria-label": t("Kurangi {name}", { name: one.name }), onclick: () => setBasket(less(basket(), one)) }, "−"),
          el("b", {}, amountOf(one, count)), el("button", { type: "button", "aria-label": t("Tambah {name}", { name: one.name }), onclick: () => put(one) }, "+")));
    }
    box.count = count;
  };
  box.draw();
  return box;
};

const foot = () => {
  const { count, total: sum } = total();
  return count ? link("basket", t("Keranjang: {n} barang · {total}", { n: count, total: rupiah(sum) }), "#/keranjang", { kind: "button.main.wide" }) : el("p.hint", {}, t("Ketuk barang untuk memasukkannya ke keranjang."));
};

export const sell = () => {
  const list = el("ul.goods");
  const chips = el("div.chips", { role: "group", "aria-label": t("Kategori") });
  const bottom = el("div.foot");
  const beside = el("aside.beside", { "aria-label": t("Keranjang") });
  const more = el("div.more");
  let found = [];
  let shown = 0;
  let later = null;
  let typing = null;

  const next = (most = THEN) => {
    const part = found.slice(shown, shown + most);
    list.append(...part.map(card));
    shown += part.length;
    fill(more, shown < found.length ? button("more", t("Tampilkan lagi ({n})", { n: found.length - shown }), () => next()) : []);
  };
  const look = () => {
    found = search(articles(), kept.typed, kept.category);
    shown = 0;
    fill(list);
    next(FIRST);
    clearTimeout(later);
    later = setTimeout(() => list.isConnected && shown < THEN && next(), 300);
    if (!found.length) fill(more, el("p.hint", {}, articles().length ? t("Tidak ada barang yang cocok. Coba kata lain.") : t("Barang belum diterima. Sambungkan tablet ke sinyal sekali.")));
  };
  const chip = (value, word) => el("button", { type: "button", "aria-pressed": String(kept.category === value), onclick: () => {
    kept.category = value;
    drawChips();
    look();
  } }, word);
  const drawChips = () => fill(chips, chip("", t("Semua")), groups().map((one) => chip(one, one)));
  const scanned = (text) => {
    const one = byCode(articles(), text);
    if (!one) return tell(t("Kode {code} tidak ada di daftar.", { code: text }), "bad");
    put(one);
    return tell(t("{name} masuk keranjang.", { name: one.name }));
  };
  const typed = el("input", { type: "search", value: kept.typed, placeholder: t("Cari barang atau kode"), "aria-label": t("Cari barang atau kode"), enterkeyhint: "search",
    oninput: () => {
      kept.typed = typed.value;
      clearTimeout(typing);
      typing = setTimeout(look, 60);
    },
    onkeydown: (event) => {
      if (event.key !== "Enter" || !byCode(articles(), typed.value)) return;
      scanned(typed.value);
      typed.value = kept.typed = "";
      look();
    } });
  const sums = () => {
    fill(bottom, foot());
    if (window.matchMedia(WIDE).matches) fill(beside, el("h2", {}, t("Keranjang")), lines(), total().count ? link("pay", t("Lanjut bayar · {total}", { total: rupiah(total().total) }), "#/keranjang", { kind: "button.main.wide" }) : null);
  };
  current = () => {
    const now = basket().lines;
    [...list.children].forEach((box) => box.count !== (now[box.dataset.id] || 0) && box.draw());
    sums();
  };
  drawChips();
  look();
  sums();
  const node = el("section.sell", {}, el("div.stall", {}, el("h1.hidden", {}, t("Jual")), el("div.find", {}, icon("search"), typed, canScan() ? button("scan", t("Pindai"), () => scan(t("Pindai kode barang"), scanned, true)) : null), chips, list, more, bottom), beside);
  node.refresh = () => {
    const ids = articles().map((one) => one.id).join();
    if (ids !== node.ids) {
      drawChips();
      look();
    } else {
      [...list.children].forEach((box) => box.draw());
    }
    node.ids = ids;
    sums();
  };
  node.ids = articles().map((one) => one.id).join();
  node.leave = () => (current = null);
  return node;
};
