// Puts the page together: hands what the server tells to those whom it concerns.

import { columns, markRead, reloadChats, startColumns } from "./columns.js";
import { at, closeMenus } from "./elements.js";
import { isDrawer, onMachine, drawPanel, startPanel, togglePanel } from "./panel.js";
import { drawPeople, focusPerson, startPeople } from "./people.js";
import { follow, look } from "./server.js";
import { startSettings } from "./settings.js";
import { beginTour, drawTour, startTour, tourSees } from "./tour.js";
import { world } from "./world.js";

const phone = matchMedia("(max-width: 47.99rem)");

const ON_EVENT = {
  person({ body }) {
    world.people.set(body.id, body);
    markRead();
    drawPeople();
    for (const chat of columns.chats()) if (chat.id === body.id) chat.drawHeader();
  },
  machine: ({ body }) => onMachine(body),
  commands: () => columns.chats().forEach((chat) => chat.attempt(() => chat.loadCommands())),
};

function onEvent(event) {
  (ON_EVENT[event.kind] ?? columns.receive)(event);
  tourSees(event);
}

async function onOpen() {
  at("offline").hidden = true;
  const [status, people] = await Promise.all([look("status"), look("people")]);
  world.bot = status.bot;
  world.people = new Map(people.map((each) => [each.id, each]));
  if (status.machine) onMachine(status.machine);
  drawPeople();
  await reloadChats();
}

function speakAll() {
  drawPanel();
  drawTour();
  drawPeople();
  for (const chat of columns.chats()) chat.speak();
}

function onEscape(event) {
  if (event.key !== "Escape" || document.querySelector("dialog[open]") || closeMenus()) return;
  const chat = event.target.closest?.(".chat");
  if (isDrawer()) togglePanel(false);
  else if (chat && phone.matches) chat.querySelector(".close").click();
  else if (chat) focusPerson(columns.chats().find((each) => each.root === chat).id);
}

startSettings(speakAll);
startPeople(columns);
startColumns();
startPanel((text, over = false) => columns.chats().forEach((chat) => chat.outage(text, over)));
startTour(columns);
at("tour-again").addEventListener("click", () => {
  if (isDrawer()) togglePanel(false);
  beginTour();
});
document.addEventListener("keydown", onEscape);
follow(onEvent, onOpen, () => { at("offline").hidden = false; });
