// "Perlu tindakan": what the store could not do as it was asked. Each matter shows its four ways; nothing leaves unseen.

import { button, el, field, fill, link, notice } from "../html.js";
import { ask, tell } from "../nav.js";
import { close, open, operations, record } from "../outbox.js";
import { unitOf } from "../plain/goods.js";
import { moment, rupiah } from "../plain/money.js";
import { row } from "../state.js";
import { article, articles, ownNumber } from "../view.js";
import { t } from "../words.js";

const WHY = {
  out_of_stock: () => t("Stok tidak cukup."),
  price_changed: () => t("Harga sudah berubah."),
  shop_closed: () => t("Penjual sedang libur."),
  id_reused: () => t("Nomor catatan ini sudah dipakai untuk isi yang lain."),
};

const KINDS = {
  "order.create": () => t("Pesanan"), "order.resolve": () => t("Pilihan tindakan"), "order.cancel": () => t("Pembatalan"), "payment.cash": () => t("Pembayaran tunai"),
  "shift.open": () => t("Buka kas"), "shift.close": () => t("Tutup kas"), "deposit.make": () => t("Setoran"), "parcel.receive": () => t("Titipan masuk"),
  "parcel.handover": () => t("Serah terima"), "product.draft": () => t("Usul barang"),
};

// A choice was made and waits to be sent, or was taken: the matter is not asked again.
const answered = (id) => operations().find((one) => one.kind === "order.resolve" && one.data.order === id && ["waiting", "applied"].includes(one.state));

const resolve = async (made, choice, lines = null, back = 0, tendered = 0) => {
  const given = { order: made.id, choice };
  if (lines) given.lines = lines;
  if (tendered) given.tendered = tendered;
  await record("order.resolve", given, { show: { back, choice } });
  tell(t("Pilihan tersimpan. Akan terkirim saat ada sinyal."));
};

const wired = ({ data }, changed) =>
  data.lines.map((line) => ({ ...line, ...(changed.get(String(line.product)) || {}) })).filter((line) => line.quantity > 0);

const left = (line, made) => {
  const facts = (made.answer && made.answer.data) || {};
  if (String(facts.product) === String(line.product) && facts.available !== undefined) return facts.available;
  const known = article(line.product);
  return known && known.left !== null ? known.left : 0;
};

// How many are left, from the server's own words if it said so, else from what the tablet last heard.
const reduce = (made) => {
  const asked = made.data.lines.map((line, place) => {
    const shown = made.show.lines[place] || {};
    const box = field(shown.name || String(line.product), { type: "number", min: 0, max: line.quantity, value: String(Math.min(line.quantity, left(line, made))), inputmode: "numeric" }, t("Dipesan {n}", { n: line.quantity }));
    return { line, box };
  });
  ask(t("Kurangi jumlah"), t("Sesuaikan dengan barang yang ada. Selisih uang dikembalikan kepada pembeli."), [{ name: "check", word: t("Simpan jumlah"), kind: "main", act: async () => {
    const changed = new Map();
    for (const { line, box } of asked) {
      const now = Number(box.input.value);
      if (!Number.isInteger(now) || now < 0 || now > line.quantity) {
        box.wrong(t("Isi 0 sampai {n}.", { n: line.quantity }));
        return true;
      }
      changed.set(String(line.product), { quantity: now });
    }
    const lines = wired(made, changed);
    if (!lines.length) {
      asked[0].box.wrong(t("Sisakan paling sedikit satu barang, atau pilih kembalikan uang."));
      return true;
    }
    const money = lines.reduce((sum, line) => sum + line.quantity * line.unit_price, 0);
    const wasCash = Boolean(made.data.payment.cash);
    await resolve(made, "reduce", lines, wasCash ? made.show.total - made.show.postage - money : 0);
    return false;
  } }], el("div", {}, asked.map(({ box }) => box)));
};

// What the other goods cost more comes into the drawer, what they cost less goes back.
const swapped = async (made, lines) => {
  const money = made.data.payment.cash ? lines.reduce((sum, line) => sum + line.quantity * line.unit_price, 0) - made.show.total : 0;
  await resolve(made, "swap", lines, -money, Math.max(0, money));
  if (money) tell(money > 0 ? t("Terima lagi {amount} dari pembeli.", { amount: rupiah(money) }) : t("Kembalikan {amount} kepada pembeli.", { amount: rupiah(-money) }));
};

