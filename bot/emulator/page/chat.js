// One open chat: a person's phone with the bot in it, as a column of the page.

import { Composer } from "./composer.js";
import { tell } from "./dialogs.js";
import { at, avatar, element } from "./elements.js";
import { drawn } from "./messages.js";
import { act, look } from "./server.js";
import { botName, day, fullName, person, sameDay } from "./world.js";
import { speakIn, word } from "./words.js";

const TOAST_MS = 3500;
const TYPING_MS = 5000;
const NEAR_PIXELS = 80;
const MARGIN_PIXELS = 8;
const TOGETHER_SECONDS = 5;

export class Chat {
  constructor(id, close) {
    Object.assign(this, { id, messages: new Map(), waiting: new Map(), answered: new Set(), late: null });
    this.root = at("chat").content.firstElementChild.cloneNode(true);
    this.root.dataset.person = id;
    this.find = (selector) => this.root.querySelector(selector);
    this.log = this.find(".messages");
    this.actions = {
      post: (path, body) => this.attempt(() => act(path, { person: id, ...body })),
      say: (text) => this.actions.post("say", { text }),
      start: (code) => this.actions.say(code ? `/start ${code}` : "/start"),
      copy: (text) => this.attempt(() => navigator.clipboard.writeText(text).then(() => this.toast(word("copied")))),
      tap: (message, place) => this.tap(message, place),
      message: (message) => this.messages.get(message),
      isWaiting: (message, place) => [...this.waiting.values()].some((each) => samePlace(each, { message, ...place })),
    };
    this.composer = new Composer(this.find("footer"), () => person(id), this.actions);
    this.listen(close);
    this.speak();
  }

  listen(close) {
    this.find(".close").addEventListener("click", close);
    this.find(".start").addEventListener("click", () => this.start());
    for (const each of this.root.querySelectorAll("[data-act]")) {
      each.addEventListener("click", () => this.actions.post(each.dataset.act));
    }
    this.find(".down").addEventListener("click", () => {
      this.markSeen();
      this.scrollDown();
    });
    this.log.addEventListener("scroll", () => this.noteScroll());
    this.log.addEventListener("load", () => this.atEnd && this.scrollDown(), true); // pictures
    new ResizeObserver(() => this.atEnd && this.scrollDown()).observe(this.log);
    this.root.addEventListener("dragover", (event) => event.preventDefault());
    this.root.addEventListener("drop", (event) => {
      event.preventDefault();
      this.composer.sendFiles([...event.dataTransfer.files]);
    });
  }

  // A second tap starts nothing, until what was sent is here and the button gone.
  async start() {
    const { started, start_parameter: code } = person(this.id);
    this.find(".start").disabled = true;
    const sent = await this.actions.start(started ? "" : code);
    this.find(".start").disabled = sent !== null && this.messages.size === 0;
    this.composer.field.focus();
  }

  async attempt(work) {
    try {
      return (await work()) ?? true;
    } catch (error) {
      this.toast(word("refused", { reason: error.message }));
      return null;
    }
  }

  // ---- what is shown

  // Everything anew from the server; what happens meanwhile is added afterwards.
  async load() {
    this.late = [];
    this.waiting.clear();
    const of = `person=${this.id}`;
    const [shown, keyboard] = await Promise.all([look(`transcript?${of}`), look(`keyboard?${of}`), this.loadCommands()]);
    this.messages = new Map(shown.map((each) => [each.message_id, each]));
    this.markSeen();
    this.log.replaceChildren(...shown.map((each) => drawn(each, this.actions)));
    this.composer.setKeyboard(keyboard);
    this.markDays();
    this.drawHeader();
    this.scrollDown();
    const { late } = this;
    this.late = null;
    for (const event of late) this.receive(event);
  }

  async loadCommands() {
    const language = encodeURIComponent(person(this.id).language_code);
    this.composer.setCommands(await look(`commands?language=${language}`));
  }

  speak() {
    speakIn(this.root);
    this.composer.speak();
    for (const id of this.messages.keys()) this.redraw(id);
    this.markDays();
    this.drawHeader();
  }

  drawHeader() {
    const { blocked, note, start_parameter: code, ...names } = person(this.id);
    const name = fullName(names);
    const empty = this.messages.size === 0;
    avatar(name, this.id, this.find(".avatar"));
    this.root.setAttribute("aria-label", word("chatOf", { name }));
    this.find("h2").textContent = name;
    this.find(".who p").textContent = this.typing ? word("typing", { bot: botName() }) : note;
    this.find(".empty").hidden = !empty || blocked;
    this.find(".empty p").textContent = word(code ? "emptyInvited" : "empty", { name: names.first_name, bot: botName() });
    this.find(".start").hidden = !empty || blocked;
    if (!empty) this.find(".start").disabled = false;
    this.find(".unblock").hidden = !blocked;
    this.find(".composer").hidden = blocked || empty;
  }

  node(id) {
    return this.log.querySelector(`[data-id="${id}"]`);
  }

