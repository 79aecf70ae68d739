// Goods that this warung keeps for itself while it has no signal: ask the store to hold them, see them, give them back.

import { button, el, field, fill, link, notice } from "../html.js";
import { ask, tell } from "../nav.js";
import { newId } from "../outbox.js";
import { amountOf } from "../plain/goods.js";
import { moment } from "../plain/money.js";
import { data, meta, state } from "../state.js";
import { hold, letGo, now as syncNow } from "../sync.js";
import { article, articles } from "../view.js";
import { t } from "../words.js";

const NEEDS = () => t("Menyimpan barang perlu sinyal. Coba lagi saat ada sinyal.");
const wordsOf = (problem) => (problem.kind === "silent" || problem.kind === "later" ? NEEDS() : problem.message || t("Belum berhasil. Coba lagi."));

// Written as the goods are sold: "1,5" of half kilograms is three steps. 0 when it is no whole number of them.
const stepsOf = (one, typed) => {
  const steps = Number(String(typed).trim().replace(",", ".")) / one.size;
  return Number.isFinite(steps) && Math.abs(steps - Math.round(steps)) < 1e-6 ? Math.max(Math.round(steps), 0) : 0;
};

const running = () => data("lease").filter((one) => one.left > 0 && new Date(one.until).getTime() > Date.now())
  .sort((a, b) => new Date(a.until) - new Date(b.until));

const giveBack = (one, name) => ask(t("Kembalikan {name}?", { name }), t("Pembeli di toko web bisa membelinya lagi."), [
  { name: "swap", word: t("Kembalikan ke toko"), kind: "main", act: async () => {
    try {
      await letGo(one.id);
      await syncNow();
      tell(t("{name} sudah dikembalikan.", { name }));
    } catch (problem) {
      tell(wordsOf(problem), "bad");
    }
  } },
]);

const held = (one) => {
  const what = article(one.product);
  const name = what ? what.name : t("Barang {id}", { id: one.product });
  return el("li.card", { "data-lease": one.id }, el("b", {}, name), el("p", {}, t("Sisa {n}", { n: what ? `${amountOf(what, one.left)} ${what.unit}` : one.left }), " · ", t("sampai {time}", { time: moment(one.until) })),
    button("swap", t("Kembalikan"), () => giveBack(one, name), { kind: "quiet" }));
};

export const holding = () => {
  const list = el("div");
  const place = el("div");
  let id = newId(); // kept until the store has answered: asked again it is the same lease
  const what = field(t("Barang"), { tag: "select", name: "product", choices: articles().filter((one) => !one.closed).map((one) => [one.id, one.unit ? `${one.name} (${one.unit})` : one.name]), onchange: () => (id = newId()) });
  const count = field(t("Jumlah"), { inputmode: "decimal", name: "quantity", oninput: () => (id = newId()) });
  const send = async () => {
    const one = article(what.input.value);
    const steps = one ? stepsOf(one, count.input.value) : 0;
    count.wrong("");
    if (meta("practice")) return tell(t("Selesaikan latihan dulu: menyimpan barang sungguh mengurangi stok toko web."), "bad");
    if (!one) return what.wrong(t("Pilih barang."));
    if (!steps) return count.wrong(t("Isi jumlah, kelipatan {n}.", { n: amountOf(one, 1) }));
    fill(place, notice("plain", "sync", t("Meminta ke toko…")));
    try {
      await hold({ id, product: Number(one.id), quantity: steps });
      id = newId();
      count.input.value = "";
      fill(place);
      await syncNow();
      return tell(t("{name} disimpan untuk warung ini.", { name: one.name }));
    } catch (problem) {
      return fill(place, notice("bad", problem.kind === "refused" ? "warn" : "nosignal", wordsOf(problem)));
    }
  };
  const draw = () => {
    const found = running();
    fill(list, el("h2", {}, t("Sedang disimpan")), found.length ? el("ul.plain", {}, found.map(held)) : el("p.hint", {}, t("Belum ada barang yang disimpan.")));
  };
  const ready = articles().length ? [what, count, place, button("lock", t("Simpan untuk warung ini"), send, { kind: "main" })] : el("p.hint", {}, t("Barang belum diterima. Sambungkan tablet ke sinyal sekali."));
  const node = el("section.narrow", {}, el("h1", {}, t("Simpan barang")), el("p.hint", {}, t("Barang yang disimpan pasti bisa dijual di sini walau tanpa sinyal. Toko web tidak menjualnya sampai waktunya habis.")),
    state.sync.signal === false ? notice("plain", "nosignal", NEEDS()) : null, ready, list, link("back", t("Kembali"), "#/lainnya", { kind: "button.quiet" }));
  draw();
  node.refresh = draw;
  return node;
};
