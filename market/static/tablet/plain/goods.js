// What can be sold, as the screen wants it: from the rows of product, price and stock, less what was sold here meanwhile.

const flat = (text) => String(text || "").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");

const order = new Intl.Collator("id"); // one for all: making it is what costs

const number = (value) => (value === null || value === undefined ? null : Number(value));

// A row of the server may hold a nested fact or only its id; the tablet wants words.
const words = (value) => (value && typeof value === "object" ? value.name || "" : value || "");

// Promised on this tablet and not yet counted by the server.
export const promised = (operations) => {
  const found = new Map();
  for (const one of operations) {
    if (one.kind !== "order.create" || one.state !== "waiting" || one.practice) continue;
    for (const line of one.data.lines) found.set(String(line.product), (found.get(String(line.product)) || 0) + Number(line.quantity));
  }
  return found;
};

export const leased = (leases, now) => {
  const found = new Map();
  for (const one of leases) {
    if (one.until && new Date(one.until).getTime() < now) continue;
    const left = one.left === undefined ? number(one.quantity) : number(one.left);
    found.set(String(one.product), (found.get(String(one.product)) || 0) + left);
  }
  return found;
};

export const goods = ({ products, prices, stocks, leases, operations, now }) => {
  const price = new Map(prices.map((one) => [String(one.product || one.id), one]));
  const stock = new Map(stocks.map((one) => [String(one.product || one.id), one]));
  const own = leased(leases, now);
  const gone = promised(operations);
  const found = [];
  for (const one of products) {
    const cost = price.get(one.id);
    if (!cost) continue;
    const kept = stock.get(one.id);
    const free = kept ? number(kept.available) : null;
    const left = free === null ? null : Math.max(0, free + (own.get(one.id) || 0) - (gone.get(one.id) || 0));
    const code = String(one.code || one.upc || one.id);
    found.push({
      id: one.id, name: one.title, unit: one.unit || "", size: (number(one.step_thousandths) || 1000) / 1000, least: number(one.minimum_steps) || 1, code,
      category: words(one.category), seller: words(one.seller), image: one.photo || null,
      price: number(cost.unit_price), price_version: cost.price_version, left, leased: own.get(one.id) || 0,
      closed: Boolean(one.closed_until_on) && new Date(`${one.closed_until_on}T00:00:00`).getTime() > now,
      text: flat(`${one.title} ${words(one.seller)} ${code}`),
    });
  }
  return found.sort((a, b) => order.compare(a.name, b.name));
};

export const categories = (list) => [...new Set(list.map((one) => one.category).filter(Boolean))].sort(order.compare);

const decimals = (value) => String(Math.round(value * 1000) / 1000).replace(".", ",");

// Quantities are counted in steps: 3 steps of half a kilogram are "1,5 kg".
export const amountOf = (article, steps) => decimals(article.size * steps);
export const unitOf = (article) => (article.size === 1 ? article.unit : `${decimals(article.size)} ${article.unit}`.trim());

// Every typed word must occur; goods whose name begins with it come first.
export const search = (list, typed, category = "") => {
  const asked = flat(typed).split(/\s+/).filter(Boolean);
  const found = list.filter((one) => (!category || one.category === category) && asked.every((word) => one.text.includes(word)));
  if (!asked.length) return found;
  const first = (one) => (one.text.startsWith(asked[0]) ? 0 : 1);
  return found.sort((a, b) => first(a) - first(b));
};

// A code of the sheet, typed or scanned: exactly one article, or none.
export const byCode = (list, code) => {
  const asked = String(code).trim().toLowerCase();
  return asked ? list.find((one) => one.code.toLowerCase() === asked) || null : null;
};