  // Draws a message again where it stands; the focus stays on its buttons.
  redraw(id) {
    const old = this.node(id);
    const message = this.messages.get(id);
    if (!message || !old) return;
    const focused = [...old.querySelectorAll(".key")].indexOf(document.activeElement);
    const fresh = drawn(message, this.actions);
    old.replaceWith(fresh);
    if (focused < 0) return;
    const keys = fresh.querySelectorAll(".key");
    (keys[focused] ?? keys[0] ?? this.log).focus({ preventScroll: true });
  }

  markDays() {
    for (const each of this.log.querySelectorAll(".day")) each.remove();
    let before = null;
    for (const item of this.log.querySelectorAll(".message")) {
      const date = item.dataset.date * 1000;
      if (before === null || !sameDay(before, date)) {
        item.before(element("p", { className: "day" }, day(date, { weekday: "long", day: "numeric", month: "long" })));
      }
      before = date;
    }
  }

  noteScroll() {
    this.atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_PIXELS;
    this.find(".down").hidden = this.atEnd;
  }

  scrollDown() {
    this.log.scrollTop = this.log.scrollHeight;
    this.noteScroll();
  }

  markSeen() {
    this.seen = Math.max(0, ...this.messages.keys());
  }

  // What came together (a picture, then its figures) and is longer than the screen is read from its
  // first line.
  showBeginning({ date }) {
    const first = [...this.messages.values()]
      .find((each) => each.message_id > this.seen && each.date > date - TOGETHER_SECONDS);
    const above = this.log.getBoundingClientRect().top - this.node(first.message_id).getBoundingClientRect().top;
    if (above > 0) this.log.scrollTop -= above + MARGIN_PIXELS;
    this.noteScroll();
  }

  toast(text) {
    clearTimeout(this.toastTimer);
    this.find(".toast").textContent = text;
    if (text) this.toastTimer = setTimeout(() => this.toast(""), TOAST_MS);
  }

  outage(text, over) {
    this.find(".outage").textContent = text;
    this.find(".outage").classList.toggle("over", over);
    this.find(".outage").hidden = !text;
  }

  // ---- what happens

  async tap(message, place) {
    if (this.actions.isWaiting(message, place)) return;
    this.markSeen();
    const tapped = { message, ...place };
    this.waiting.set(tapped, tapped);
    this.redraw(message);
    const query = await this.actions.post("tap", { message_id: message, ...place });
    this.waiting.delete(tapped);
    // The answer may have overtaken the reply to the tap.
    if (query?.query_id && !this.answered.delete(query.query_id)) this.waiting.set(query.query_id, tapped);
    this.redraw(message);
  }

  receive(event) {
    if (this.late) this.late.push(event);
    else ON_EVENT[event.kind]?.(this, event.body);
  }

  put(message) {
    const before = this.messages.get(message.message_id);
    this.messages.set(message.message_id, message);
    const { atEnd } = this;
    if (before) this.redraw(message.message_id);
    else this.log.insertBefore(drawn(message, this.actions), this.find(".typing-dots"));
    if (message.from === "bot") this.setTyping(false);
    if (message.from === "bot" && message.text !== before?.text) this.say(message);
    this.markDays();
    this.drawHeader();
    if (atEnd || (!before && message.from === "person")) this.scrollDown();
    else this.noteScroll();
    if (message.from === "person") this.markSeen();
    else if (atEnd && !before) this.showBeginning(message);
  }

  say(message) {
    if (this.root.offsetParent) at("spoken").textContent = `${person(this.id).first_name}: ${message.text || word("attachment")}`;
  }

  remove({ message_id: id }) {
    this.messages.delete(id);
    this.node(id)?.remove();
    this.markDays();
    this.drawHeader();
  }

  setTyping(typing) {
    clearTimeout(this.typingTimer);
    this.typing = typing;
    this.find(".typing-dots")?.remove();
    if (typing) {
      this.log.append(element("p", { className: "typing-dots", ariaHidden: "true" }, element("i"), element("i"), element("i")));
      this.typingTimer = setTimeout(() => this.setTyping(false), TYPING_MS);
      if (this.atEnd) this.scrollDown();
    }
    this.drawHeader();
  }

  onToast({ id, message_id: message, toast, alert }) {
    if (!this.waiting.delete(id)) this.answered.add(id);
    this.redraw(message);
    if (toast && alert) tell(botName(), toast);
    else if (toast) this.toast(toast);
  }
}

const samePlace = (a, b) => a.message === b.message && a.row === b.row && a.col === b.col;

const ON_EVENT = {
  message: (chat, body) => chat.put(body),
  edit: (chat, body) => chat.put(body),
  remove: (chat, body) => chat.remove(body),
  clear: (chat) => chat.load(),
  action: (chat) => chat.setTyping(true),
  keyboard: (chat, body) => chat.composer.setKeyboard(body),
  toast: (chat, body) => chat.onToast(body),
  inline: (chat, body) => chat.composer.inline.receive(body),
};
