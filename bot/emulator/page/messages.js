// Draws messages: formatted text, files and keyboards. Everything is inserted as text nodes.

import { word } from "./words.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "code",
  blockquote: "q", expandable_blockquote: "q",
};
const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]|(?<!\S)\/[A-Za-z0-9_]{1,32}\b/g;

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// The code of a deep link to our bot, or null.
export function startCode(url, bot) {
  let link;
  try {
    link = new URL(url);
  } catch {
    return null;
  }
  const ours = link.hostname === "t.me" && link.pathname.slice(1).toLowerCase() === bot.toLowerCase();
  return ours ? link.searchParams.get("start") ?? "" : null;
}

export function anchor(url, label, actions) {
  const code = startCode(url, actions.bot);
  const link = element("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, label);
  if (code !== null) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      actions.start(code);
    });
  }
  return link;
}

function linked(text, actions) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    const link = found[0].startsWith("/") ? command(found[0], actions) : anchor(found[0], found[0], actions);
    parts.push(text.slice(end, found.index), link);
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

// Offsets are UTF-16 units, which is how JavaScript counts.
function formatted(text, entities, actions) {
  const cuts = new Set([0, text.length]);
  for (const each of entities) cuts.add(each.offset).add(each.offset + each.length);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).flatMap((end, index) => {
    const start = places[index];
    const active = entities.filter((each) => each.offset <= start && each.offset + each.length >= end);
    const address = active.find((each) => each.type === "text_link")?.url;
    const piece = text.slice(start, end);
    let nodes = address ? [anchor(address, piece, actions)] : linked(piece, actions);
    for (const each of active) {
      if (TAGS[each.type]) nodes = [element(TAGS[each.type], {}, ...nodes)];
    }
    return nodes;
  });
}

function command(text, actions) {
  const button = element("button", { type: "button", className: "command" }, text);
  button.addEventListener("click", () => actions.say(text));
  return button;
}

function attachment(message) {
  const address = `/control/files/${encodeURIComponent(message.file_id)}`;
  if (message.media === "photo") return element("img", { src: address, alt: word("photo") });
  if (message.media === "sticker") return element("span", { className: "sticker" }, "😀");
  if (message.media === "voice") return element("span", {}, word("voiceMessage"));
  const link = element("a", { href: address, download: message.document, className: "document" });
  link.append(element("span", { ariaHidden: "true" }, "↓ "), message.document);
  link.setAttribute("aria-label", `${word("download")} ${message.document}`);
  return link;
}

function keyboard(message, actions) {
  const rows = message.buttons.map((buttons, row) => element("div", { className: "row" },
    ...buttons.map((each, col) => key(message, each, { row, col }, actions))));
  return element("div", { className: "keyboard" }, ...rows);
}

function key(message, button, place, actions) {
  if (button.url) {
    const link = anchor(button.url, `${button.text} ↗`, actions);
    link.className = "key";
    return link;
  }
  const made = element("button", { type: "button", className: "key" }, button.text);
  if (button.style) made.classList.add(button.style);
  if (actions.isWaiting(message.message_id, place)) {
    made.classList.add("waiting");
    made.setAttribute("aria-busy", "true");
  }
  made.addEventListener("click", () => {
    if (button.copy_text) actions.copy(button.copy_text.text);
    else actions.tap(message.message_id, place);
  });
  return made;
}

// One message as a list item. `actions` holds bot, say, tap, copy, start, isWaiting.
export function drawn(message, actions) {
  const bubble = element("div", { className: "bubble" });
  if (message.media) bubble.append(attachment(message));
  if (message.text) {
    bubble.append(element("p", { className: "text", dir: "auto" },
      ...formatted(message.text, message.entities, actions)));
  }
  const time = new Date(message.date * 1000).toLocaleTimeString(document.documentElement.lang,
    { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const mark = message.edited ? `${word("edited")} ${time}` : time;
  bubble.append(element("span", { className: "time" }, mark));
  const item = element("li", { className: message.from, id: `message-${message.message_id}` }, bubble);
  item.dataset.id = message.message_id;
  if (message.buttons.length) item.append(keyboard(message, actions));
  return item;
}
