// ESC/POS for printers of 58 mm: 32 columns, plain signs, feed, cut where there is a knife.

const ESC = 27;
const GS = 29;

export const bytes = (lines) => {
  const out = [ESC, 64, ESC, 116, 0]; // begin anew, code page 437
  for (const { text, big = false, bold = false, centre = false } of lines) {
    out.push(ESC, 97, centre ? 1 : 0, ESC, 69, bold || big ? 1 : 0, GS, 33, big ? 17 : 0);
    for (const sign of text) out.push(sign.charCodeAt(0) & 127);
    out.push(10);
  }
  out.push(ESC, 97, 0, GS, 33, 0, ESC, 100, 4, GS, 86, 66, 0);
  return new Uint8Array(out);
};

// What a cheap printer takes at once.
export const chunks = (data, size = 180) => {
  const found = [];
  for (let place = 0; place < data.length; place += size) found.push(data.slice(place, place + size));
  return found;
};
