"""The control endpoints: what tests and the page do as people, switch on, and ask to see."""

import base64
import binascii
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.emulator import acts
from bot.emulator.data import Upload
from bot.emulator.errors import ControlError
from bot.emulator.keys import WORLD
from bot.emulator.transcript import transcript
from bot.emulator.world import Person, World

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PERSON = {
    "id": int,
    "first_name": str,
    "last_name": str,
    "language_code": str,
    "note": str,
    "start_parameter": str,
}


def install(app: web.Application) -> None:
    """Add the routes under /control/."""
    for path, act in ACTS.items():
        app.router.add_post(f"/control/{path}", _act(act))
    for path, look in LOOKS.items():
        app.router.add_get(f"/control/{path}", _look(look))
    app.router.add_delete("/control/faults", on_clear_faults)


def _guarded(work: Callable[[], Any]) -> web.Response:
    try:
        return web.json_response(work())
    except ControlError as error:
        return web.json_response({"error": error.sentence}, status=error.status)


def _act(act: Callable[[World, Any], Any]) -> Handler:
    async def on_act(request: web.Request) -> web.StreamResponse:
        body = await request.read()

        def work() -> Any:
            try:
                asked = json.loads(body)
            except ValueError:
                raise ControlError(400, "the body must be JSON") from None
            return act(request.app[WORLD], asked)

        return _guarded(work)

    return on_act


def _look(look: Callable[[World, Json], Any]) -> Handler:
    async def on_look(request: web.Request) -> web.StreamResponse:
        asked: Json = {
            name: int(value) if value.removeprefix("-").isdecimal() else value
            for name, value in request.query.items()
        }
        return _guarded(lambda: look(request.app[WORLD], asked))

    return on_look


def field(asked: Any, name: str, kind: type, default: Any = ...) -> Any:
    """A field of a control request; raises ControlError when missing or of another type."""
    value = asked.get(name, default) if isinstance(asked, dict) else ...
    if value is not default and not isinstance(value, kind):
        raise ControlError(400, f"{name} must be of type {kind.__name__}")
    if value is ...:
        raise ControlError(400, f"{name} is missing")
    return value


def _person(world: World, asked: Any) -> Person:
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


def list_people(world: World, asked: Json) -> list[Json]:
    del asked
    return [world.view_person(person) for person in world.people.values()]


def say(world: World, asked: Any) -> Json:
    return acts.say(world, _person(world, asked), field(asked, "text", str), _chat_id(asked))


def tap(world: World, asked: Any) -> Json:
    place: tuple[int, int] | str
    if "data" in asked:
        place = field(asked, "data", str)
    else:
        place = (field(asked, "row", int), field(asked, "col", int))
    person, message_id = _person(world, asked), field(asked, "message_id", int)
    return acts.tap(world, person, message_id, place, _chat_id(asked))


def sticker(world: World, asked: Any) -> Json:
    return acts.send_sticker(world, _person(world, asked), _chat_id(asked))


def voice(world: World, asked: Any) -> Json:
    return acts.send_voice(world, _person(world, asked), _chat_id(asked))


def edit(world: World, asked: Any) -> Json:
    text = field(asked, "text", str)
    if not text.strip():
        raise ControlError(400, "a message can't become empty")
    return acts.edit(world, _person(world, asked), field(asked, "message_id", int), text)


def document(world: World, asked: Any) -> Json:
    """`content` is base64."""
    try:
        content = base64.b64decode(field(asked, "content", str), validate=True)
    except binascii.Error:
        raise ControlError(400, "content must be base64") from None
    mime_type = field(asked, "mime_type", str, "application/octet-stream")
    upload = Upload(field(asked, "name", str), mime_type, content)
    caption = field(asked, "caption", str, "")
    return acts.send_document(world, _person(world, asked), upload, caption, _chat_id(asked))


def clear(world: World, asked: Any) -> Json:
    """The person deletes the history for both sides: the bot's messages are gone."""
    world.clear(world.chat_of(_person(world, asked), _chat_id(asked)))
    return {}


def block(world: World, asked: Any) -> Json:
    acts.block(world, _person(world, asked))
    return {}


def unblock(world: World, asked: Any) -> Json:
    acts.unblock(world, _person(world, asked))
    return {}


def set_faults(world: World, asked: Any) -> list[Json]:
    return world.faults.set(asked)


def list_faults(world: World, asked: Json) -> list[Json]:
    del asked
    return [fault.note() for fault in world.faults.on]


def see_transcript(world: World, asked: Json) -> list[Json]:
    """?person= for a private chat, ?chat= for any."""
    wanted = asked.get("chat", asked.get("person"))
    chat = world.chats.get(wanted) if isinstance(wanted, int) else None
    if chat is None:
        raise ControlError(404, f"there is no chat {wanted}")
    return transcript(world, chat)


def see_log(world: World, asked: Json) -> list[Json]:
    """?after= the last seq that was seen."""
    return world.journal.since(field(asked, "after", int, 0))


def see_updates(world: World, asked: Json) -> list[Json]:
    """?after= the last update_id that was seen."""
    after = max(field(asked, "after", int, 0), 0)
    return [update.note() for update in world.updates.all[after:]]


def see_queries(world: World, asked: Json) -> list[Json]:
    del asked
    return [query.view() for query in world.queries.values()]


def see_status(world: World, asked: Json) -> Json:
    """How many requests (getUpdates apart) are in flight, and whether a getUpdates waits."""
    del asked
    return {
        "bot": world.bot,
        "in_flight": world.journal.in_flight,
        "last_seq": len(world.journal.entries),
        "pending_updates": len(world.updates.pending),
        "polling": world.updates.polling,
    }


def see_commands(world: World, asked: Json) -> list[Json]:
    """?language= the menu as a person of that language sees it."""
    language = str(asked.get("language", ""))
    order = [(scope, code) for scope in MENU_SCOPES for code in (language, "")]
    return next((world.commands[key] for key in order if key in world.commands), [])


async def on_clear_faults(request: web.Request) -> web.StreamResponse:
    request.app[WORLD].faults.clear()
    return web.json_response([])


MENU_SCOPES = ("type=all_private_chats", "type=default")
ACTS: dict[str, Callable[[World, Any], Any]] = {
    "people": add_people,
    "say": say,
    "tap": tap,
    "sticker": sticker,
    "voice": voice,
    "edit": edit,
    "document": document,
    "clear": clear,
    "block": block,
    "unblock": unblock,
    "faults": set_faults,
}
LOOKS: dict[str, Callable[[World, Json], Any]] = {
    "people": list_people,
    "faults": list_faults,
    "transcript": see_transcript,
    "log": see_log,
    "updates": see_updates,
    "queries": see_queries,
    "status": see_status,
    "commands": see_commands,
}
