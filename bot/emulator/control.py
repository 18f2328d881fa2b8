"""The control endpoints: what tests and the page do as people, switch on, and ask to see."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.emulator.asked import ACTS, field, person_of
from bot.emulator.errors import ControlError
from bot.emulator.keys import LINE, WORLD
from bot.emulator.report import summed_up
from bot.emulator.transcript import transcript
from bot.emulator.world import World

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MACHINE = ("network", "ahead", "bot")


def install(app: web.Application) -> None:
    """Add the routes under /control/."""
    for path, act in (ACTS | SWITCHES).items():
        app.router.add_post(f"/control/{path}", _act(act))
    for path, look in LOOKS.items():
        app.router.add_get(f"/control/{path}", _look(look))
    app.router.add_delete("/control/faults", on_clear_faults)
    app.router.add_post("/control/machine", on_machine)
    app.router.add_get("/control/wishes", on_wishes)


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
        return _guarded(lambda: look(request.app[WORLD], _query(request)))

    return on_look


def _query(request: web.Request) -> Json:
    return {
        name: int(value) if value.removeprefix("-").isdecimal() else value
        for name, value in request.query.items()
    }


def list_people(world: World, asked: Json) -> list[Json]:
    del asked
    return [world.view_person(person) for person in world.people.values()]


def set_faults(world: World, asked: Any) -> list[Json]:
    return world.faults.set(asked)


def change_machine(world: World, asked: Any) -> Json:
    """Any of `network` ("cut", "up"), `ahead` (seconds) and `bot` ("kill"): the machine."""
    if not isinstance(asked, dict) or not asked or asked.keys() - set(MACHINE):
        raise ControlError(400, f"a machine has {', '.join(MACHINE)}")
    network = _one_of(asked, "network", ("cut", "up"))
    bot = _one_of(asked, "bot", ("kill",))
    if "ahead" in asked:
        world.machine.put_ahead(field(asked, "ahead", int))
    if network:
        world.cut(cut=network == "cut")
    if bot:
        world.machine.kill()
    return world.machine.view()


def report(world: World, asked: Any) -> Json:
    """The supervisor says that its bot is "up" or "down", or that wish `done` is carried out."""
    if not isinstance(asked, dict) or not asked.keys() & {"bot", "done"}:
        raise ControlError(400, "a supervisor reports bot or done")
    world.machine.report(_one_of(asked, "bot", ("up", "down")), field(asked, "done", int, None))
    return world.machine.view()


def _one_of(asked: Json, name: str, allowed: tuple[str, ...]) -> str | None:
    value: str | None = field(asked, name, str, None)
    if value is not None and value not in allowed:
        raise ControlError(400, f"{name} must be {' or '.join(allowed)}")
    return value


async def on_machine(request: web.Request) -> web.StreamResponse:
    answer = await _act(change_machine)(request)
    await request.app[LINE].follow(cut=request.app[WORLD].machine.is_cut)
    return answer


async def on_wishes(request: web.Request) -> web.StreamResponse:
    """?after= the last wish that was carried out; waits a while for another."""
    machine = request.app[WORLD].machine
    after = _query(request).get("after", 0)
    if not isinstance(after, int):
        return web.json_response({"error": "after must be of type int"}, status=400)
    return web.json_response({"wishes": await machine.wishes_after(after)})


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


def see_inline(world: World, asked: Json) -> list[Json]:
    """All inline queries with their results."""
    del asked
    return [query.view() for query in world.inline_queries.values()]


def see_status(world: World, asked: Json) -> Json:
    """How many requests (getUpdates apart) are in flight, and whether a getUpdates waits."""
    del asked
    return {
        "bot": world.bot,
        "in_flight": world.journal.in_flight,
        "last_seq": len(world.journal.entries),
        "pending_updates": len(world.updates.pending),
        "polling": world.updates.polling,
        "machine": world.machine.view(),
    }


def see_report(world: World, asked: Json) -> Json:
    """Calls, faults, violations and the times of answers to taps, of the whole run."""
    del asked
    return summed_up(world)


def see_keyboard(world: World, asked: Json) -> Json | None:
    """?person= the reply keyboard of the chat with the bot."""
    return world.chats[person_of(world, asked).id].keyboard


def see_commands(world: World, asked: Json) -> list[Json]:
    """?language= the menu as a person of that language sees it."""
    language = str(asked.get("language", ""))
    order = [(scope, code) for scope in MENU_SCOPES for code in (language, "")]
    return next((world.commands[key] for key in order if key in world.commands), [])


async def on_clear_faults(request: web.Request) -> web.StreamResponse:
    request.app[WORLD].faults.clear()
    return web.json_response([])


MENU_SCOPES = ("type=all_private_chats", "type=default")
SWITCHES: dict[str, Callable[[World, Any], Any]] = {
    "faults": set_faults,
    "supervisor": report,
}
LOOKS: dict[str, Callable[[World, Json], Any]] = {
    "people": list_people,
    "faults": list_faults,
    "transcript": see_transcript,
    "log": see_log,
    "updates": see_updates,
    "queries": see_queries,
    "inline": see_inline,
    "status": see_status,
    "report": see_report,
    "keyboard": see_keyboard,
    "commands": see_commands,
}
