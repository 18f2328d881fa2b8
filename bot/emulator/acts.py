"""What people do in Telegram: each act changes the world and makes the bot's updates."""

import re
from typing import Any

from bot.emulator.data import Upload
from bot.emulator.errors import ControlError
from bot.emulator.limits import TEXT, cleaned, units
from bot.emulator.world import Chat, Person, World

Json = dict[str, Any]

KUPANG = (-10.1772, 123.6070)  # latitude, longitude
HANDED_BACK = ("url", "copy_text", "switch_inline_query", "switch_inline_query_current_chat")
FARTHEST = 1500  # metres: Location.horizontal_accuracy
COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{5,32})?")


def say(world: World, person: Person, text: str, chat_id: int | None = None) -> Json:
    """Type a text; what is longer than a message leaves as several, as clients do it."""
    text = cleaned(text).strip()
    if not text:
        raise ControlError(400, "there is nothing to say")
    parts = [text[start : start + TEXT] for start in range(0, len(text), TEXT)]
    sent = [post(world, person, _text_content(part), chat_id) for part in parts]
    return {"message_id": sent[0], "message_ids": sent}


def send_sticker(world: World, person: Person, chat_id: int | None = None) -> Json:
    stored = world.store(Upload("sticker.webp", "image/webp", b"RIFF"), "stickers")
    sticker = stored.view() | {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "😀",
    }
    return {"message_id": post(world, person, {"sticker": sticker}, chat_id)}


def send_contact(world: World, person: Person, chat_id: int | None = None) -> Json:
    """The person's own contact; the number is invented: no operator was given +62 840."""
    contact = {"phone_number": f"+62840{person.id % 10**8:08d}", "first_name": person.first_name}
    if person.last_name:
        contact["last_name"] = person.last_name
    return {
        "message_id": post(world, person, {"contact": contact | {"user_id": person.id}}, chat_id)
    }


def send_location(
    world: World,
    person: Person,
    place: tuple[float, float] = KUPANG,
    chat_id: int | None = None,
    accuracy: float | None = None,
) -> Json:
    """A place as (latitude, longitude) in degrees; how exact it is in metres, where known."""
    latitude, longitude = place
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ControlError(400, "there is no such place")
    location = {"latitude": latitude, "longitude": longitude}
    if accuracy is not None:
        if not 0 <= accuracy <= FARTHEST:
            raise ControlError(400, "horizontal_accuracy must be from 0 to 1500")
        location["horizontal_accuracy"] = accuracy
    return {"message_id": post(world, person, {"location": location}, chat_id)}


def press(world: World, person: Person, place: tuple[int, int]) -> Json:
    """Press the key at (row, column) of the reply keyboard: it says its text, or what it asks for.

    A keyboard for one use hides, and stays at hand.
    """
    chat = _open_chat(world, person, None)
    row, column = place
    try:
        if chat.keyboard is None or min(place) < 0:
            raise IndexError
        key = chat.keyboard["rows"][row][column]
    except IndexError:
        raise ControlError(404, f"there is no key at row {row}, column {column}") from None
    if "request_contact" in key:
        sent = send_contact(world, person)
    elif "request_location" in key:
        sent = send_location(world, person)
    else:
        sent = say(world, person, key["text"])
    if chat.keyboard["one_time"]:
        world.show_keyboard(chat, chat.keyboard_from, chat.keyboard | {"hidden": True})
    return sent


def document_body(world: World, upload: Upload) -> Json:
    """Telegram's Document of a file that is now stored."""
    named = {"file_name": upload.name, "mime_type": upload.mime_type}
    return named | world.store(upload, "documents").view()


def edit(world: World, person: Person, message_id: int, text: str) -> Json:
    """Edit an own message."""
    chat = _open_chat(world, person, None)
    message = chat.messages.get(message_id)
    if message is None or message["from"]["id"] != person.id or "text" not in message:
        raise ControlError(404, f"{person.first_name} has no text message {message_id}")
    kept = {name: value for name, value in message.items() if name not in ("text", "entities")}
    edited = kept | {"edit_date": world.clock.unix()} | _text_content(cleaned(text).strip())
    world.replace(chat, edited)
    return {"update_id": world.updates.add("edited_message", chat.id, edited)}


def tap(
    world: World,
    person: Person,
    message_id: int,
    place: tuple[int, int] | str,
    chat_id: int | None = None,
) -> Json:
    """Tap the button at (row, column), or send `place` as callback data that no button need hold.

    A link, text to copy or words to share is handed back; it makes no update.
    """
    chat = _open_chat(world, person, chat_id)
    message = chat.messages.get(message_id)
    if isinstance(place, str):
        data = place
    else:
        button = _button(message, place)
        if "callback_data" not in button:
            return {name: button[name] for name in HANDED_BACK if name in button}
        data = button["callback_data"]
    query = world.ask(person, chat, message_id, data)
    body = {
        "id": query.id,
        "from": person.user(),
        "message": message or {"message_id": message_id, "chat": chat.body, "date": 0},
        "chat_instance": f"instance{chat.id}",
        "data": data,
    }
    query.update_id = world.updates.add("callback_query", chat.id, body)
    return {"query_id": query.id, "update_id": query.update_id}


def block(world: World, person: Person) -> None:
    _change_membership(world, person, blocked=True)


def unblock(world: World, person: Person) -> None:
    _change_membership(world, person, blocked=False)


def _change_membership(world: World, person: Person, *, blocked: bool) -> None:
    """Blocking and unblocking reach the bot as my_chat_member, as in Telegram."""
    chat = world.chats[person.id]
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    member = {"user": world.bot, "status": "member"}
    gone = {"user": world.bot, "status": "kicked", "until_date": 0}
    change = {
        "chat": chat.body,
        "from": person.user(),
        "date": world.clock.unix(),
        "old_chat_member": member if blocked else gone,
        "new_chat_member": gone if blocked else member,
    }
    world.updates.add("my_chat_member", chat.id, change)
    world.tell("person", person.id, world.view_person(person))


def _open_chat(world: World, person: Person, chat_id: int | None) -> Chat:
    chat = world.chat_of(person, chat_id)
    if chat.blocked:
        raise ControlError(409, f"{person.first_name} has blocked the bot")
    return chat


def post(world: World, person: Person, content: Json, chat_id: int | None) -> int:
    """The person sends a message; its id."""
    chat = _open_chat(world, person, chat_id)
    chat.started = True
    message = world.post(chat, person.user(), content)
    world.updates.add("message", chat.id, message)
    return int(message["message_id"])


def _text_content(text: str) -> Json:
    entities = [
        {
            "type": "bot_command",
            "offset": units(text[: found.start()]),
            "length": found.end() - found.start(),
        }
        for found in COMMAND.finditer(text)
    ]
    return {"text": text} | ({"entities": entities} if entities else {})


def _button(message: Json | None, place: tuple[int, int]) -> Json:
    row, column = place
    try:
        if message is None or min(place) < 0:
            raise IndexError
        button: Json = message["reply_markup"]["inline_keyboard"][row][column]
    except LookupError:
        raise ControlError(404, f"there is no button at row {row}, column {column}") from None
    return button
