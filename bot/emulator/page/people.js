// The list of people: who they are, the last message, what is unread.

import { arrows, at, avatar, button, element, icon } from "./elements.js";
import { clockTime, day, fullName, now, sameDay, world } from "./world.js";
import { word } from "./words.js";

const PREVIEW_LENGTH = 80;

let page; // isOpen(id), open(id), beside(id) of columns.js

function item(person) {
  const name = fullName(person);
  const isOpen = page.isOpen(person.id);
  const open = element("a", { href: `#${person.id}` }, avatar(name, person.id),
    element("span", { className: "name", dir: "auto" }, name),
    element("time", {}, person.last ? when(person.last.date * 1000) : ""),
    element("span", { className: "note" }, person.blocked ? `${word("blocked")} · ${person.note}` : person.note),
    element("span", { className: "last", dir: "auto" }, preview(person.last)));
  if (isOpen) open.setAttribute("aria-current", "true");
  else if (person.unread) open.append(mark(person.unread));
  open.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    page.open(person.id);
  });
  const beside = button({ className: "beside round", title: word("beside"), hidden: isOpen,
    ariaLabel: word("besideOf", { name }) }, () => page.beside(person.id), icon("beside"));
  const made = element("li", {}, open, beside);
  made.dataset.person = person.id;
  return made;
}

const when = (ms) => (sameDay(ms, now()) ? clockTime(ms) : day(ms, { day: "numeric", month: "short" }));

// Its beginning: who listens to the list does not want to hear it all.
function preview(last) {
  if (!last) return "";
  const text = last.text.split("\n", 2).join(" ").slice(0, PREVIEW_LENGTH) || word("attachment");
  return last.from === "bot" ? text : `${word("fromYou")}: ${text}`;
}

function mark(count) {
  return element("span", { className: "unread" }, String(count),
    element("span", { className: "unseen" }, ` ${word("unread")}`));
}

// Who wrote last stands first; the others in the server's order.
export function drawPeople() {
  const wanted = at("search").value.trim().toLowerCase();
  const shown = [...world.people.values()]
    .filter((each) => `${fullName(each)} ${each.note}`.toLowerCase().includes(wanted))
    .sort((a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0));
  const list = at("people");
  const focused = document.activeElement.closest("#people li");
  const part = document.activeElement.tagName;
  list.replaceChildren(...shown.map(item));
  at("nobody").hidden = shown.length > 0;
  if (focused) list.querySelector(`[data-person="${focused.dataset.person}"] ${part}`)?.focus();
  rove(document.activeElement.closest("#people li") ?? list.querySelector("li:has([aria-current])") ?? list.firstElementChild);
  const unread = [...world.people.values()].reduce((sum, each) => sum + (each.unread ?? 0), 0);
  document.title = unread ? `(${unread}) Pandu` : "Pandu";
}

// Only one person is a stop of the Tab key; arrows lead to the others.
function rove(current) {
  for (const each of at("people").children) {
    for (const stop of each.children) stop.tabIndex = each === current ? 0 : -1;
  }
}

export function focusPerson(id) {
  at("people").querySelector(id ? `[data-person="${id}"] a` : "a[tabindex='0']")?.focus();
}

export function startPeople(columns) {
  page = columns;
  at("search").addEventListener("input", drawPeople);
  at("list").addEventListener("keydown", (event) => {
    if (event.target === at("search") || event.target.closest("#people")) arrows(event, [...at("people").querySelectorAll("a")]);
  });
  at("people").addEventListener("focusin", (event) => rove(event.target.closest("li")));
}
