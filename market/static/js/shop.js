// What makes the pages nicer where there is JavaScript. Nothing here is needed: every form works without it.

const THOUSAND = 1000;

// "1,5" or "1.5" -> 1500 thousandths; NaN for words.
const read = (text) => Math.round(Number(String(text).trim().replace(",", ".")) * THOUSAND);

// 1500 -> "1,5"
const write = (thousandths) => String(thousandths / THOUSAND).replace(".", ",");

const words = {
  id: { less: "Kurangi", more: "Tambah" },
  en: { less: "Less", more: "More" },
}[document.documentElement.lang] ?? { less: "−", more: "+" };

// Two buttons beside the quantity, which move it by whole steps between least and most.
const stepper = (box) => {
  const input = box.querySelector("input");
  const step = read(box.dataset.step);
  const least = read(box.dataset.least);
  const most = box.dataset.most ? read(box.dataset.most) : Infinity;

  const button = (sign, word, direction) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.setAttribute("aria-label", input.getAttribute("aria-label") ? `${word}: ${input.getAttribute("aria-label")}` : word);
    made.addEventListener("click", () => {
      const now = read(input.value);
      const next = Number.isNaN(now) ? least : now + direction * step;
      input.value = write(Math.min(Math.max(next, least), most));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return made;
  };

  const less = button("−", words.less, -1);
  const more = button("+", words.more, 1);
  const refresh = () => {
    less.disabled = read(input.value) <= least;
    more.disabled = read(input.value) >= most;
  };
  box.prepend(less);
  box.append(more);
  input.addEventListener("input", refresh);
  input.addEventListener("change", refresh);
  refresh();
};

// A double tap sends a form once. Coming back by the back button, the form is alive again.
const once = (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post") return;
  form.dataset.sent = "yes";
  for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-busy", "true");
};

const revive = () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
};

for (const box of document.querySelectorAll("[data-stepper]")) stepper(box);
document.addEventListener("submit", once);
addEventListener("pageshow", revive);

// A form that was not accepted: lead the reader to what is wrong.
document.getElementById("kesalahan")?.focus();
