// The only place that speaks to the store over the network. Called by `sync.js` alone.

export const BASE = "/api/warung/v1/";
export const VERSION = "1.0.0";
const PATIENCE = 30000;

// What the caller must do next is in `kind`: "silent" (no signal, try later), "later" (busy, after `wait` seconds),
// "refused" (a problem with code and words).
export class Trouble extends Error {
  constructor(kind, { code = "", detail = "", wait = 0, status = 0 } = {}) {
    super(detail || code || kind);
    Object.assign(this, { kind, code, detail, wait, status });
  }
}

const packed = async (text) => {
  if (text.length < 1400 || typeof CompressionStream === "undefined") return { body: text, encoding: null };
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return { body: await new Response(stream).arrayBuffer(), encoding: "gzip" };
};

const problemOf = async (answer) => {
  let told = {};
  try {
    told = await answer.json();
  } catch (nothing) {
    told = {};
  }
  const wait = Number(answer.headers.get("Retry-After")) || 0;
  const kind = answer.status === 429 || answer.status >= 500 ? "later" : "refused";
  return new Trouble(kind, { code: told.code || "", detail: told.detail || told.title || "", wait, status: answer.status });
};

const request = async (path, { method = "GET", token = "", body = null, headers = {}, form = null, patience = PATIENCE } = {}) => {
  const sent = { Accept: "application/json", "X-App-Version": VERSION, ...headers };
  if (token) sent.Authorization = `Device ${token}`;
  let load = form;
  if (body !== null) {
    const { body: bytes, encoding } = await packed(JSON.stringify(body));
    sent["Content-Type"] = "application/json";
    if (encoding) sent["Content-Encoding"] = encoding;
    load = bytes;
  }
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(BASE + path, { method, headers: sent, body: load, cache: "no-store", credentials: "omit", signal: stop.signal });
    if (answer.status === 304) return { status: 304, answer, told: null };
    if (!answer.ok) throw await problemOf(answer);
    const told = answer.status === 204 ? null : await answer.json();
    return { status: answer.status, answer, told };
  } catch (problem) {
    if (problem instanceof Trouble) throw problem;
    throw new Trouble("silent");
  } finally {
    clearTimeout(timer);
  }
};

export const pair = async (given) => (await request("devices/pair", { method: "POST", body: given })).told;

export const me = async (token) => (await request("devices/me", { token })).told;

export const rotate = async (token) => (await request("devices/rotate", { method: "POST", token })).told;

export const leave = async (token) => (await request("devices/me", { method: "DELETE", token })).told;

export const changes = async (token, { after, limit, etag }) => {
  const query = new URLSearchParams({ limit: String(limit) });
  if (after) query.set("after", after);
  const headers = etag ? { "If-None-Match": etag } : {};
  const { status, answer, told } = await request(`changes?${query}`, { token, headers });
  return status === 304 ? null : { ...told, etag: answer.headers.get("ETag") };
};

export const operations = async (token, batch, practice) =>
  (await request("operations", { method: "POST", token, body: { operations: batch, now: new Date().toISOString() }, headers: practice ? { "X-Practice": "1" } : {}, patience: 120000 })).told.results;

export const photo = async (token, blob, id) => {
  const form = new FormData();
  form.append("photo", blob, "foto.jpg");
  if (id) form.append("id", id);
  return (await request("photos", { method: "POST", token, form, patience: 120000 })).told;
};

export const quotes = async (token, given) => (await request("quotes", { method: "POST", token, body: given })).told;

export const payment = async (token, order, given) => (await request(`orders/${encodeURIComponent(order)}/payments`, { method: "POST", token, body: given })).told;

export const claim = async (token, code) => (await request(`claims/${encodeURIComponent(code)}`, { token, patience: 10000 })).told;

export const card = async (token, verb, given) => (await request(verb ? `cards/${verb}` : "cards", { method: "POST", token, body: given, patience: 15000 })).told;

export const hold = async (token, given) => (await request("leases", { method: "POST", token, body: given, patience: 15000 })).told;

export const letGo = (token, id) => request(`leases/${encodeURIComponent(id)}`, { method: "DELETE", token, patience: 15000 });

export const relay = async (packet) => (await request("relay", { method: "POST", body: packet })).told;
