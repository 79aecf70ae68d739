// What must lie in the drawer, counted on the tablet from its own operations. The server counts again and its word stands.

const given = (one) => (one.answer && one.answer.data) || {};

const effect = (one, all) => {
  const { data } = one;
  if (one.kind === "order.create") return data.payment && data.payment.cash ? one.show.total || 0 : 0;
  if (one.kind === "payment.cash") return one.show.amount || given(one).amount || 0;
  if (one.kind === "deposit.make") return -data.amount;
  const back = data.choice === "refund_cash" || one.kind === "order.cancel";
  if (!back) return one.kind === "order.resolve" ? -(one.show.back || 0) : 0;
  const order = all.get(String(data.order));
  if (order && order.data.payment && !order.data.payment.cash) return 0;
  return -(given(one).refund !== undefined ? given(one).refund : one.show.back || 0);
};

// A refused operation moved no money; what waits did, in this drawer.
export const counted = (one) => one.state !== "refused" && !one.practice;

export const drawer = (shift, operations) => {
  const all = new Map(operations.map((one) => [one.id, one]));
  const sums = { float: shift.float, sales: 0, paid: 0, back: 0, deposits: 0 };
  const place = { "order.create": "sales", "payment.cash": "paid", "deposit.make": "deposits", "order.resolve": "back", "order.cancel": "back" };
  for (const one of operations) {
    if (one.shift !== shift.id || !counted(one) || !place[one.kind]) continue;
    sums[place[one.kind]] += effect(one, all);
  }
  return { ...sums, expected: sums.float + sums.sales + sums.paid + sums.back + sums.deposits };
};

// How much a neighbour owes: what the server told, and what was written here since.
export const owed = (phone, name, told, operations) => {
  const same = (one) => (phone ? one.phone === phone : !one.phone && (one.name || "").trim().toLowerCase() === name.trim().toLowerCase());
  const known = told.filter((one) => same(one)).reduce((sum, one) => sum + one.kasbon, 0);
  const waiting = operations
    .filter((one) => one.kind === "order.create" && one.state === "waiting" && !one.practice && one.data.payment.kasbon && same(one.data.buyer))
    .reduce((sum, one) => sum + (one.show.total || 0), 0);
  return known + waiting;
};
