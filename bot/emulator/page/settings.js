// Language and colours: chosen with two buttons, remembered by this browser.

import { at, icon } from "./elements.js";
import { currentLanguage, speak, word } from "./words.js";

const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

function draw() {
  const language = at("language");
  language.textContent = currentLanguage() === "id" ? "EN" : "ID";
  language.lang = currentLanguage() === "id" ? "en" : "id";
  language.title = language.ariaLabel = word("otherLanguage");
  at("theme").replaceChildren(icon(isDark() ? "sun" : "moon"));
  at("theme").title = at("theme").ariaLabel = word(isDark() ? "light" : "dark");
}

// `spoken` is called after the language changed.
export function startSettings(spoken) {
  const theme = localStorage.getItem("theme");
  if (theme) root.dataset.theme = theme;
  at("language").addEventListener("click", () => {
    speak(currentLanguage() === "id" ? "en" : "id");
    draw();
    spoken();
  });
  at("theme").addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
    draw();
  });
  system.addEventListener("change", draw);
  speak(currentLanguage());
  draw();
}
