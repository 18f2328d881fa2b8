// What every part of the page knows: the people, the bot, and the machine it runs on.

import { currentLanguage } from "./words.js";

export const world = {
  bot: null, // Telegram's User
  people: new Map(), // id -> person, in the server's order
  machine: { supervised: false, bot: "unknown", network: "up", ahead: 0 }, // ahead: seconds
};

export const person = (id) => world.people.get(id);
export const fullName = ({ first_name: first, last_name: last }) => `${first} ${last}`.trim();
export const botName = () => world.bot?.first_name ?? "Pandu";
export const botUsername = () => world.bot?.username ?? "";

// The demo's clock in milliseconds, which may run ahead of the computer's.
export const now = () => Date.now() + world.machine.ahead * 1000;

// The bot's people are in Indonesia: times are of the browser's zone if that is there, else Jakarta's.
const ZONES = ["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"];
const LOCALES = { id: "id", en: "en-GB" };
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const timeZone = ZONES.includes(here) ? here : ZONES[0];
const locale = () => LOCALES[currentLanguage()];

export const clockTime = (ms, seconds) => new Date(ms).toLocaleTimeString(locale(),
  { hour: "2-digit", minute: "2-digit", second: seconds, hourCycle: "h23", timeZone });
export const day = (ms, style) => new Date(ms).toLocaleDateString(locale(), { ...style, timeZone });
export const sameDay = (a, b) => day(a) === day(b);
export const ZONE_NAME = new Intl.DateTimeFormat("id", { timeZone, timeZoneName: "short" })
  .formatToParts().find(({ type }) => type === "timeZoneName").value; // WIB, WITA or WIT
