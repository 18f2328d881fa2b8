// A message's text as nodes: formatting, links, commands to tap, deep links to our bot.

import { button, element } from "./elements.js";
import { world } from "./world.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "code",
  blockquote: "q", expandable_blockquote: "q",
};
const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]|(?<!\S)\/[A-Za-z0-9_]{1,32}\b/g;

// The code of a deep link (t.me/BOT?start=CODE) to our bot, or null.
function startCode(url) {
  let link;
  try {
    link = new URL(url);
  } catch {
    return null;
  }
  const name = world.bot?.username.toLowerCase();
  const ours = link.hostname === "t.me" && link.pathname.slice(1).toLowerCase() === name;
  return ours ? link.searchParams.get("start") ?? "" : null;
}

export function anchor(url, actions, ...children) {
  const link = element("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, ...children);
  const code = startCode(url);
  if (code !== null) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      actions.start(code);
    });
  }
  return link;
}

const command = (text, actions) => button({ className: "command" }, () => actions.say(text), text);

function linked(text, actions) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    const made = found[0].startsWith("/") ? command(found[0], actions) : anchor(found[0], actions, found[0]);
    parts.push(text.slice(end, found.index), made);
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

// Offsets are UTF-16 units, which is how JavaScript counts.
export function formatted(text, entities, actions) {
  const cuts = new Set([0, text.length]);
  for (const each of entities) cuts.add(each.offset).add(each.offset + each.length);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).flatMap((end, index) => {
    const start = places[index];
    const active = entities.filter((each) => each.offset <= start && each.offset + each.length >= end);
    const address = active.find((each) => each.type === "text_link")?.url;
    const piece = text.slice(start, end);
    let nodes = address ? [anchor(address, actions, piece)] : linked(piece, actions);
    for (const each of active) {
      if (TAGS[each.type]) nodes = [element(TAGS[each.type], {}, ...nodes)];
    }
    return nodes;
  });
}
