// The chat page: people on the left, the chosen person's chat with the bot on the right.

import { act, base64, follow, look } from "./server.js";
import { drawn, element } from "./messages.js";
import { currentLanguage, speak, word } from "./words.js";

const at = (id) => document.getElementById(id);
const TOAST_MS = 4000;
const TYPING_MS = 5000;

const people = new Map();
const unread = new Map();
const messages = new Map();
const waiting = new Map(); // query id -> the button that was tapped
const answered = new Set(); // answers that overtook the reply to their tap
let bot = null;
let chosen = null;
let toastTimer = 0;
let typingTimer = 0;

const actions = {
  get bot() { return bot?.username ?? ""; },
  say: (text) => attempt(() => act("say", { person: chosen, text })),
  start: (code) => actions.say(code ? `/start ${code}` : "/start"),
  copy: (text) => attempt(async () => {
    await navigator.clipboard.writeText(text);
    toast(word("copied"));
  }),
  tap,
  isWaiting: (id, { row, col }) => [...waiting.values()].some(
    (each) => each.person === chosen && each.id === id && each.row === row && each.col === col),
};

async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(`${word("failed")}: ${error.message}`);
    return null;
  }
}

async function tap(id, { row, col }) {
  if (actions.isWaiting(id, { row, col })) return;
  const place = { person: chosen, id, row, col };
  waiting.set(place, place);
  redraw(id);
  const query = await attempt(() => act("tap", { person: chosen, message_id: id, row, col }));
  waiting.delete(place);
  if (query?.query_id && !answered.delete(query.query_id)) waiting.set(query.query_id, place);
  redraw(id);
}

// ---- the list of people

function personItem(person) {
  const count = unread.get(person.id) ?? 0;
  const name = `${person.first_name} ${person.last_name}`.trim();
  const avatar = element("span", { className: "avatar", ariaHidden: "true" }, initials(name));
  avatar.style.setProperty("--hue", (person.id * 67) % 360);
  const link = element("a", { href: `#${person.id}` }, avatar,
    element("span", { className: "name", dir: "auto" }, name),
    element("span", { className: "note" }, person.blocked ? `${word("blocked")} · ${person.note}` : person.note));
  if (count) {
    const mark = element("span", { className: "unread" }, String(count));
    mark.append(element("span", { className: "unseen" }, ` ${word("unread")}`));
    link.append(mark);
  }
  if (person.id === chosen) link.setAttribute("aria-current", "true");
  return element("li", {}, link);
}

const initials = (name) => name.split(/\s+/).slice(0, 2).map((part) => [...part][0]).join("");

function drawPeople() {
  const wanted = at("search").value.trim().toLowerCase();
  const shown = [...people.values()].filter((each) =>
    `${each.first_name} ${each.last_name} ${each.note}`.toLowerCase().includes(wanted));
  const focused = document.activeElement?.getAttribute("href");
  at("people").replaceChildren(...shown.map(personItem));
  at("nobody").hidden = shown.length > 0;
  if (focused && !document.activeElement?.closest("#people")) {
    at("people").querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }
}

async function loadPeople() {
  people.clear();
  for (const person of await look("people")) people.set(person.id, person);
}

// ---- the chosen chat

function drawHeader() {
  const person = people.get(chosen);
  document.body.dataset.pane = person ? "chat" : "list";
  at("choose").hidden = Boolean(person);
  at("more").hidden = !person;
  at("chat-name").textContent = person ? bot?.first_name ?? "" : "";
  at("chat-note").textContent = person
    ? `${word("you")}: ${person.first_name} ${person.last_name}`.trim() : "";
  document.title = person ? `${person.first_name} – Pandu` : "Pandu";
  const empty = messages.size === 0;
  at("empty").hidden = !person || !empty;
  at("start").hidden = !person || person.blocked || !empty;
  at("unblock").hidden = !person?.blocked;
  at("composer").hidden = !person || person.blocked || empty;
}

function redraw(id) {
  const message = messages.get(id);
  const old = at(`message-${id}`);
  if (!message || !old) return;
  const keys = [...old.querySelectorAll(".key")];
  const focused = keys.indexOf(document.activeElement);
  const fresh = drawn(message, actions);
  old.replaceWith(fresh);
  if (focused >= 0) (fresh.querySelectorAll(".key")[focused] ?? at("messages")).focus();
}

function receive(message, isNew) {
  messages.set(message.message_id, message);
  if (isNew) at("messages").append(drawn(message, actions));
  else redraw(message.message_id);
  if (message.from === "bot") at("spoken").textContent = message.text;
  if (isNew) scrollDown();
  drawHeader();
}

