// The beginning: read the store, show the screen, then look for a signal. Nothing here waits for the network.

import { el, fill } from "./html.js";
import { watch } from "./idle.js";
import * as router from "./router.js";
import { check } from "./space.js";
import { load, meta } from "./state.js";
import * as sync from "./sync.js";
import { offer } from "./update.js";
import { speak, t } from "./words.js";

const broken = (problem) => {
  const words = t("Penyimpanan tablet tidak bisa dibuka. Tutup semua tab, lalu buka lagi. Jangan hapus data peramban: pesanan yang belum terkirim ada di sana.");
  fill(document.getElementById("app"), el("main", {}, el("h1", {}, t("Tablet tidak bisa dibuka")), el("p", { role: "alert" }, words), el("p.small", {}, String(problem))));
};

const begin = async () => {
  try {
    await load();
  } catch (problem) {
    broken(problem);
    return;
  }
  speak(meta("language") || "id");
  router.start();
  watch();
  sync.start();
  offer();
  check();
  document.body.dataset.ready = "yes";
};

begin();
