// The worker that keeps the shell, and a new edition of it: it starts when a person says so, or at the next start.

import { ask } from "./nav.js";
import { t } from "./words.js";

const offered = (waiting) =>
  ask(t("Versi baru siap"), t("Pasang sekarang? Keranjang dan pesanan tetap tersimpan."), [
    { name: "check", word: t("Pasang"), kind: "main", act: () => waiting.postMessage("start-now") },
  ]);

export const offer = async () => {
  if (!("serviceWorker" in navigator)) return;
  const had = Boolean(navigator.serviceWorker.controller);
  let reloaded = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (!had || reloaded) return;
    reloaded = true;
    location.reload();
  });
  try {
    const place = await navigator.serviceWorker.register(document.body.dataset.worker);
    if (place.waiting && had) offered(place.waiting);
    place.addEventListener("updatefound", () => {
      const coming = place.installing;
      coming.addEventListener("statechange", () => {
        if (coming.state === "installed" && navigator.serviceWorker.controller) offered(coming);
      });
    });
  } catch (problem) {
    // without a worker the tablet works as long as it stays open
  }
};
