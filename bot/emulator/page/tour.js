// A short tour that points at real things and goes on when the real thing was done.

import { at, button, icon } from "./elements.js";
import { person, world } from "./world.js";
import { word } from "./words.js";

const LOOK_MS = 400;
const CARD_EDITS = 2; // consent and introduction, tapped away

let page; // columns.js
let number = -1; // of the step; -1 when no tour goes on
let seen = []; // events since the step began
let pointed = null;

const named = (name) => [...world.people.values()].find((each) => each.first_name === name);
const sari = () => named("Sari") ?? world.people.values().next().value;
const ratna = () => named("Ratna");
const isOpen = (who) => page.isOpen(who.id);
const inChat = (who, selector) => document.querySelector(`.chat[data-person="${who.id}"] ${selector}`);
const inList = (who, selector = "a") => document.querySelector(`#people [data-person="${who.id}"] ${selector}`);
const panelPart = (id) => (at("panel").hidden ? visible("[data-panel]") : at(id));
const visible = (selector) => [...document.querySelectorAll(selector)].find((each) => each.offsetParent);

const said = (who, pattern) => seen.some(({ kind, chat_id: chat, body }) =>
  kind === "message" && chat === who.id && body.from === "person" && pattern.test(body.text));
const botTurns = (who, events = seen) => events.filter(({ kind, chat_id: chat, body }) =>
  ["message", "edit"].includes(kind) && chat === who.id && body.from === "bot").length;
const lastKey = (who) => [...document.querySelectorAll(`.chat[data-person="${who.id}"] .keyboard`)].at(-1);

// Each: the sentence `tour<Name>` of words.js, where to look, and when it is done.
const STEPS = [
  { name: "Open", who: sari, target: () => inList(sari()), done: () => isOpen(sari()) },
  { name: "Start", who: sari, target: () => inChat(sari(), ".start"), done: () => person(sari().id).started },
  { name: "Tap", who: sari, target: () => lastKey(sari()), done: () => botTurns(sari()) >= CARD_EDITS },
  { name: "Type", who: sari, target: () => inChat(sari(), ".typed"), done: () => said(sari(), /^\d+$/) && botTurns(sari()) > 0 },
  { name: "Language", who: sari, target: () => (said(sari(), /^\/(bahasa|language)/) ? lastKey(sari()) : inChat(sari(), ".commands summary")),
    done: () => said(sari(), /^\/(bahasa|language)/) && seen.some(({ kind }) => kind === "toast") },
  { name: "Kill", who: sari, possible: () => world.machine.supervised, target: () => (afterKill() ? lastKey(sari()) : panelPart("kill")),
    done: () => world.machine.bot === "up" && botTurns(sari(), afterKill() ?? []) > 0 },
  { name: "Report", who: ratna, possible: () => Boolean(ratna()), target: ratnaTarget,
    done: () => said(ratna(), /^\/(laporan|report)/) && botTurns(ratna()) > 0 },
];

function afterKill() {
  const place = seen.findIndex(({ kind, body }) => kind === "machine" && body.bot === "down");
  return place < 0 ? null : seen.slice(place);
}

function ratnaTarget() {
  const who = ratna();
  if (!isOpen(who)) return visible(`#people [data-person="${who.id}"] a`) ?? visible(".chat .back");
  return person(who.id).started ? inChat(who, ".typed") : inChat(who, ".start");
}

function point(target) {
  if (target === pointed) return;
  pointed?.classList.remove("pointed");
  target?.classList.add("pointed");
  target?.scrollIntoView({ block: "nearest" });
  pointed = target ?? null;
}

function show(text, count, ...buttons) {
  at("tour").hidden = false;
  at("tour-text").textContent = text;
  at("tour-count").textContent = count;
  const focused = at("tour").contains(document.activeElement);
  at("tour-buttons").replaceChildren(...buttons);
  if (focused) buttons[0].focus();
}

const stopButton = (key) => button({}, stop, word(key));
const stopCross = () => button({ className: "round", title: word("endTour"), ariaLabel: word("endTour") }, stop, icon("close"));

// The offer, a step, or the end.
export function drawTour() {
  const step = STEPS[number];
  if (step) {
    show(word(`tour${step.name}`, { name: step.who().first_name }), `${number + 1}/${STEPS.length}`,
      button({}, next, word("skip")), stopCross());
  } else if (number > 0) show(word("tourEnd"), "✓", stopButton("close"));
  else if (!localStorage.getItem("tour")) {
    show(word("tourOffer"), "", button({ className: "strong" }, beginTour, word("tourBegin")), stopButton("later"));
  }
}

function next() {
  seen = [];
  do number += 1; while (STEPS[number] && !(STEPS[number].possible?.() ?? true));
  point(null);
  drawTour();
}

function stop() {
  number = -1;
  point(null);
  at("tour").hidden = true;
  localStorage.setItem("tour", "seen");
}

// Also asked by a clock, because not everything that matters is an event.
function check() {
  const step = STEPS[number];
  if (!step) return;
  if (step.done()) next();
  else point(step.target());
}

export function beginTour() {
  if (world.people.size === 0) return;
  number = -1;
  next();
}

export function tourSees(event) {
  if (number < 0) return;
  seen.push(event);
  check();
}

export function startTour(columns) {
  page = columns;
  setInterval(check, LOOK_MS);
  drawTour();
}