function scrollDown() {
  at("messages").scrollTop = at("messages").scrollHeight;
}

async function loadChat() {
  const person = chosen;
  const shown = person === null ? [] : await look(`transcript?person=${person}`);
  if (person !== chosen) return;
  messages.clear();
  for (const message of shown) messages.set(message.message_id, message);
  at("messages").replaceChildren(...shown.map((message) => drawn(message, actions)));
  drawHeader();
  scrollDown();
  await loadCommands();
}

async function loadCommands() {
  const language = people.get(chosen)?.language_code ?? "";
  const commands = await look(`commands?language=${encodeURIComponent(language)}`);
  at("commands").hidden = commands.length === 0;
  at("commands").querySelector(".menu").replaceChildren(...commands.map((each) => {
    const button = element("button", { type: "button" }, element("strong", {}, `/${each.command}`),
      ` ${each.description}`);
    button.addEventListener("click", () => {
      at("commands").open = false;
      actions.say(`/${each.command}`);
    });
    return button;
  }));
}

async function choose() {
  const id = Number(location.hash.slice(1));
  chosen = people.has(id) ? id : null;
  unread.delete(chosen);
  messages.clear();
  at("messages").replaceChildren();
  at("more").open = at("commands").open = false;
  drawPeople();
  drawHeader();
  await attempt(loadChat);
  if (chosen !== null) (at("start").hidden ? at("text") : at("start")).focus({ preventScroll: true });
}

// ---- what the server tells

function toast(text) {
  clearTimeout(toastTimer);
  at("toast").textContent = text;
  at("toast").hidden = false;
  toastTimer = setTimeout(() => { at("toast").hidden = true; }, TOAST_MS);
}

function showAlert(text) {
  at("alert").querySelector("p").textContent = text;
  at("alert").showModal();
}

function onToast({ id, person, message_id: message, toast: text, alert }) {
  if (!waiting.delete(id)) answered.add(id);
  if (person !== chosen) return;
  redraw(message);
  if (text && alert) showAlert(text);
  else if (text) toast(text);
}

function onPerson(person) {
  people.set(person.id, person);
  drawPeople();
  drawHeader();
}

function onAction() {
  clearTimeout(typingTimer);
  at("chat-note").textContent = word("typing");
  typingTimer = setTimeout(drawHeader, TYPING_MS);
}

const ON_EVENT = {
  message: (body) => receive(body, true),
  edit: (body) => receive(body, false),
  remove: ({ message_id: id }) => {
    messages.delete(id);
    at(`message-${id}`)?.remove();
    drawHeader();
  },
  clear: () => loadChat(),
  action: onAction,
};

function onEvent({ kind, chat_id: chat, body }) {
  if (kind === "person") onPerson(body);
  else if (kind === "commands") attempt(loadCommands);
  else if (kind === "toast") onToast(body);
  else if (chat === chosen) ON_EVENT[kind]?.(body);
  else if (kind === "message" && body.from === "bot") {
    unread.set(chat, (unread.get(chat) ?? 0) + 1);
    drawPeople();
  }
}

async function onOpen() {
  at("offline").hidden = true;
  waiting.clear();
  await attempt(async () => {
    bot = (await look("status")).bot;
    await loadPeople();
    await choose();
  });
}

// ---- what the person does

function sendTyped() {
  const text = at("text").value;
  if (!text.trim()) return;
  at("text").value = "";
  actions.say(text);
}

at("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  sendTyped();
});
at("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  sendTyped();
});
at("file").addEventListener("change", () => attempt(async () => {
  const [file] = at("file").files;
  if (!file) return;
  const content = await base64(file);
  at("file").value = "";
  await act("document", { person: chosen, name: file.name, mime_type: file.type || "application/octet-stream", content });
}));
at("start").addEventListener("click", async () => {
  await actions.start(people.get(chosen).start_parameter);
  at("text").focus();
});
for (const button of document.querySelectorAll("[data-act]")) {
  button.addEventListener("click", () => {
    at("more").open = false;
    attempt(() => act(button.dataset.act, { person: chosen }));
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
at("alert").querySelector("button").addEventListener("click", () => at("alert").close());
at("search").addEventListener("input", drawPeople);
at("language").addEventListener("change", () => {
  speak(at("language").value);
  drawPeople();
  drawHeader();
  for (const id of messages.keys()) redraw(id);
});
addEventListener("hashchange", choose);

at("language").value = currentLanguage();
speak(currentLanguage());
drawHeader();
follow(onEvent, onOpen, () => { at("offline").hidden = false; });
