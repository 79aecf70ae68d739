// The first screen of a new tablet: the word from the operator's page, typed or read by the camera.

import { button, el, field, notice } from "../html.js";
import { canScan, scan } from "../scan.js";
import { check } from "../space.js";
import { pair as join } from "../sync.js";
import { t } from "../words.js";

const about = () => {
  const agent = navigator.userAgent;
  const os = /Android [\d.]+/.exec(agent) || /Windows|Linux|Mac OS X/.exec(agent) || [""];
  const model = /Android [\d.]+; ([^;)]+)/.exec(agent);
  return { model: model ? model[1].slice(0, 80) : navigator.platform, os: os[0] };
};

const WORDS = {
  pairing_code_used: () => t("Kode ini sudah dipakai. Minta kode baru kepada petugas desa."),
  pairing_code_expired: () => t("Kode ini sudah lewat 15 menit. Minta kode baru kepada petugas desa."),
  invalid: () => t("Kode tidak dikenal. Periksa lagi tulisannya."),
};

export const pair = () => {
  const code = field(t("Kode pasang"), { name: "code", autocapitalize: "characters", spellcheck: "false", inputmode: "text" }, t("Ada di halaman petugas desa: Toko smart, Pasangkan perangkat."));
  const act = button("link", t("Pasangkan"), null, { kind: "main", type: "submit" });

  const send = async (typed) => {
    const text = typed.trim();
    if (!text) return code.wrong(t("Isi kode pasang dulu."));
    code.wrong("");
    act.disabled = true;
    try {
      await join(text.toUpperCase().replace(/^.*[:/=]/, ""), about());
      check();
    } catch (problem) {
      const words = WORDS[problem.code];
      code.wrong(problem.kind === "silent" ? t("Tidak ada sinyal. Memasangkan tablet perlu sinyal sekali saja.") : words ? words() : problem.message);
    }
    act.disabled = false;
    return undefined;
  };

  const form = el("form", { novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    send(code.input.value);
  } }, code, el("div.ways", {}, act));
  if (canScan()) form.lastChild.append(button("scan", t("Baca dengan kamera"), () => scan(t("Arahkan ke kode QR"), (found) => send(found)), {}));
  return el("section.narrow", {}, el("h1", {}, t("Pasangkan tablet")),
    notice("plain", "info", t("Cukup sekali, dengan sinyal. Sesudah itu tablet bekerja juga tanpa sinyal.")), form);
};
