// Suggestions while a place is typed: <input data-places="/tempat/cari">. The form does the same without it.
// data-code, data-postcode, data-proposed name the fields of the same form that a chosen place fills.

const WAIT_MS = 200;
const LEAST_LETTERS = 3;

const words = {
  id: { list: "Tempat yang cocok", some: (n) => `${n} tempat ditemukan`, none: "Tidak ada tempat yang cocok" },
  en: { list: "Matching places", some: (n) => `${n} places found`, none: "No matching place" },
};
const say = words[document.documentElement.lang] ?? words.id;

const make = (tag, attributes, parent) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  parent?.append(made);
  return made;
};

const suggest = (input) => {
  const field = (name) => input.form?.elements[input.dataset[name]];
  const box = make("div", { class: "suggest" });
  const list = make("ul", { id: `${input.id}_list`, role: "listbox", "aria-label": say.list, hidden: "" }, box);
  const status = make("p", { role: "status", class: "hidden" }, box);
  input.after(box);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) input.setAttribute(name, value);

  let places = [];
  let active = -1;
  let timer = 0;
  let request;

  const mark = (index) => {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = list.children[index];
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };

  const open = (found) => {
    places = found;
    list.replaceChildren();
    found.forEach((place, at) => { make("li", { id: `${list.id}_${at}`, role: "option" }, list).textContent = place.label; });
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    mark(-1);
    if (found.length) list.scrollIntoView({ block: "nearest" }); // not under the bar at the bottom
  };

  const pick = (place) => {
    input.value = place.label;
    const [code, postcode, proposed] = ["code", "postcode", "proposed"].map(field);
    if (code) code.value = place.code;
    if (postcode && (!postcode.value || postcode.value === proposed?.value)) postcode.value = place.postcode;
    if (proposed) proposed.value = place.postcode;
    input.form?.querySelector("[data-choices]")?.remove();
    status.textContent = "";
    open([]);
  };

  const ask = async () => {
    request?.abort();
    const text = input.value.trim();
    if (text.length < LEAST_LETTERS) return open([]);
    request = new AbortController();
    const url = new URL(input.dataset.places || "/tempat/cari", location.href);
    url.searchParams.set("q", text);
    try {
      const answer = await fetch(url, { signal: request.signal });
      if (!answer.ok) return open([]);
      open((await answer.json()).places);
      status.textContent = places.length ? say.some(places.length) : say.none;
    } catch {
      // Typed on, or no signal: the form asks again when it is sent.
    }
  };

  input.addEventListener("input", () => {
    const code = field("code");
    if (code) code.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark((active + step + places.length + (active < 0 && step < 0 ? 1 : 0)) % places.length);
    else if (event.key === "Enter" && active >= 0) pick(places[active]);
    else if (event.key === "Escape") open([]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const at = [...list.children].indexOf(event.target.closest("li"));
    if (at >= 0) pick(places[at]);
  });
  input.addEventListener("blur", () => open([]));
};

for (const input of document.querySelectorAll("input[data-places]")) suggest(input);
