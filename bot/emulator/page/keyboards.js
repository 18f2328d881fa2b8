// The two keyboards of a chat: buttons under a message, and the keys under the composer.

import { confirmed } from "./dialogs.js";
import { button, element, icon } from "./elements.js";
import { anchor } from "./text.js";
import { botName } from "./world.js";
import { word } from "./words.js";

function rows(keys, made) {
  return keys.map((row, number) => element("div", { className: "row" },
    ...row.map((key, column) => made(key, { row: number, col: column }))));
}

export function inlineKeyboard(message, actions) {
  return element("div", { className: "keyboard" },
    ...rows(message.buttons, (key, place) => inlineKey(message, key, place, actions)));
}

function inlineKey(message, key, place, actions) {
  if (key.url) {
    const link = anchor(key.url, actions, key.text, icon("link"));
    link.className = "key";
    return link;
  }
  const made = button({ className: `key ${key.style ?? ""}` }, () => {
    if (key.copy_text) actions.copy(key.copy_text.text);
    else actions.tap(message.message_id, place);
  }, key.text);
  if (key.copy_text) made.append(icon("copy"));
  if (actions.isWaiting(message.message_id, place)) {
    made.classList.add("waiting");
    made.setAttribute("aria-busy", "true");
  }
  return made;
}

// `used` is called after a key was pressed.
export function replyKeyboard(keyboard, actions, used) {
  return rows(keyboard.rows, (key) => button({ className: "key" }, async () => {
    if (await pressed(key, actions)) used();
  }, key.text));
}

async function pressed(key, actions) {
  const bot = botName();
  if (key.request_contact) return await confirmed(word("shareContact", { bot })) && actions.sendContact();
  if (key.request_location) return actions.sendLocation();
  return actions.say(key.text);
}
