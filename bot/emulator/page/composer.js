// The foot of a chat: typing, the command menu, what can be attached, the reply keyboard.

import { chosenPlace, confirmed } from "./dialogs.js";
import { arrows, button, element } from "./elements.js";
import { Inline } from "./inline.js";
import { replyKeyboard } from "./keyboards.js";
import { base64 } from "./server.js";
import { botName } from "./world.js";
import { word } from "./words.js";

const PHOTOS = ["image/png", "image/jpeg"];

// As which kind of message a file leaves that was dropped or pasted.
function kindOf({ type }) {
  const [family] = type.split("/");
  if (PHOTOS.includes(type)) return "photo";
  return ["video", "audio"].includes(family) ? family : "document";
}

export class Composer {
  // `foot` is the chat's footer; `actions` holds say and post, which tell whether it worked.
  constructor(foot, person, actions) {
    Object.assign(this, { foot, person, actions, commands: [], keyboard: null });
    this.field = foot.querySelector("textarea");
    this.menu = foot.querySelector(".commands");
    this.keys = foot.querySelector(".reply-keyboard");
    this.toggle = foot.querySelector("button.keys");
    this.inline = new Inline(foot.querySelector(".results"), this.field, actions);
    actions.share = (kind) => this.share(kind);
    actions.askInline = (words) => this.inline.begin(words);
    this.listen();
  }

  listen() {
    const files = Object.fromEntries(["photo", "video", "document"].map((kind) => [kind, this.foot.querySelector(`.${kind}-file`)]));
    this.foot.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("input", () => this.suggest());
    this.field.addEventListener("paste", (event) => {
      this.sendFiles([...event.clipboardData.files]);
    });
    this.menu.addEventListener("toggle", () => this.menu.open && !this.field.value && this.drawCommands(""));
    this.toggle.addEventListener("click", () => this.showKeys(this.keys.hidden));
    for (const [kind, input] of Object.entries(files)) {
      input.addEventListener("change", async () => {
        await this.sendFiles([...input.files], () => kind);
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
    this.inline.close();
    this.menu.open = false;
    if (!await this.actions.say(text) && !this.field.value) this.field.value = text;
  }

  // Several photos or films leave as an album. What was typed goes along as the caption.
  async sendFiles(files, kind = kindOf) {
    const caption = this.field.value.trim();
    const bodies = await Promise.all(files.map(async (file) => ({
      kind: kind(file), name: file.name, content: await base64(file), mime_type: file.type || "application/octet-stream",
    })));
    const together = bodies.length > 1 && bodies.every((each) => ["photo", "video"].includes(each.kind));
    const posts = together ? [["album", { files: bodies }]] : bodies.map(({ kind: path, ...body }) => [path, body]);
    for (const [place, [path, body]] of posts.entries()) {
      const sent = await this.actions.post(path, place === 0 && caption ? { ...body, caption } : body);
      if (sent && place === 0) this.field.value = "";
    }
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
