// Whether the disk will hold what is written next; said before anything could be lost.

import { unsent } from "./outbox.js";
import { meta, setMeta } from "./state.js";
import { t } from "./words.js";

const FEW = 20 * 1024 * 1024;
const EVERY = 120000;

export const measure = async () => {
  if (!navigator.storage || !navigator.storage.estimate) return { free: null, persisted: null };
  const { quota, usage } = await navigator.storage.estimate();
  const persisted = navigator.storage.persisted ? await navigator.storage.persisted() : null;
  return { free: quota - usage, quota, usage, persisted };
};

const words = ({ free, persisted }, waiting) => {
  if (free !== null && free < FEW) return t("Ruang tablet hampir habis. Hapus foto atau video, lalu kirim data. Pesanan baru bisa gagal disimpan.");
  if (persisted === false && waiting) return t("Tablet belum menjamin data tersimpan. Pasang aplikasi ke layar utama, dan kirim data setiap hari.");
  return "";
};

export const check = async () => {
  try {
    if (navigator.storage && navigator.storage.persist && meta("token") && !(await navigator.storage.persisted())) await navigator.storage.persist();
    const found = await measure();
    const warning = words(found, unsent().length);
    if ((meta("space_warning") || "") !== warning) await setMeta({ space_warning: warning });
  } catch (problem) {
    // no answer about space is no news
  }
  setTimeout(check, EVERY);
};
