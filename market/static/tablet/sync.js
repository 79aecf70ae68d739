// Sends what waits, then fetches what is new; one tab at a time. A lost answer is never a reason to guess: the same
// operations are sent again with the same ids, and the server says `already`.

import * as api from "./api.js";
import { alone } from "./lock.js";
import { onRecorded, settle, unsent } from "./outbox.js";
import { batches, nextWait, wire } from "./plain/sending.js";
import { stamp } from "./plain/money.js";
import { ownKey } from "./packet.js";
import { pull } from "./pull.js";
import { changed, meta, setMeta, state } from "./state.js";
import { all, answer, inside } from "./store.js";

let timer = null;
let failures = 0;
const CALM = 60000;
const SOON = 500;
const TOKEN_AGE = 30 * 86400000;

const say = (values) => {
  Object.assign(state.sync, values);
  changed("sync");
};

// What must be sent before its operation; a picture that the store cannot read is left out, and said.
const sendPhotos = async (token) => {
  for (const one of await all("photos")) {
    let told = { id: null };
    try {
      told = await api.photo(token, one.blob, one.id);
    } catch (problem) {
      if (![400, 413, 415].includes(problem.status)) throw problem;
    }
    await inside(["photos", "outbox"], "readwrite", async (store) => {
      const made = await answer(store("outbox").get(one.operation));
      const after = made && { ...made, data: { ...made.data, ...(told.id ? { photo: told.id } : {}) }, show: { ...made.show, photo_lost: !told.id } };
      if (made) store("outbox").put(after);
      if (made) state.outbox.set(made.id, after);
      store("photos").delete(one.id);
    });
  }
};

// From the disk, not from memory: another tab may have sent them a moment ago.
const waiting = () => inside(["outbox"], "readonly", (store) => answer(store("outbox").index("state").getAll("waiting")));

// Orders first; what waits for its picture goes when the picture has gone, and never holds up the rest.
const push = async (token, prolong) => {
  const held = new Set((await all("photos")).map((one) => one.operation));
  await pushThese(token, prolong, (await waiting()).filter((one) => !held.has(one.id)));
  if (!held.size) return;
  await sendPhotos(token);
  await pushThese(token, prolong, await waiting());
};

const pushThese = async (token, prolong, these) => {
  for (const { practice, operations } of batches(these)) {
    if (!(await prolong())) return;
    const results = await api.operations(token, operations.map(wire), practice);
    await settle(results);
  }
};

// Who the tablet is and how wrong its clock: now and then.
const introduce = async (token) => {
  if (meta("me_at") && Math.abs(Date.now() - meta("me_at")) < 600000) return;
  const began = Date.now();
  const told = await api.me(token);
  if (Math.abs(began - (meta("token_at") || 0)) > TOKEN_AGE) {
    const { token: fresh } = await api.rotate(token);
    await setMeta({ token: fresh, token_at: began });
  }
  const skew = Math.round((began + Date.now()) / 2 - new Date(told.server_time).getTime());
  await setMeta({ warung: told.warung || meta("warung"), profile: told.profile || null, min_version: told.min_app_version || "", skew, me: told, me_at: Date.now() });
};

// A revoked tablet keeps everything that was not sent (it can still go by another phone); it only stops asking.
const refused = async (problem) => {
  if (problem.code === "device_revoked") await setMeta({ revoked: { at: stamp(), words: problem.detail } });
  if (problem.code === "too_old") await setMeta({ too_old: problem.detail || "too_old" });
};

const round = async (prolong) => {
  const token = meta("token");
  if (!token || meta("revoked")) return;
  say({ busy: true });
  try {
    await push(token, prolong);
    await introduce(token);
    await pull(token);
    if (meta("too_old")) await setMeta({ too_old: null });
    failures = 0;
    await setMeta({ last_contact: Date.now() });
    say({ busy: false, signal: true, trouble: "", wait: 0 });
  } catch (problem) {
    failures += 1;
    if (problem.kind === "refused") await refused(problem);
    const words = problem.kind === "silent" ? "" : problem.detail || problem.message;
    say({ busy: false, signal: problem.kind !== "silent", trouble: words, wait: nextWait(failures, problem.wait, Math.random()) });
  }
};

const plan = (wait) => {
  clearTimeout(timer);
  timer = setTimeout(run, wait);
};

export const run = async () => {
  clearTimeout(timer);
  const ran = await alone(round).catch(() => false);
  const calm = unsent().length ? SOON : CALM; // something was done here while this round was under way
  plan(ran ? state.sync.wait || calm : 3000);
  return ran;
};

export const now = () => {
  failures = 0;
  return run();
};

export const start = () => {
  onRecorded(() => plan(state.sync.signal === false ? 1500 : 50));
  window.addEventListener("online", now);
  window.addEventListener("offline", () => say({ signal: false }));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && plan(200));
  plan(100);
};

// The few things that need a signal at this moment; each says so in plain words when there is none.
export const pair = async (code, told) => {
  const made = await api.pair({ code, ...told, app_version: api.VERSION, public_key: await ownKey().catch(() => "") });
  await setMeta({ token: made.token, token_at: Date.now(), device: made.device_id, warung: made.warung, min_version: made.min_app_version, revoked: null, cursor: null, etag: null, paired_at: stamp() });
  await now();
  return made;
};

export const quotes = (given) => api.quotes(meta("token"), given);

export const claim = (code) => api.claim(meta("token"), code);
export const card = (verb, given) => api.card(meta("token"), verb, given);

export const hold = (given) => api.hold(meta("token"), given);
export const letGo = (id) => api.letGo(meta("token"), id);

export const payment = (order, given) => api.payment(meta("token"), order, given);
