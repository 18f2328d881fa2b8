// Which chats are open, side by side, and which of them fit. The address (#1001+1012) tells.

import { Chat } from "./chat.js";
import { at, closeMenus } from "./elements.js";
import { drawPeople, focusPerson } from "./people.js";
import { act } from "./server.js";
import { person, world } from "./world.js";

const NARROWEST_REM = 19;
const MOST = 3;
const finePointer = matchMedia("(pointer: fine)");

let chats = []; // left to right
let uses = 0;
let drawnFor = "";

const ids = () => chats.map((each) => each.id);
const latest = () => [...chats].sort((a, b) => b.used - a.used);
const shown = () => latest().slice(0, room());
const find = (id) => chats.find((each) => each.id === id);

function room() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.min(MOST, Math.max(1, Math.floor(at("chats").clientWidth / rem / NARROWEST_REM)));
}

function goTo(wanted) {
  const hash = wanted.length ? `#${wanted.join("+")}` : "#";
  if (location.hash === hash || (hash === "#" && !location.hash)) return;
  location.hash = hash; // the rest happens in `arrive`
}

function use(chat) {
  chat.used = ++uses;
  layout();
}

export const columns = {
  isOpen: (id) => shown().some((each) => each.id === id),
  // In place of the chat that was used last.
  open(id) {
    if (find(id)) return enter(find(id));
    const [last] = latest();
    return goTo(last ? ids().map((each) => (each === last.id ? id : each)) : [id]);
  },
  beside(id) {
    if (find(id)) return enter(find(id));
    const kept = latest().slice(0, room() - 1).map((each) => each.id);
    return goTo([...ids().filter((each) => kept.includes(each)), id]);
  },
  close(id) {
    goTo(ids().filter((each) => each !== id));
    focusPerson(id);
  },
  chats: () => chats,
  shownIds: () => shown().map((each) => each.id),
  receive: (event) => find(event.chat_id)?.receive(event),
};

function enter(chat) {
  use(chat);
  const start = chat.find(".start");
  if (!start.hidden) start.focus();
  else if (finePointer.matches) chat.composer.field.focus();
  else chat.find("h2").focus();
}

// Makes the open chats those of the address.
async function arrive() {
  const wanted = location.hash.slice(1).split("+").map(Number).filter((id) => world.people.has(id));
  for (const each of chats) if (!wanted.includes(each.id)) each.root.remove();
  const opened = [];
  chats = [...new Set(wanted)].map((id) => find(id) ?? opened[opened.push(new Chat(id, () => columns.close(id))) - 1]);
  for (const each of chats) at("chats").append(each.root);
  for (const each of opened) {
    each.used = ++uses;
    each.root.addEventListener("focusin", () => use(each));
  }
  closeMenus();
  layout();
  const before = uses;
  await Promise.all(opened.map((each) => each.attempt(() => each.load())));
  if (opened.length && uses === before) enter(opened.at(-1)); // unless somebody is elsewhere by now
}

function layout() {
  document.body.dataset.view = chats.length ? "chat" : "list";
  at("choose").hidden = chats.length > 0;
  const visible = shown();
  for (const each of chats) each.root.hidden = !visible.includes(each);
  markRead();
  const now = String(columns.shownIds());
  if (now !== drawnFor) drawPeople();
  drawnFor = now;
}

// What stands on the screen counts as read.
export function markRead() {
  if (document.hidden) return;
  for (const id of columns.shownIds()) {
    if (person(id).unread) {
      person(id).unread = 0;
      act("read", { person: id }).catch(() => {});
    }
  }
}

export async function reloadChats() {
  const open = chats;
  await arrive();
  await Promise.all(open.filter((each) => chats.includes(each)).map((each) => each.attempt(() => each.load())));
}

export function startColumns() {
  addEventListener("hashchange", arrive);
  document.addEventListener("visibilitychange", markRead);
  new ResizeObserver(layout).observe(at("chats"));
}
