// Every text of the tablet stands in the code in Indonesian; its English stands in english/ (a house test compares).

import till from "./english/till.js";
import sale from "./english/sale.js";
import house from "./english/house.js";
import parcels from "./english/parcels.js";

const ENGLISH = { ...house, ...sale, ...till, ...parcels };
let language = "id";

export const speak = (chosen) => {
  language = chosen === "en" ? "en" : "id";
  if (typeof document !== "undefined") document.documentElement.lang = language;
};

export const spoken = () => language;

// t("Belum terkirim: {n}", { n: 3 })
export const t = (text, given = {}) => {
  const words = language === "en" ? ENGLISH[text] || text : text;
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in given ? String(given[name]) : whole));
};
