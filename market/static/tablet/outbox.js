// Everything that a person does becomes an operation with an id of its own, on the disk before anything is sent.

import { changed, meta, setTry, state } from "./state.js";
import { stamp } from "./plain/money.js";
import { answer, inside } from "./store.js";

export const UNSENT = new Set(["waiting"]);
const OPEN = new Set(["needs_action", "refused"]);
const wakers = new Set();

export const onRecorded = (waker) => wakers.add(waker);

export const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

// Writes the operation, and with it, in the same transaction, what else must change (`also`: values of meta).
export const record = async (kind, given, { also = {}, show = {}, id = newId(), photo = null } = {}) => {
  const session = meta("session");
  const made = {
    id, kind, made_at: stamp(), staff: session ? session.staff : null, shift: meta("shift") ? meta("shift").id : null,
    based_on: meta("cursor"), data: given, practice: Boolean(meta("practice")), state: "waiting", show,
  };
  const { values, seq } = await inside(["meta", "outbox", "photos"], "readwrite", async (open) => {
    const last = (await answer(open("meta").get("seq"))) || 0;
    const next = { ...also, seq: last + 1 };
    if (photo) open("photos").put(photo);
    for (const [key, value] of Object.entries(next)) open("meta").put(value, key);
    await answer(open("outbox").add({ ...made, seq: last + 1 }));
    return { values: next, seq: last + 1 };
  });
  for (const [key, value] of Object.entries(values)) state.meta.set(key, value);
  const kept = { ...made, seq };
  state.outbox.set(id, kept);
  changed("outbox");
  wakers.forEach((waker) => waker());
  return kept;
};

export const operations = () => [...state.outbox.values()];

export const operation = (id) => state.outbox.get(id) || null;

export const unsent = () => operations().filter((one) => UNSENT.has(one.state));

// What a person still has to decide or to read.
export const open = () => operations().filter((one) => OPEN.has(one.state) && !one.closed);

// The words of the server for each operation, kept in one transaction. Nothing is deleted.
export const settle = async (results) => {
  const settled = await inside(["outbox"], "readwrite", async (store) => {
    const written = [];
    for (const result of results) {
      const before = await answer(store("outbox").get(result.id));
      if (!before) continue;
      const now = result.result === "already" ? (before.answer && before.answer.result) || "applied" : result.result;
      const after = { ...before, state: now === "already" ? "applied" : now, answer: result, answered_at: stamp() };
      store("outbox").put(after);
      written.push(after);
    }
    return written;
  });
  settled.forEach((one) => state.outbox.set(one.id, one));
  if (settled.length) changed("outbox");
  return settled;
};

// A refused or settled matter leaves the tray when a person has read it; the operation itself stays.
export const close = async (id) => {
  const after = { ...operation(id), closed: stamp() };
  await inside(["outbox"], "readwrite", (store) => answer(store("outbox").put(after)));
  state.outbox.set(id, after);
  changed("outbox");
};

export const printed = async (id) => {
  const times = (state.tries.get(`print-${id}`) || 0) + 1;
  await setTry(`print-${id}`, times);
  return times;
};
