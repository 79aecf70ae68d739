// One sender at a time, whatever the number of tabs: Web Locks, or a lease on the disk where there are none.

import { answer, inside } from "./store.js";

const NAME = "lumbung-send";
const LEASE = 90000;
const me = Math.random().toString(36).slice(2);

const take = () =>
  inside(["meta"], "readwrite", async (store) => {
    const held = await answer(store("meta").get("sender"));
    if (held && held.who !== me && held.until > Date.now()) return false;
    store("meta").put({ who: me, until: Date.now() + LEASE }, "sender");
    return true;
  });

const give = () =>
  inside(["meta"], "readwrite", async (store) => {
    const held = await answer(store("meta").get("sender"));
    if (held && held.who === me) store("meta").delete("sender");
  });

// Runs `work` if nobody else sends now, and says whether it ran. `work` gets a function that prolongs the lease.
export const alone = async (work) => {
  if (navigator.locks) {
    return navigator.locks.request(NAME, { ifAvailable: true }, async (lock) => {
      if (!lock) return false;
      await work(async () => true);
      return true;
    });
  }
  if (!(await take())) return false;
  try {
    await work(take);
  } finally {
    await give();
  }
  return true;
};
