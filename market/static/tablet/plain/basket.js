// The basket of the sale that is going on: {lines: {product: quantity}, buyer, delivery}. Plain values, kept in meta.

export const EMPTY = { lines: {}, order: [], buyer: { name: "", phone: "" }, delivery: "pickup", note: "", quote: null };

export const change = (basket, product, quantity) => {
  const now = Math.max(0, Math.round(quantity));
  const lines = { ...basket.lines };
  const order = basket.order.filter((one) => one !== product || now > 0);
  if (now > 0) lines[product] = now;
  else delete lines[product];
  if (now > 0 && !order.includes(product)) order.push(product);
  return { ...basket, lines, order, quote: null };
};

// The first step of an article is its least quantity, and below that there is none.
export const more = (basket, article) => {
  const now = basket.lines[article.id] || 0;
  const next = Math.max(now + 1, article.least);
  return article.left !== null && next > article.left ? basket : change(basket, article.id, next);
};

export const less = (basket, article) => {
  const next = (basket.lines[article.id] || 0) - 1;
  return change(basket, article.id, next < article.least ? 0 : next);
};

// The lines with their goods; what is no longer sold is named and not counted.
export const priced = (basket, byId) => {
  const lines = [];
  const gone = [];
  for (const product of basket.order) {
    const article = byId.get(product);
    if (!article) gone.push(product);
    else lines.push({ article, quantity: basket.lines[product], amount: article.price * basket.lines[product] });
  }
  const postage = basket.quote ? basket.quote.amount : 0;
  const total = lines.reduce((sum, line) => sum + line.amount, 0) + postage;
  return { lines, gone, postage, total, count: lines.length };
};

// {change} or {wrong}: cash below the total is refused, kasbon is another button (WR-23).
export const cash = (total, tendered) => {
  if (!Number.isInteger(tendered) || tendered < 0) return { wrong: "number" };
  if (tendered < total) return { wrong: "short", short: total - tendered };
  return { change: tendered - total };
};

// The server numbers its own rows; what was made here has a UUID.
export const idOf = (id) => (/^\d+$/.test(String(id)) ? Number(id) : id);

export const toOrder = (basket, { lines }, payment) => {
  const { name, phone, village_code, address } = basket.buyer;
  const buyer = { name };
  if (phone) buyer.phone = phone;
  if (village_code) buyer.village_code = village_code;
  if (address) buyer.address = address;
  const delivery = { pickup: { pickup_at_warung: true }, spot: { on_the_spot: true }, quote: { quote: (basket.quote || {}).references } };
  return {
    lines: lines.map(({ article, quantity }) => ({
      product: idOf(article.id), quantity, price_version: article.price_version, unit_price: article.price,
    })),
    buyer, delivery: delivery[basket.delivery], payment, note: basket.note,
  };
};
