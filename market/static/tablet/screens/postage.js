// What a courier or the village's ojek would cost: asked of the store, so it needs a signal at this moment.

import { button, el, fill, notice } from "../html.js";
import { rupiah } from "../plain/money.js";
import { state } from "../state.js";
import { quotes } from "../sync.js";
import { basket, setBasket, total, warung } from "../view.js";
import { t } from "../words.js";

let told = null;

// One rate for each seller; the chosen ones are kept with the basket.
const choose = (sellers, chosen) => {
  const picked = sellers.map((one, place) => one.rates[chosen[place]]);
  const amount = picked.reduce((sum, one) => sum + one.amount, 0);
  setBasket({ ...basket(), quote: { references: picked.map((one) => one.quote), amount, chosen, estimate: picked.some((one) => one.estimate) } });
};

const ask = async (place) => {
  const lines = total().lines.map(({ article, quantity }) => ({ product: Number(article.id), quantity }));
  try {
    const answer = await quotes({ lines, destination: { village_code: basket().buyer.village_code || warung().village_code } });
    told = (answer.sellers || answer.results || []).filter((one) => one.rates && one.rates.length);
    if (told.length) choose(told, told.map(() => 0));
    else fill(place, notice("bad", "warn", t("Belum ada kurir ke sana. Pilih ambil di sini.")));
  } catch (problem) {
    fill(place, notice("bad", "nosignal", problem.kind === "silent" ? t("Ongkir perlu sinyal. Pilih ambil di sini, atau coba lagi saat ada sinyal.") : problem.message));
  }
};

export const postage = () => {
  const wrong = el("div");
  const kept = basket().quote;
  if (!kept || !told) return [button("truck", t("Tanya ongkir"), () => ask(wrong), { disabled: state.sync.signal === false }), state.sync.signal === false ? notice("plain", "nosignal", t("Ongkir perlu sinyal. Pilih ambil di sini, atau coba lagi saat ada sinyal.")) : null, wrong];
  return [
    told.map((one, place) => el("fieldset.card", {}, el("legend", {}, one.seller && one.seller.name ? one.seller.name : one.seller), one.rates.map((rate, at) =>
      el("button.rate", { type: "button", "aria-pressed": String(kept.chosen[place] === at), onclick: () => choose(told, kept.chosen.map((old, index) => (index === place ? at : old))) }, el("span", {}, rate.name || rate.service || rate.courier), el("b", {}, rupiah(rate.amount)))))),
    kept.estimate ? notice("plain", "info", t("Ongkir ini perkiraan karena kurir belum menjawab.")) : null,
  ];
};
