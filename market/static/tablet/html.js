// Builds the page from elements. Text is always text: nothing here, or anywhere in the tablet, parses HTML.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "textContent"]);
const SVG = "http://www.w3.org/2000/svg";

// el("button.main", { onclick: act }, "Bayar")
export const el = (what, given = {}, ...inside) => {
  const [tag, ...classes] = what.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) made[name] = value;
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...inside.flat(3).filter((one) => one !== null && one !== undefined && one !== false));
  return made;
};

export const icon = (name) => {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${document.body.dataset.icons}#${name}`);
  picture.append(use);
  return picture;
};

// An icon and a word together, always.
export const button = (name, word, onclick, given = {}) => {
  const { kind = "", ...others } = given;
  return el(`button${kind ? `.${kind}` : ""}`, { type: "button", onclick, ...others }, name && icon(name), el("span", {}, word));
};

export const link = (name, word, href, given = {}) => {
  const { kind = "button", ...others } = given;
  return el(`a.${kind}`, { href, ...others }, name && icon(name), el("span", {}, word));
};

let fields = 0;

// A label, its input, and the words of what is wrong, tied together.
export const field = (label, given = {}, hint = "") => {
  const id = `f${(fields += 1)}`;
  const { tag = "input", choices, ...others } = given;
  const input = el(tag, { id, autocomplete: "off", ...others });
  if (choices) input.append(...choices.map(([value, words]) => el("option", { value, selected: value === given.value }, words)));
  const wrong = el("p.wrong", { id: `${id}-w`, role: "alert", hidden: true });
  const note = hint ? el("p.hint", { id: `${id}-h` }, hint) : null;
  if (note) input.setAttribute("aria-describedby", `${id}-h`);
  const box = el("div.field", {}, el("label", { for: id }, label), note, input, wrong);
  box.input = input;
  box.wrong = (words) => {
    wrong.textContent = words || "";
    wrong.hidden = !words;
    if (words) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", `${id}-w`);
      input.focus();
    } else {
      input.removeAttribute("aria-invalid");
    }
  };
  return box;
};

export const fill = (place, ...inside) => {
  place.replaceChildren ? place.replaceChildren(...inside.flat(3).filter(Boolean)) : refill(place, inside.flat(3).filter(Boolean));
  return place;
};

// Chrome 80 has no replaceChildren.
const refill = (place, inside) => {
  while (place.firstChild) place.firstChild.remove();
  place.append(...inside);
};

export const notice = (kind, name, ...words) => el(`div.notice.${kind}`, { role: kind === "bad" ? "alert" : "status" }, icon(name), el("div", {}, ...words));
