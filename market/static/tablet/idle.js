// A tablet that nobody touches locks itself: two minutes at the counter, one in the visitors' profile.

import { go } from "./nav.js";
import { setMeta } from "./state.js";
import { isKiosk, session } from "./view.js";

export const COUNTER_SECONDS = 120;
export const KIOSK_SECONDS = 60;
let last = Date.now();

const seconds = () => (isKiosk() ? KIOSK_SECONDS : COUNTER_SECONDS);

const look = async () => {
  const quiet = (performance.now() - last) / 1000;
  if (quiet < seconds()) return;
  last = performance.now();
  if (isKiosk()) {
    go("kios");
  } else if (session()) {
    await setMeta({ session: null });
  }
};

export const watch = () => {
  last = performance.now();
  const touched = () => (last = performance.now());
  ["pointerdown", "keydown", "touchstart"].forEach((name) => window.addEventListener(name, touched, { passive: true, capture: true }));
  setInterval(look, 1000);
};
