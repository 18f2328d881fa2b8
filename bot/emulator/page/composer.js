// The foot of a chat: typing, the command menu, what can be attached, the reply keyboard.

import { chosenPlace, confirmed } from "./dialogs.js";
import { arrows, button, element } from "./elements.js";
import { replyKeyboard } from "./keyboards.js";
import { base64 } from "./server.js";
import { botName } from "./world.js";
import { word } from "./words.js";

const PHOTOS = ["image/png", "image/jpeg"];

export class Composer {
  // `foot` is the chat's footer; `actions` holds say and post, which tell whether it worked.
  constructor(foot, person, actions) {
    Object.assign(this, { foot, person, actions, commands: [], keyboard: null });
    this.field = foot.querySelector("textarea");
    this.menu = foot.querySelector(".commands");
    this.keys = foot.querySelector(".reply-keyboard");
    this.toggle = foot.querySelector("button.keys");
    actions.share = (kind) => this.share(kind);
    this.listen();
  }

  listen() {
    const files = { photo: this.foot.querySelector(".photo-file"), document: this.foot.querySelector(".document-file") };
    this.foot.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("input", () => this.suggest());
    this.field.addEventListener("paste", (event) => {
      for (const file of event.clipboardData.files) this.sendFile(file);
    });
    this.menu.addEventListener("toggle", () => this.menu.open && !this.field.value && this.drawCommands(""));
    this.toggle.addEventListener("click", () => this.showKeys(this.keys.hidden));
    for (const [kind, input] of Object.entries(files)) {
      input.addEventListener("change", async () => {
        for (const file of input.files) await this.sendFile(file, kind);
        input.value = "";
      });
    }
    for (const each of this.foot.querySelectorAll("[data-send]")) {
      const kind = each.dataset.send;
      each.addEventListener("click", () => (files[kind] ? files[kind].click() : this.share(kind)));
    }
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (this.menu.open) {
      arrows(event, [...this.menu.querySelectorAll(".menu button")]);
    }
  }

  async send() {
    const text = this.field.value;
    if (!text.trim()) return;
    this.field.value = "";
    this.menu.open = false;
    if (!await this.actions.say(text) && !this.field.value) this.field.value = text;
  }

  // A photo takes along what was typed as its caption.
  async sendFile(file, kind = PHOTOS.includes(file.type) ? "photo" : "document") {
    const caption = this.field.value.trim();
    const type = file.type || "application/octet-stream";
    const content = await base64(file);
    const body = { name: file.name, content, ...(caption && { caption }), ...(kind === "document" && { mime_type: type }) };
    if (await this.actions.post(kind, body)) this.field.value = "";
  }

  // What tells about the person is asked for first. Tells whether it was sent.
  async share(kind) {
    const bot = botName();
    if (kind === "contact" && !await confirmed(word("shareContact", { bot }))) return false;
    const place = kind === "location" ? await chosenPlace(word("shareLocation", { bot })) : {};
    return place && this.actions.post(kind, place);
  }

  // ---- commands

  suggest() {
    const typed = /^\/\w*$/.exec(this.field.value)?.[0];
    this.menu.open = Boolean(typed) && this.drawCommands(typed.slice(1)) > 0;
  }

  setCommands(commands) {
    this.commands = commands;
    this.menu.hidden = commands.length === 0;
    this.drawCommands("");
  }

  drawCommands(beginning) {
    const fitting = this.commands.filter((each) => each.command.startsWith(beginning));
    this.menu.querySelector(".menu").replaceChildren(...fitting.map(({ command, description }) => button({}, () => {
      this.field.value = "";
      this.actions.say(`/${command}`);
    }, element("strong", {}, `/${command}`), ` ${description}`)));
    return fitting.length;
  }

  // ---- the reply keyboard

  setKeyboard(keyboard) {
    this.keyboard = keyboard;
    this.speak();
    const used = () => keyboard.one_time && this.showKeys(false);
    this.keys.replaceChildren(...(keyboard ? replyKeyboard(keyboard, this.actions, used) : []));
    this.toggle.hidden = !keyboard;
    this.showKeys(Boolean(keyboard) && !keyboard.hidden);
  }

  showKeys(shown) {
    if (!shown && this.keys.contains(document.activeElement)) this.field.focus();
    this.keys.hidden = !shown;
    this.toggle.setAttribute("aria-expanded", shown);
  }

  speak() {
    this.field.placeholder = this.keyboard?.placeholder || word("typeAs", { name: this.person().first_name });
  }
}
