// Adding a good on a cheap phone: the photo is made small here, what was typed is kept here until the server has it,
// and the page says what a price brings. Without JavaScript the same form works.

import { shrink } from "./photo.js";

const THUMB_WIDTH = 640;
const words = {
  id: {
    small: (kb) => `Foto siap: ${kb} kB.`,
    odd: "Foto ini tidak terbaca di HP. Coba foto lain.",
    back: "Isian yang belum terkirim dipulihkan.",
    off: "Belum ada sinyal. Isian tersimpan di HP ini. Tekan lagi saat sinyal kembali.",
  },
  en: {
    small: (kb) => `Photo ready: ${kb} kB.`,
    odd: "The phone cannot read this photo. Try another.",
    back: "What was not sent yet is here again.",
    off: "No signal yet. What you typed is kept on this phone. Press again when it is back.",
  },
}[document.documentElement.lang === "en" ? "en" : "id"];

const form = document.querySelector("form[enctype='multipart/form-data']");
const note = document.querySelector("[data-draft-note]");
const name = (code) => `lumbung.barang.${code}`;

const say = (text) => {
  note.hidden = false;
  note.querySelector("p").textContent = text;
  note.scrollIntoView({ block: "center" });
};

// --- the photo

const show = (url) => {
  const made = document.createElement("img");
  made.src = url;
  made.alt = "";
  form.querySelector(".photo-shown").replaceChildren(made);
};

const put = (input, blob) => {
  const carrier = new DataTransfer();
  carrier.items.add(new File([blob], "foto.jpg", { type: "image/jpeg" }));
  input.files = carrier.files;
};

const pick = async (input) => {
  const [file] = input.files;
  if (!file) return;
  const label = form.querySelector("[data-photo-size]");
  try {
    const { blob, url } = await shrink(file, THUMB_WIDTH);
    put(input, blob);
    show(url);
    label.textContent = words.small(Math.ceil(blob.size / 1000));
    keep();
  } catch {
    label.textContent = words.odd;
  }
};

// --- the draft on this phone

const read = (blob) =>
  new Promise((done) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(reader.result));
    reader.readAsDataURL(blob);
  });

const keep = async () => {
  const code = form.dataset.draft;
  if (!code) return;
  const kept = {};
  for (const field of form.elements) if (field.name && field.type !== "file" && field.name !== "csrfmiddlewaretoken") kept[field.name] = field.value;
  const [file] = form.elements.photo.files;
  if (file) kept.photo = await read(file);
  try {
    localStorage.setItem(name(code), JSON.stringify(kept));
  } catch {
    delete kept.photo; // too large for this phone: the words at least
    localStorage.setItem(name(code), JSON.stringify(kept));
  }
};

const restore = async () => {
  const kept = JSON.parse(localStorage.getItem(name(form.dataset.draft)) ?? "null");
  if (!kept || form.elements.title.value || !(kept.title || kept.photo)) return;
  for (const [field, value] of Object.entries(kept)) if (field !== "photo" && form.elements[field]) form.elements[field].value = value;
  if (kept.photo) {
    const bytes = Uint8Array.from(atob(kept.photo.split(",")[1]), (sign) => sign.charCodeAt(0));
    put(form.elements.photo, new Blob([bytes], { type: "image/jpeg" }));
    show(kept.photo);
  }
  say(words.back);
};

// --- what a price brings

const net = async (list) => {
  const answer = await fetch(`${list.dataset.net}?harga=${encodeURIComponent(form.elements.price.value)}`).catch(() => null);
  const { lines } = answer?.ok ? await answer.json() : { lines: [] };
  list.hidden = !lines.length;
  list.replaceChildren(
    ...lines.flatMap((pair, place) =>
      pair.map((text, side) => {
        const made = document.createElement(side ? "dd" : "dt");
        made.textContent = text;
        if (place === lines.length - 1) made.className = "total";
        return made;
      }),
    ),
  );
};

if (form) {
  form.elements.photo.addEventListener("change", (event) => pick(event.target));
  const list = document.querySelector("[data-net]");
  form.elements.price.addEventListener("change", () => net(list));
  if (form.elements.price.value) net(list);
  if (form.dataset.draft) {
    restore();
    form.addEventListener("input", keep);
    form.addEventListener(
      "submit",
      (event) => {
        if (navigator.onLine) return;
        event.preventDefault();
        event.stopPropagation(); // before the shop's own script marks the form as sent
        keep();
        say(words.off);
      },
      true,
    );
  }
}

// The server has it: the draft of this phone is done.
const saved = document.querySelector("[data-draft-saved]");
if (saved) localStorage.removeItem(name(saved.dataset.draftSaved));
