// Behind the scenes: how the bot is, what can be done to it, and what happened then.

import { at, element } from "./elements.js";
import { act, look } from "./server.js";
import { clockTime, day, now, world, ZONE_NAME } from "./world.js";
import { word } from "./words.js";

const DAY_SECONDS = 86400;
const LOOK_MS = 300;
const TOLD_MS = 4000;
const DATE = { weekday: "long", day: "numeric", month: "long" };
const wide = matchMedia("(min-width: 70rem)");

let outage = null; // {since, most}: since when the bot cannot be reached, how many messages wait
let known = false; // whether we have seen how things were before
let opener = null;
let tellOutage; // gets a sentence while the bot cannot be reached, then how it ended, then an empty one

const isOutage = () => world.machine.bot === "down" || world.machine.network === "cut";

function note(key, values) {
  at("log-empty").hidden = true;
  const time = element("time", {}, clockTime(now(), "2-digit"));
  at("log").prepend(element("li", {}, time, ` ${word(key, values)}`));
}

export function drawPanel() {
  const { supervised, bot, network, waiting } = world.machine; // waiting: wishes
  const down = bot === "down";
  const state = down ? "restarting" : network === "cut" ? "cutOff" : bot === "up" ? "up" : "unknown";
  at("bot-state").textContent = word(state);
  at("bot-state").className = state;
  at("cut").setAttribute("aria-checked", network === "cut");
  at("kill").disabled = !supervised || down || waiting > 0;
  at("jump").disabled = !supervised;
  at("unsupervised").hidden = supervised;
  drawClock();
}

function drawClock() {
  at("clock-now").textContent = `${day(now(), DATE)}, ${clockTime(now())}\u00a0${ZONE_NAME}`;
}

export function onMachine(machine) {
  const before = world.machine;
  world.machine = machine;
  if (known && machine.ahead > before.ahead) note("jumped", { day: day(now(), DATE) });
  if (known && machine.bot === "down" && before.bot !== "down") note("killed");
  if (known && machine.network === "cut" && before.network !== "cut") note("cutNow");
  if (isOutage() && !outage) watch(known);
  known = true;
  drawPanel();
}

// From the outage until everything that waited has been fetched by the bot.
async function watch(fromBeginning) {
  const networkOnly = world.machine.bot !== "down";
  outage = { since: fromBeginning && performance.now(), most: 0 };
  for (let back = null; ;) {
    const status = await look("status").catch(() => null);
    if (status) {
      outage.most = Math.max(outage.most, status.pending_updates);
      if (isOutage()) back = null;
      else back ??= performance.now();
      tellOutage(outageSentence(status.pending_updates));
      if (back && status.polling && status.pending_updates === 0) return ended(back, networkOnly);
    }
    await new Promise((resolve) => { setTimeout(resolve, LOOK_MS); });
  }
}

function ended(back, networkOnly) {
  const seconds = ((back - outage.since) / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  if (outage.since) note(networkOnly ? "connected" : "cameBack", { seconds });
  const ending = [outage.most ? "nothingLost" : "nothingWaited", { count: outage.most }];
  note(...ending);
  tellOutage(word(...ending), true);
  outage = null;
  setTimeout(() => outage ?? tellOutage(""), TOLD_MS);
}

function outageSentence(count) {
  const { bot, network } = world.machine;
  return word(bot === "down" ? "botDown" : network === "cut" ? "networkDown" : "catchingUp", { count });
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

export function startPanel(onOutage) {
  tellOutage = onOutage;
  const order = (body) => act("machine", body).then(onMachine, (error) => note("refused", { reason: error.message }));
  at("kill").addEventListener("click", () => {
    at("kill").disabled = true; // one kill, however fast the taps
    order({ bot: "kill" }).then(drawPanel);
  });
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
