// The two keyboards of a chat: buttons under a message, and the keys under the composer.

import { button, element, icon } from "./elements.js";
import { anchor } from "./text.js";

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
    else if (sharing(key) !== undefined) actions.askInline(sharing(key));
    else actions.tap(message.message_id, place);
  }, key.text);
  if (key.copy_text) made.append(icon("copy"));
  if (sharing(key) !== undefined) made.append(icon("send"));
  if (actions.isWaiting(message.message_id, place)) {
    made.classList.add("waiting");
    made.setAttribute("aria-busy", "true");
  }
  return made;
}

// Telegram lets people pick a chat first; here there is only the one with the bot.
const sharing = (key) => key.switch_inline_query ?? key.switch_inline_query_current_chat;

// `used` is called after a key was pressed.
export function replyKeyboard(keyboard, actions, used) {
  return rows(keyboard.rows, (key) => button({ className: "key" }, async () => {
    const kind = key.request_contact ? "contact" : key.request_location && "location";
    if (await (kind ? actions.share(kind) : actions.say(key.text))) used();
  }, key.text));
}
