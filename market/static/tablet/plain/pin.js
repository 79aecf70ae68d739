// The PIN is a lock of the screen and a name beside each deed, not a secret: it can be tried out by who holds the tablet.

export const RULE = { tries: 5, minutes: 15 };

const bytes = (hex) => new Uint8Array((hex.match(/../g) || []).map((two) => parseInt(two, 16)));
const hexOf = (buffer) => [...new Uint8Array(buffer)].map((one) => one.toString(16).padStart(2, "0")).join("");

// The server's own recipe: PBKDF2 with SHA-256, salt and result hexadecimal.
export const isRight = async (pin, { salt, hash, iterations }, subtle = crypto.subtle) => {
  const key = await subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const made = await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations }, key, hash.length * 4);
  return hexOf(made) === hash.toLowerCase();
};

// {wrong, until} after one more wrong PIN; `rule`: how many tries, and how long a lock lasts.
export const afterWrong = (before, now, { tries, minutes } = RULE) => {
  const wrong = ((before && before.wrong) || 0) + 1;
  return wrong >= tries ? { wrong: 0, until: now + minutes * 60000, minutes } : { ...before, wrong, until: 0 };
};

// Seconds. A clock that was set back does not lengthen a lock beyond its own minutes.
export const lockedFor = (tried, now) => {
  const left = tried && tried.until ? tried.until - now : 0;
  return left > 0 && left <= tried.minutes * 60000 ? Math.ceil(left / 1000) : 0;
};
