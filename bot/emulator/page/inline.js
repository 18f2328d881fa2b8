// Inline mode: "@bot words" in the composer asks the bot for results; a tap on one sends it.

import { arrows, button, element } from "./elements.js";
import { botUsername } from "./world.js";
import { word } from "./words.js";

const PAUSE_MS = 250; // after the last key stroke, as clients do it

export class Inline {
  // `list` shows the results, `field` is where they type; `actions` holds post and start.
  constructor(list, field, actions) {
    Object.assign(this, { list, field, actions, asked: null, early: null });
    field.addEventListener("input", () => this.ask());
    for (const each of [field, list]) {
      each.addEventListener("keydown", (event) => !list.hidden && arrows(event, [...list.querySelectorAll("button")]));
    }
  }

  // The words after the bot's name; null when nobody calls it.
  words() {
    const name = `@${botUsername()} `;
    return this.field.value.toLowerCase().startsWith(name.toLowerCase()) ? this.field.value.slice(name.length).trim() : null;
  }

  begin(words) {
    this.field.value = `@${botUsername()} ${words}`;
    this.field.focus();
    this.ask();
  }

  ask() {
    clearTimeout(this.timer);
    if (this.words() === null) return this.close();
    this.timer = setTimeout(async () => {
      const query = this.words();
      if (query === null) return;
      const asked = await this.actions.post("inline", { query });
      this.asked = asked && asked.query_id;
      // The answer may have overtaken the reply to the question.
      if (this.early?.id === this.asked) this.receive(this.early);
    }, PAUSE_MS);
  }

  receive(query) {
    this.early = query;
    if (query.id !== this.asked || this.words() === null) return;
    const start = query.button && button({ className: "start-bot" }, () => {
      this.leave();
      this.actions.start(query.button.start_parameter);
    }, query.button.text);
    const results = query.results.map((each) => button({}, async () => {
      if (await this.actions.post("choose", { query_id: query.id, result: each.id })) this.leave();
    }, element("strong", {}, each.title), element("span", {}, each.description ?? "")));
    const nothing = element("p", {}, word("noResults"));
    this.list.replaceChildren(...(start ? [start] : []), ...(results.length || start ? results : [nothing]));
    this.list.hidden = false;
  }

  leave() {
    this.field.value = "";
    this.close();
    this.field.focus();
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.list.hidden = true;
  }
}
