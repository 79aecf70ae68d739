// Draws a QR code (bytes, error correction M, mask 0) as rows of booleans: what a buyer's phone reads from the screen.

import { MOST, packed, room, woven } from "./qr_words.js";

const marksOf = (version, size) => {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const found = [6];
  for (let place = size - 7; found.length < count; place -= step) found.splice(1, 0, place);
  return found;
};

const grid = (version) => {
  const size = version * 4 + 17;
  const dark = Array.from({ length: size }, () => new Array(size).fill(false));
  const fixed = Array.from({ length: size }, () => new Array(size).fill(false));
  const set = (x, y, value) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    dark[y][x] = Boolean(value);
    fixed[y][x] = true;
  };
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  const square = (cx, cy, reach, isDark) => {
    for (let dy = -reach; dy <= reach; dy += 1) for (let dx = -reach; dx <= reach; dx += 1) set(cx + dx, cy + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
  };
  [[3, 3], [size - 4, 3], [3, size - 4]].forEach(([x, y]) => square(x, y, 4, (far) => far !== 2 && far !== 4));
  const marks = marksOf(version, size);
  const last = marks.length - 1;
  marks.forEach((x, i) => marks.forEach((y, j) => {
    if (!((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0))) square(x, y, 2, (far) => far !== 1);
  }));
  return { size, dark, fixed, set };
};

const format = ({ size, set }) => {
  const bits = 0x5412; // error correction M, mask 0: the five zero bits leave only the mask of the format itself
  const bit = (place) => (bits >>> place) & 1;
  for (let place = 0; place <= 5; place += 1) set(8, place, bit(place));
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let place = 9; place < 15; place += 1) set(14 - place, 8, bit(place));
  for (let place = 0; place < 8; place += 1) set(size - 1 - place, 8, bit(place));
  for (let place = 8; place < 15; place += 1) set(8, size - 15 + place, bit(place));
  set(8, size - 8, 1);
};

const numbered = ({ size, set }, version) => {
  if (version < 7) return;
  let left = version;
  for (let step = 0; step < 12; step += 1) left = (left << 1) ^ ((left >>> 11) * 0x1f25);
  const bits = (version << 12) | left;
  for (let place = 0; place < 18; place += 1) {
    const far = size - 11 + (place % 3);
    const near = Math.floor(place / 3);
    set(far, near, (bits >>> place) & 1);
    set(near, far, (bits >>> place) & 1);
  }
};

export const qr = (text) => {
  const bytes = [...new TextEncoder().encode(text)];
  let version = 1;
  while (version <= MOST && room(version) * 8 < 4 + (version < 10 ? 8 : 16) + bytes.length * 8) version += 1;
  if (version > MOST) return null;
  const made = grid(version);
  format(made);
  numbered(made, version);
  const words = woven(packed(bytes, version), version);
  const { size, dark, fixed } = made;
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        if (fixed[y][x]) continue;
        const bit = at < words.length * 8 ? (words[at >>> 3] >>> (7 - (at & 7))) & 1 : 0;
        dark[y][x] = Boolean(bit ^ ((x + y) % 2 === 0 ? 1 : 0));
        at += 1;
      }
    }
  }
  return dark;
};
