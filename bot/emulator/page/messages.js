// Draws one message: what it holds, its text, its time, its buttons.

import { showPhoto } from "./dialogs.js";
import { avatar, button, element, icon } from "./elements.js";
import { inlineKeyboard } from "./keyboards.js";
import { formatted } from "./text.js";
import { botName, clockTime } from "./world.js";
import { word } from "./words.js";

const MEDIA = {
  photo(message) {
    const { width, height } = message;
    const picture = element("img", { src: address(message), alt: word("photo"), ...(width && { width, height }) });
    // As large as it will be, before it has come: nothing moves under the reader.
    if (width) picture.style.setProperty("--wide", `min(${width}px, 60dvh * ${width / height})`);
    return button({ className: "photo", ariaLabel: word("enlarge") }, () => showPhoto(picture), picture);
  },
  document(message) {
    const link = element("a", { href: address(message), download: message.document ?? "", className: "card" });
    link.append(element("span", { className: "disc" }, icon("file")), element("strong", {}, message.document));
    link.setAttribute("aria-label", `${word("download")} ${message.document}`);
    return link;
  },
  video: (message) => element("video", { src: address(message), controls: true, preload: "metadata", ariaLabel: word("video") }),
  audio: (message) => element("div", { className: "card" }, element("span", { className: "disc" }, icon("voice")),
    element("span", {}, element("strong", {}, message.document ?? ""), element("br"),
      element("audio", { src: address(message), controls: true, preload: "metadata" }))),
  contact({ contact }) {
    const name = `${contact.first_name} ${contact.last_name ?? ""}`.trim();
    return element("div", { className: "card" }, avatar(name, contact.user_id ?? 0),
      element("span", {}, element("strong", {}, name), element("br"), contact.phone_number));
  },
  location({ location: { latitude, longitude } }) {
    const place = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
    const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=12/${latitude}/${longitude}`;
    return element("div", { className: "card" }, element("span", { className: "disc" }, icon("pin")),
      element("span", {}, element("strong", {}, place), element("br"),
        element("a", { href: map, target: "_blank", rel: "noreferrer noopener" }, word("map"))));
  },
  sticker: () => element("div", { className: "sticker", role: "img", ariaLabel: word("sticker") }, icon("smile")),
  voice: () => element("div", { className: "card" }, element("span", { className: "disc" }, icon("voice")),
    element("strong", {}, word("voice"))),
};

MEDIA.video_note = MEDIA.video;
MEDIA.animation = MEDIA.video;

const address = (message) => `/control/files/${encodeURIComponent(message.file_id)}`;

// `actions` holds say, start, tap, copy, isWaiting and message of the chat.
export function drawn(message, actions) {
  const bubble = element("div", { className: "bubble" });
  const answered = actions.message(message.reply_to);
  if (answered) bubble.append(element("q", { className: "answered" }, answered.text || word("attachment")));
  if (message.via) bubble.append(element("span", { className: "via" }, word("via", { bot: message.via })));
  if (MEDIA[message.media]) bubble.append(MEDIA[message.media](message));
  if (message.text) {
    bubble.append(element("p", { className: "text", dir: "auto" },
      ...formatted(message.text, message.entities, actions)));
  }
  const time = clockTime(message.date * 1000);
  bubble.append(element("span", { className: "time" }, message.edited ? `${word("edited")} ${time}` : time));
  const item = element("article", { className: `message ${message.from}` }, bubble);
  item.setAttribute("aria-label", message.from === "bot" ? botName() : word("fromYou"));
  item.dataset.id = message.message_id;
  item.dataset.date = message.date;
  if (message.buttons.length) item.append(inlineKeyboard(message, actions));
  return item;
}