const swap = (made) => {
  const from = field(t("Barang yang diganti"), { tag: "select", choices: made.data.lines.map((line, place) => [String(line.product), (made.show.lines[place] || {}).name || String(line.product)]) });
  const ready = articles().filter((one) => !one.closed && one.left !== 0);
  const to = field(t("Diganti dengan"), { tag: "select", choices: ready.map((one) => [one.id, `${one.name} · ${rupiah(one.price)} / ${unitOf(one)}`]) });
  ask(t("Ganti barang"), t("Jumlahnya tetap. Selisih uang dihitung toko."), [{ name: "check", word: t("Ganti"), kind: "main", act: async () => {
    const next = article(to.input.value);
    if (!next) {
      to.wrong(t("Tidak ada barang pengganti."));
      return true;
    }
    const lines = wired(made, new Map([[from.input.value, { product: Number(next.id), price_version: next.price_version, unit_price: next.price }]]));
    await swapped(made, lines);
    return false;
  } }], el("div", {}, from, to));
};

const wait = (made) => ask(t("Tunggu stok?"), t("Pesanan ditahan sampai barang ada lagi."), [{ name: "clock", word: t("Tunggu"), kind: "main", act: () => void resolve(made, "wait") }]);

const refund = (made) => {
  const cash = made.data.payment.cash ? made.show.total : 0;
  ask(t("Kembalikan uang?"), cash ? t("Berikan {amount} kepada {name}. Pesanan dibatalkan.", { amount: rupiah(cash), name: made.data.buyer.name }) : t("Pesanan dibatalkan. Tidak ada uang yang dikembalikan."), [
    { name: "pay", word: t("Kembalikan uang"), kind: "danger", act: () => void resolve(made, "refund_cash", null, cash) },
  ]);
};

const WAYS = {
  reduce: ["less", () => t("Kurangi"), reduce], swap: ["swap", () => t("Ganti barang"), swap],
  wait: ["clock", () => t("Tunggu"), wait], refund_cash: ["pay", () => t("Kembalikan uang"), refund],
};

const matter = (made) => {
  const { error = {} } = made.answer || {};
  const choices = error.choices || (made.answer && made.answer.choices) || Object.keys(WAYS);
  const why = error.detail || (WHY[error.code] ? WHY[error.code]() : t("Toko tidak dapat menjalankannya."));
  const number = ownNumber(made);
  const chosen = answered(made.id);
  const about = made.kind === "order.create" ? `${made.data.buyer.name} · ${rupiah(made.show.total)}` : moment(made.made_at);
  return el("li.matter", { "data-id": made.id },
    el("h2", {}, `${KINDS[made.kind] ? KINDS[made.kind]() : made.kind} ${number}`), el("p", {}, about), notice("bad", "warn", why),
    made.kind === "order.create" && made.show.lines ? el("ul.small", {}, made.show.lines.map((line) => el("li", {}, `${line.quantity} × ${line.name} (${line.unit})`))) : null,
    chosen ? notice("plain", "check", t("Sudah dipilih: {choice}.", { choice: WAYS[chosen.data.choice] ? WAYS[chosen.data.choice][1]() : chosen.data.choice }))
      : made.state === "needs_action"
        ? el("div.ways.four", {}, choices.filter((one) => WAYS[one]).map((one) => button(WAYS[one][0], WAYS[one][1](), () => WAYS[one][2](made), {})))
        : el("div.ways", {}, made.kind === "order.create" && made.data.payment.cash ? el("p", {}, t("Kembalikan {amount} kepada {name}.", { amount: rupiah(made.show.total), name: made.data.buyer.name })) : null,
          button("check", t("Sudah saya baca"), () => close(made.id), {})));
};

// An order that was held and then resolved is settled; it stays in the list of receipts.
const isSettled = (made) => {
  const told = row("order", made.id);
  if (made.kind === "order.create" && made.state === "needs_action" && told && told.state !== "held") return true;
  const one = answered(made.id);
  return Boolean(one) && one.state === "applied" && one.data.choice !== "wait";
};

export const tray = () => {
  const node = el("section.narrow");
  const draw = () => {
    const all = open().filter((one) => !isSettled(one));
    fill(node, el("h1", {}, t("Perlu tindakan")), all.length ? el("ul.matters", {}, all.map(matter)) : el("p.empty", {}, t("Tidak ada yang perlu tindakan.")), all.length ? null : link("basket", t("Ke daftar barang"), "#/jual"));
  };
  draw();
  node.refresh = draw;
  return node;
};

