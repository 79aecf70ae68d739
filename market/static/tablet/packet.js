// Seals what is unsent for the store, so that any phone can carry it and nobody on the way can read or change it.
// Only what browsers since Chrome 80 do themselves; market/warung/relay/sealing.py opens it.

import { MOST, wire } from "./plain/sending.js";
import { meta, setMeta } from "./state.js";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const EXCHANGE = { name: "ECDH", namedCurve: "P-256" };
const INFO = "lumbung-relay-1";

const bytes = (text) => new TextEncoder().encode(text);
const to64 = (buffer) => btoa(Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join(""));
const from64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

// The tablet's own key; the private half never leaves the browser's store. The public half is told at pairing.
export const ownKey = async () => {
  let keys = meta("keys");
  if (!keys) {
    keys = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
    await setMeta({ keys });
  }
  return to64(await crypto.subtle.exportKey("raw", keys.publicKey));
};

const sharedKey = async (mine, theirs) => {
  const point = await crypto.subtle.importKey("raw", from64(theirs), EXCHANGE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: point }, mine, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: bytes(INFO) }, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
};

// At most fifty operations; the same ones may be sealed again, the store takes each once.
export const seal = async (operations, storeKey) => {
  const device = meta("device");
  const inner = JSON.stringify({ device, made_at: new Date().toISOString(), operations: operations.slice(0, MOST).map(wire) });
  const once = await crypto.subtle.generateKey(EXCHANGE, true, ["deriveBits"]);
  const ephemeral = to64(await crypto.subtle.exportKey("raw", once.publicKey));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const iv = to64(nonce);
  const about = `1|${device}|${ephemeral}|${iv}`;
  const key = await sharedKey(once.privateKey, storeKey);
  const sealed = to64(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: bytes(about) }, key, bytes(inner)));
  const signature = to64(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, meta("keys").privateKey, bytes(`${about}|${sealed}`)));
  return { v: 1, device, ephemeral, iv, sealed, signature };
};
