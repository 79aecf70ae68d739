// Money is whole rupiah; times are shown in the zone of the village.

export const thousands = (amount) => {
  const digits = String(Math.abs(Math.round(amount))).replace(/\B(?=(\d{3})+(?!\d))/g, ".");
  return `${amount < 0 ? "-" : ""}${digits}`;
};

// 12500 -> "Rp12.500"; -2500 -> "-Rp2.500"
export const rupiah = (amount) => (amount < 0 ? `-Rp${thousands(-amount)}` : `Rp${thousands(amount)}`);

// "50.000", "Rp 50.000", "50000" -> 50000; anything else -> NaN
export const amountOf = (typed) => {
  const text = String(typed).trim().replace(/^rp\.?\s*/i, "");
  if (!/^\d{1,3}(\.\d{3})+$|^\d+$/.test(text)) return NaN;
  return Number(text.replace(/\./g, ""));
};

// Which notes a buyer probably gives: exact, then the next round sums.
export const likelyNotes = (total) => {
  const found = new Set();
  for (const note of [1000, 5000, 10000, 20000, 50000, 100000]) {
    const next = Math.ceil(total / note) * note;
    if (next > total) found.add(next);
  }
  return [...found].sort((a, b) => a - b).slice(0, 4);
};

const two = (number) => String(number).padStart(2, "0");
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
const ZONES = { "-420": "WIB", "-480": "WITA", "-540": "WIT" };

// "25 Nov 2026 14.05 WIB"
export const moment = (given) => {
  const time = new Date(given);
  const zone = ZONES[time.getTimezoneOffset()] || "";
  const day = `${time.getDate()} ${MONTHS[time.getMonth()]} ${time.getFullYear()}`;
  return `${day} ${two(time.getHours())}.${two(time.getMinutes())}${zone ? ` ${zone}` : ""}`;
};

// ISO 8601 with the tablet's own offset.
export const stamp = (time = new Date()) => {
  const offset = -time.getTimezoneOffset();
  const local = new Date(time.getTime() + offset * 60000).toISOString().slice(0, 23);
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
};

// "0812-3456 789", "+62 812...", "62812..." -> "+62812..."; "" when it is no Indonesian number
export const phoneOf = (typed) => {
  const digits = String(typed).replace(/[\s().-]/g, "");
  const found = /^(?:\+?62|0)(8\d{7,11})$/.exec(digits);
  return found ? `+62${found[1]}` : "";
};
