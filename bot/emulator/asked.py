"""Reads the control requests in which people act: typed fields in, one act done."""

import base64
from collections.abc import Callable
from typing import Any

from bot.emulator import acts, inline, recordings
from bot.emulator.data import Upload
from bot.emulator.errors import ControlError
from bot.emulator.world import Person, World

Json = dict[str, Any]

VOICE = Upload("voice.oga", "audio/ogg", b"OggS")
SENT = ("photo", "document", "audio", "video", "video_note", "animation")
PERSON = {
    "id": int,
    "first_name": str,
    "last_name": str,
    "language_code": str,
    "note": str,
    "start_parameter": str,
}


def field(asked: Any, name: str, kind: type | tuple[type, ...], default: Any = ...) -> Any:
    """A field of a control request; raises ControlError when missing or of another type."""
    value = asked.get(name, default) if isinstance(asked, dict) else ...
    if value is not default and not isinstance(value, kind):
        kinds = kind if isinstance(kind, tuple) else (kind,)
        names = " or ".join(each.__name__ for each in kinds)
        raise ControlError(400, f"{name} must be of type {names}")
    if value is ...:
        raise ControlError(400, f"{name} is missing")
    return value


def person_of(world: World, asked: Any) -> Person:
    return world.person(field(asked, "person", int))


def _chat_id(asked: Any) -> int | None:
    chat_id: int | None = field(asked, "chat", int, None)
    return chat_id


def add_people(world: World, asked: Any) -> list[Json]:
    """One person or a list; `id` and `first_name` are needed, an id known already is replaced."""
    people = []
    for each in asked if isinstance(asked, list) else [asked]:
        field(each, "id", int)
        field(each, "first_name", str)
        unknown = each.keys() - PERSON.keys()
        if unknown:
            raise ControlError(400, f"a person has no {min(unknown)}")
        people.append(Person(**{name: field(each, name, PERSON[name]) for name in each}))
    for person in people:
        world.add_person(person)
    return [world.view_person(person) for person in people]


def say(world: World, asked: Any) -> Json:
    return acts.say(world, person_of(world, asked), field(asked, "text", str), _chat_id(asked))


def tap(world: World, asked: Any) -> Json:
    place: tuple[int, int] | str
    if "data" in asked:
        place = field(asked, "data", str)
    else:
        place = (field(asked, "row", int), field(asked, "col", int))
    person, message_id = person_of(world, asked), field(asked, "message_id", int)
    return acts.tap(world, person, message_id, place, _chat_id(asked))


def inline_query(world: World, asked: Any) -> Json:
    """Words typed after the bot's name, in the chat with the bot or another."""
    return inline.ask(world, person_of(world, asked), field(asked, "query", str), _chat_id(asked))


def choose(world: World, asked: Any) -> Json:
    """Send one of the results of an inline query."""
    query_id, result_id = field(asked, "query_id", str), field(asked, "result", str)
    return inline.choose(world, person_of(world, asked), query_id, result_id, _chat_id(asked))


def sticker(world: World, asked: Any) -> Json:
    return acts.send_sticker(world, person_of(world, asked), _chat_id(asked))


def voice(world: World, asked: Any) -> Json:
    """Without a content a short one that nobody can hear."""
    upload = _upload(asked) if "content" in asked else VOICE
    return recordings.send(world, person_of(world, asked), "voice", upload, "", _chat_id(asked))


def edit(world: World, asked: Any) -> Json:
    text = field(asked, "text", str)
    if not text.strip():
        raise ControlError(400, "a message can't become empty")
    return acts.edit(world, person_of(world, asked), field(asked, "message_id", int), text)


def sending(kind: str) -> Callable[[World, Any], Json]:
    """Send a file as this kind of message."""

    def send(world: World, asked: Any) -> Json:
        upload, caption = _upload(asked), field(asked, "caption", str, "")
        person = person_of(world, asked)
        return recordings.send(world, person, kind, upload, caption, _chat_id(asked))

    return send


def album(world: World, asked: Any) -> Json:
    """`files` is a list like those of single files, each with its `kind`."""
    files = [(field(each, "kind", str), _upload(each)) for each in field(asked, "files", list)]
    caption = field(asked, "caption", str, "")
    return recordings.send_album(world, person_of(world, asked), files, caption)


def _upload(asked: Any) -> Upload:
    """`content` is base64."""
    try:
        content = base64.b64decode(field(asked, "content", str), validate=True)
    except ValueError:
        raise ControlError(400, "content must be base64") from None
    mime_type = field(asked, "mime_type", str, "application/octet-stream")
    return Upload(field(asked, "name", str), mime_type, content)


def contact(world: World, asked: Any) -> Json:
    return acts.send_contact(world, person_of(world, asked), _chat_id(asked))


def location(world: World, asked: Any) -> Json:
    """Without a place, one in Kupang; `accuracy` in metres, if any."""
    latitude, longitude = acts.KUPANG
    place = (
        float(field(asked, "latitude", (int, float), latitude)),
        float(field(asked, "longitude", (int, float), longitude)),
    )
    accuracy = field(asked, "accuracy", (int, float), None)
    return acts.send_location(world, person_of(world, asked), place, _chat_id(asked), accuracy)


def key(world: World, asked: Any) -> Json:
    """Press a key of the reply keyboard."""
    place = (field(asked, "row", int), field(asked, "col", int))
    return acts.press(world, person_of(world, asked), place)


def read(world: World, asked: Any) -> Json:
    world.read(person_of(world, asked))
    return {}


def clear(world: World, asked: Any) -> Json:
    """The person deletes the history for both sides: the bot's messages are gone."""
    world.clear(world.chat_of(person_of(world, asked), _chat_id(asked)))
    return {}


def block(world: World, asked: Any) -> Json:
    acts.block(world, person_of(world, asked))
    return {}


def unblock(world: World, asked: Any) -> Json:
    acts.unblock(world, person_of(world, asked))
    return {}


ACTS: dict[str, Callable[[World, Any], Any]] = {
    "people": add_people,
    "say": say,
    "tap": tap,
    "key": key,
    "inline": inline_query,
    "choose": choose,
    "sticker": sticker,
    "voice": voice,
    "album": album,
    **{kind: sending(kind) for kind in SENT},
    "contact": contact,
    "location": location,
    "edit": edit,
    "read": read,
    "clear": clear,
    "block": block,
    "unblock": unblock,
}
