// A receipt of 32 columns: first as lines (screen and system print), then as the bytes of ESC/POS.

import { moment, rupiah } from "./money.js";

export const COLUMNS = 32;

// Paper printers know few signs: letters without marks, and a plain sign for everything else.
export const plain = (text) =>
  String(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2013\u2014]/g, "-").replace(/\u2026/g, "...").replace(/[^\x20-\x7e]/g, "?");

const wrap = (text, width = COLUMNS) => {
  const lines = [];
  let line = "";
  for (const word of plain(text).split(/\s+/).filter(Boolean)) {
    let rest = word;
    while (rest.length > width) {
      if (line) lines.push(line);
      line = "";
      lines.push(rest.slice(0, width));
      rest = rest.slice(width);
    }
    if (!line) line = rest;
    else if (line.length + 1 + rest.length <= width) line += ` ${rest}`;
    else {
      lines.push(line);
      line = rest;
    }
  }
  return line ? [...lines, line] : lines;
};

// Left words and right figure on one line, or the figure on the next.
const pair = (left, right) => {
  const words = wrap(left, COLUMNS);
  const last = words.pop() || "";
  if (last.length + 1 + right.length <= COLUMNS) return [...words, last + " ".repeat(COLUMNS - last.length - right.length) + right];
  return [...words, last, " ".repeat(COLUMNS - right.length) + right];
};

const quantity = (number) => String(number).replace(".", ",");

// receipt: {warung, place, number, claim, made_at, staff, buyer, lines[{name, quantity, unit, price, amount}], postage,
// total, paid{kind, tendered, change}, practice, copy}; say: the words, in the language of the paper
export const lines = (receipt, say) => {
  const rule = { text: "-".repeat(COLUMNS) };
  const plainly = (texts) => texts.map((text) => ({ text }));
  const found = [
    ...wrap(receipt.warung, COLUMNS / 2).map((text) => ({ text, big: true, centre: true })),
    ...wrap(receipt.place || "").map((text) => ({ text, centre: true })),
  ];
  if (receipt.practice) found.push({ text: plain(say.practice), big: true, centre: true });
  if (receipt.copy) found.push({ text: plain(say.copy), big: true, centre: true });
  found.push(rule, ...plainly(pair(say.number, plain(receipt.number))), ...plainly(pair(say.time, plain(moment(receipt.made_at)))));
  if (receipt.staff) found.push(...plainly(pair(say.staff, plain(receipt.staff))));
  if (receipt.buyer) found.push(...plainly(pair(say.buyer, plain(receipt.buyer))));
  found.push(rule);
  for (const line of receipt.lines) {
    found.push(...plainly(wrap(line.name)), ...plainly(pair(`  ${quantity(line.quantity)} ${line.unit} x ${rupiah(line.price)}`.trimEnd(), rupiah(line.amount))));
  }
  found.push(rule);
  if (receipt.postage) found.push(...plainly(pair(say.postage, rupiah(receipt.postage))));
  found.push(...plainly(pair(say.total, rupiah(receipt.total))).map((one) => ({ ...one, bold: true })));
  if (receipt.paid.kind === "cash") {
    found.push(...plainly(pair(say.tendered, rupiah(receipt.paid.tendered))), ...plainly(pair(say.change, rupiah(receipt.paid.change))));
  } else {
    found.push({ text: plain(say[receipt.paid.kind]), bold: true });
  }
  found.push(rule, { text: plain(say.claim), centre: true });
  if (receipt.claim) found.push({ text: plain(receipt.claim), big: true, centre: true });
  else found.push(...wrap(say.claim_later).map((text) => ({ text, centre: true })));
  found.push(...wrap(say.thanks).map((text) => ({ text, centre: true })));
  return found;
};
