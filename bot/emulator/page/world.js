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

// The demo's clock in milliseconds, which may run ahead of the computer's.
export const now = () => Date.now() + world.machine.ahead * 1000;

export const clockTime = (ms, seconds) => new Date(ms).toLocaleTimeString(currentLanguage(),
  { hour: "2-digit", minute: "2-digit", second: seconds, hourCycle: "h23" });
export const day = (ms, style) => new Date(ms).toLocaleDateString(currentLanguage(), style);
export const sameDay = (a, b) => new Date(a).toDateString() === new Date(b).toDateString();
