// Dialogs: an alert of the bot, a question before something is shared, a place, a large photo.

import { at } from "./elements.js";
import { word } from "./words.js";

const PLACES = [
  ["Kupang", -10.1772, 123.607], ["Maumere", -8.6199, 122.2111], ["Medan", 3.5952, 98.6722],
  ["Surabaya", -7.2575, 112.7521], ["Jakarta", -6.2088, 106.8456], ["Kuala Lumpur", 3.139, 101.6869],
];
const dialog = at("ask");
const places = at("ask-place").querySelector("select");
places.append(...PLACES.map(([name], index) => new Option(name, index)));

// Shows the dialog; true when it was agreed to. Escape means no.
function asked({ title, text, yes, cancel = true, place = false }) {
  const [no, agree] = dialog.querySelectorAll(".choices button");
  at("ask-title").textContent = title;
  at("ask-text").textContent = text;
  at("ask-place").hidden = !place;
  no.hidden = !cancel;
  agree.textContent = yes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

export const tell = (title, text) => asked({ title, text, yes: word("understood"), cancel: false });
export const confirmed = (text) => asked({ title: word("sure"), text, yes: word("share") });

// {latitude, longitude} in degrees, or null.
export async function chosenPlace(text) {
  if (!await asked({ title: word("location"), text, yes: word("share"), place: true })) return null;
  const [, latitude, longitude] = PLACES[places.value];
  return { latitude, longitude };
}

export function showPhoto({ src, alt }) {
  Object.assign(at("photo").querySelector("img"), { src, alt });
  at("photo").showModal();
}

for (const each of dialog.querySelectorAll("button")) {
  each.addEventListener("click", () => dialog.close(each.value));
}
at("photo").addEventListener("click", () => at("photo").close());
