// Behind the scenes: how the bot is, what can be done to it, and what happened then.

import { at, element } from "./elements.js";
import { act, look } from "./server.js";
import { clockTime, day, now, world } from "./world.js";
import { word } from "./words.js";

const DAY_SECONDS = 86400;
const LOOK_MS = 300;
const wide = matchMedia("(min-width: 70rem)");

let outage = null; // {since, most}: since when the bot cannot be reached, how many messages wait
let listeners = [];
let opener = null;

export const isOutage = () => world.machine.bot === "down" || world.machine.network === "cut";

function note(key, values) {
  at("log-empty").hidden = true;
  const time = element("time", {}, clockTime(Date.now(), "2-digit"));
  at("log").prepend(element("li", {}, time, ` ${word(key, values)}`));
}

function draw() {
  const { supervised, bot, network } = world.machine;
  const down = bot === "down";
  const state = down ? "restarting" : network === "cut" ? "cutOff" : bot === "up" ? "up" : "unknown";
  at("bot-state").textContent = word(state);
  at("bot-state").className = state;
  at("cut").setAttribute("aria-checked", network === "cut");
  at("kill").disabled = !supervised || down;
  at("jump").disabled = !supervised;
  at("unsupervised").hidden = supervised;
  drawClock();
}

function drawClock() {
  at("clock-now").textContent = `${day(now(), { weekday: "long", day: "numeric", month: "long" })}, ${clockTime(now())}`;
}

export function onMachine(machine) {
  const before = world.machine;
  world.machine = machine;
  if (machine.ahead > before.ahead) note("jumped", { days: Math.round((machine.ahead - before.ahead) / DAY_SECONDS) });
  if (machine.bot === "down" && before.bot !== "down") note("killed");
  if (machine.network === "cut" && before.network !== "cut") note("cutNow");
  if (isOutage() && !outage) watch();
  draw();
}

// From the outage until everything that waited has been fetched by the bot.
async function watch() {
  const networkOnly = world.machine.bot !== "down";
  outage = { since: performance.now(), most: 0 };
  for (let back = null; ;) {
    const status = await look("status").catch(() => null);
    if (status) {
      outage.most = Math.max(outage.most, status.pending_updates);
      if (isOutage()) back = null;
      else back ??= performance.now();
      tellOutage(status.pending_updates);
      if (back && status.polling && status.pending_updates === 0) return ended(back, networkOnly);
    }
    await new Promise((resolve) => { setTimeout(resolve, LOOK_MS); });
  }
}

function ended(back, networkOnly) {
  const seconds = ((back - outage.since) / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  note(networkOnly ? "connected" : "cameBack", { seconds });
  note(outage.most ? "nothingLost" : "nothingWaited", { count: outage.most });
  outage = null;
  tellOutage(0);
}

function tellOutage(count) {
  const reason = world.machine.bot === "down" ? "botDown" : world.machine.network === "cut" ? "networkDown" : "catchingUp";
  for (const each of listeners) each(outage ? word(reason, { count }) : "");
}

export function speakPanel() {
  draw();
}

export function togglePanel(shown = at("panel").hidden) {
  const drawer = shown && !wide.matches;
  at("panel").hidden = !shown;
  for (const each of [at("list"), at("chats")]) each.inert = drawer;
  if (drawer) {
    opener = document.activeElement;
    at("panel-close").focus();
  } else if (!shown) opener?.focus();
  for (const each of document.querySelectorAll("[data-panel]")) each.setAttribute("aria-expanded", shown);
}

export const isDrawer = () => !at("panel").hidden && !wide.matches;

// `onOutage` gets a sentence while the bot cannot be reached, then an empty one; `onRefused` errors.
export function startPanel(onOutage, onRefused) {
  listeners = [onOutage];
  const order = (body) => act("machine", body).catch(onRefused);
  at("kill").addEventListener("click", () => order({ bot: "kill" }));
  at("cut").addEventListener("click", () => order({ network: world.machine.network === "cut" ? "up" : "cut" }));
  at("jump").addEventListener("click", () => order({ ahead: world.machine.ahead + DAY_SECONDS }));
  at("panel-close").addEventListener("click", () => togglePanel(false));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-panel]")) togglePanel();
    else if (isDrawer() && !event.target.closest("#panel, #tour")) togglePanel(false);
  });
  wide.addEventListener("change", () => togglePanel(wide.matches));
  togglePanel(wide.matches);
  setInterval(drawClock, 1000);
}
