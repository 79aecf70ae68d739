// The words of a QR code: packed bytes, cut into blocks, each with its Reed-Solomon check (ISO/IEC 18004).

const CODEWORDS = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
export const MOST = 20;

const modules = (version) => {
  let found = (16 * version + 128) * version + 64;
  if (version > 1) {
    const marks = Math.floor(version / 7) + 2;
    found -= (25 * marks - 10) * marks - 55;
    if (version > 6) found -= 36;
  }
  return found;
};
export const room = (version) => Math.floor(modules(version) / 8) - CODEWORDS[version] * BLOCKS[version];

const times = (x, y) => {
  let z = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    z = (z << 1) ^ ((z >>> 7) * 0x11d);
    z ^= ((y >>> bit) & 1) * x;
  }
  return z;
};

const divisor = (degree) => {
  const found = new Array(degree).fill(0);
  found[degree - 1] = 1;
  let root = 1;
  for (let step = 0; step < degree; step += 1) {
    for (let place = 0; place < degree; place += 1) {
      found[place] = times(found[place], root);
      if (place + 1 < degree) found[place] ^= found[place + 1];
    }
    root = times(root, 2);
  }
  return found;
};

const rest = (data, by) => {
  const found = by.map(() => 0);
  for (const one of data) {
    const factor = one ^ found.shift();
    found.push(0);
    by.forEach((value, place) => (found[place] ^= times(value, factor)));
  }
  return found;
};

export const packed = (bytes, version) => {
  const bits = [];
  const put = (value, count) => {
    for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach((one) => put(one, 8));
  const space = room(version) * 8;
  put(0, Math.min(4, space - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < space; pad ^= 0xec ^ 0x11) put(pad, 8);
  return Array.from({ length: bits.length / 8 }, (_, place) => parseInt(bits.slice(place * 8, place * 8 + 8).join(""), 2));
};

export const woven = (data, version) => {
  const count = BLOCKS[version];
  const raw = Math.floor(modules(version) / 8);
  const short = Math.floor(raw / count) - CODEWORDS[version];
  const shorts = count - (raw % count);
  const by = divisor(CODEWORDS[version]);
  const blocks = [];
  for (let number = 0, place = 0; number < count; number += 1) {
    const part = data.slice(place, place + short + (number < shorts ? 0 : 1));
    place += part.length;
    blocks.push({ part, check: rest(part, by) });
  }
  const found = [];
  for (let place = 0; place <= short; place += 1) blocks.forEach(({ part }) => place < part.length && found.push(part[place]));
  for (let place = 0; place < CODEWORDS[version]; place += 1) blocks.forEach(({ check }) => found.push(check[place]));
  return found;
};
