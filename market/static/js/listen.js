// "Dengarkan": reads aloud what the page marks with data-listen, by the browser's own voice. Nothing is sent anywhere;
// where the browser has no speech, there is no button.

const language = document.documentElement.lang;
const words = {
  id: { play: "Dengarkan", stop: "Berhenti" },
  en: { play: "Listen", stop: "Stop" },
}[language] ?? { play: "Dengarkan", stop: "Berhenti" };

const speech = globalThis.speechSynthesis;
const parts = [...document.querySelectorAll("[data-listen]")];

const voice = () => speech.getVoices().find((one) => one.lang.replace("_", "-").startsWith(language === "en" ? "en" : "id"));

const text = () => parts.map((one) => one.innerText.trim()).filter(Boolean).join(". ");

if (speech && "SpeechSynthesisUtterance" in globalThis && parts.length) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "listen";
  const show = (speaking) => {
    button.textContent = `${speaking ? "■" : "▶"} ${speaking ? words.stop : words.play}`;
    button.setAttribute("aria-pressed", String(speaking));
  };
  button.addEventListener("click", () => {
    if (speech.speaking) {
      speech.cancel();
      show(false);
      return;
    }
    const said = new SpeechSynthesisUtterance(text());
    said.lang = language === "en" ? "en-GB" : "id-ID";
    const found = voice();
    if (found) said.voice = found;
    said.rate = 0.9;
    said.addEventListener("end", () => show(false));
    said.addEventListener("error", () => show(false));
    speech.speak(said);
    show(true);
  });
  show(false);
  parts[0].after(button);
  addEventListener("pagehide", () => speech.cancel());
}
