"""The aiohttp application: requests of bots in, faults in their way, answers out."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.emulator import clock, control, data, methods, pages
from bot.emulator.data import Upload
from bot.emulator.errors import ApiError, bad_request
from bot.emulator.faults import BEFORE, Fault
from bot.emulator.journal import Entry
from bot.emulator.keys import LINE, WORLD
from bot.emulator.line import Line
from bot.emulator.world import World

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

API = web.AppKey("api", data.Api)
UPLOAD_BYTES = 64 * 1024 * 1024
POLL_SECONDS = 50
LOOPBACK = ("127.0.0.1", "localhost", "::1")
CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
    " running"
)


def application(world: World) -> web.Application:
    """The server of one world."""
    app = web.Application(client_max_size=UPLOAD_BYTES, middlewares=[only_loopback])
    app[WORLD] = world
    app[API] = data.load()
    app[LINE] = Line()
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", on_method)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", on_file)
    control.install(app)
    pages.install(app)
    app.on_shutdown.append(_end_waiting)
    return app


async def _end_waiting(app: web.Application) -> None:
    app[WORLD].updates.end_poll()
    app[WORLD].machine.wake()
    app[WORLD].tell("end", 0, {})


@web.middleware
async def only_loopback(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse names that do not mean this machine, and pages of other sites."""
    origin = request.headers.get("Origin")
    host = urlsplit(f"//{request.host}").hostname
    if host not in LOOPBACK or (origin and urlsplit(origin).netloc != request.host):
        return web.json_response({"error": "loopback only"}, status=403)
    return await handler(request)


async def on_method(request: web.Request) -> web.StreamResponse:
    """One Bot API request, from its arrival in the log to its answer."""
    world = request.app[WORLD]
    entry = world.journal.open(request.match_info["method"])
    request.app[LINE].note(request.transport)
    try:
        return await _leave(request, entry, await _answer(request, world, entry))
    finally:
        world.journal.close(entry)


async def _leave(
    request: web.Request, entry: Entry, answer: web.Response | None
) -> web.StreamResponse:
    """Let the answer go, or break the connection; None stands for a request that never came."""
    world = request.app[WORLD]
    if answer is None:
        _drop(request)
        return web.Response()
    await _delay(world, entry)
    if world.machine.is_cut:
        entry.fault = "cut"
        _drop(request)
    elif entry.status == 200 and world.faults.striking("lost", entry.method):
        entry.fault = "lost"
        _drop(request)
    elif not is_gone(request):
        entry.answered = clock.monotonic()
    return answer


async def _answer(request: web.Request, world: World, entry: Entry) -> web.Response | None:
    """Carry the request out and write down what became of it; None for one that never came."""
    if world.machine.is_cut:
        entry.fault = "cut"
        world.journal.settle(entry)
        return None
    fault = _strike(world, entry.method)
    if fault:
        entry.fault = fault.kind
    if fault and fault.kind == "dropped":
        entry.parameters = logged(await _parameters(request))
        world.journal.settle(entry)
        return None
    try:
        given = await _read(request, world, entry)
        if fault and not fault.effect:
            raise _fault_error(fault)
        result = await _carry_out(request, world, entry, given)
        if fault:
            raise _fault_error(fault)
        status, body = 200, {"ok": True, "result": result}
    except ApiError as error:
        status, body = error.code, error.body()
        entry.error = error.description
    entry.status = status
    world.journal.settle(entry)
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json")


def _strike(world: World, method: str) -> Fault | None:
    if not world.faults.on:
        return None
    return next(filter(None, (world.faults.striking(kind, method) for kind in BEFORE)), None)


def _fault_error(fault: Fault) -> ApiError:
    if fault.kind == "429":
        sentence = f"Too Many Requests: retry after {fault.retry_after}"
        return ApiError(429, sentence, fault.retry_after)
    return ApiError(fault.status, HTTPStatus(fault.status).phrase)


async def _read(request: web.Request, world: World, entry: Entry) -> Json:
    """The parameters, checked, also when a fault is to follow."""
    if request.match_info["token"] != world.token:
        raise ApiError(401, "Unauthorized")
    raw = await _parameters(request)
    entry.parameters = logged(raw)
    given = request.app[API].check(entry.method, raw)
    entry.parameters = logged(given)
    entry.message_id = given.get("message_id")
    _note_chat(world, entry, given)
    return given


async def _carry_out(request: web.Request, world: World, entry: Entry, given: Json) -> Any:
    if entry.method == "getUpdates":
        return await get_updates(request, world, given)
    try:
        result = methods.call(world, entry.method, given)
    finally:
        if query := world.queries.get(given.get("callback_query_id", "")):
            entry.query = query.view()
    if isinstance(result, dict):
        entry.message_id = result.get("message_id", entry.message_id)
    return result


def _note_chat(world: World, entry: Entry, given: Json) -> None:
    chat_id = given.get("chat_id")
    if isinstance(chat_id, int):
        entry.chat_id = chat_id
    elif query := world.queries.get(given.get("callback_query_id", "")):
        entry.chat_id, entry.message_id = query.chat_id, query.message_id


async def get_updates(request: web.Request, world: World, given: Json) -> list[Json]:
    """Confirm, wait for at most `timeout` seconds, deliver. A newer poll ends an older one."""
    updates = world.updates
    limit = given.get("limit", 100)
    if not 1 <= limit <= 100:
        limit = 100
    updates.end_poll()
    if "allowed_updates" in given:
        updates.allow(given["allowed_updates"])
    updates.confirm(given.get("offset", 0))
    seconds = min(given.get("timeout", 0), POLL_SECONDS)
    undisturbed = await updates.wait(seconds, lambda: is_gone(request))
    if is_gone(request) or world.machine.is_cut:
        return []
    if not undisturbed:
        raise ApiError(409, CONFLICT)
    taken = updates.take(limit)
    if taken:
        updates.note_delivery(taken)
    return [update.body for update in taken]


async def _delay(world: World, entry: Entry) -> None:
    """Hold the answer back, after the effect."""
    if world.faults.on and (slow := world.faults.striking("delay", entry.method)):
        entry.fault = entry.fault or slow.kind
        await asyncio.sleep(slow.ms / 1000)


def is_gone(request: web.Request) -> bool:
    """Whether the client has closed the connection."""
    return request.transport is None or request.transport.is_closing()


def _drop(request: web.Request) -> None:
    if request.transport:
        request.transport.abort()


async def _parameters(request: web.Request) -> Json:
    """Parameters of query and body (form, multipart, JSON); files as Upload."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        try:
            sent = json.loads(body or b"{}")
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(sent, dict):
            raise bad_request("JSON object expected")
        return given | sent
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            given[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            given[name] = value if isinstance(value, str) else bytes(value).decode()
    return given


def logged(given: Json) -> Json:
    return {
        name: value.note() if isinstance(value, Upload) else value for name, value in given.items()
    }


async def on_file(request: web.Request) -> web.StreamResponse:
    """A file by the path that getFile gave; logged and struck as the method `download`."""
    world = request.app[WORLD]
    entry = world.journal.open("download")
    request.app[LINE].note(request.transport)
    try:
        return await _leave(request, entry, _file(request, world, entry))
    finally:
        world.journal.close(entry)


def _file(request: web.Request, world: World, entry: Entry) -> web.Response | None:
    """The file, or why there is none; None for a request that never came."""
    path = request.match_info["path"]
    entry.parameters = {"path": path}
    fault = _strike(world, entry.method)
    entry.fault = "cut" if world.machine.is_cut else fault.kind if fault else None
    if entry.fault in ("cut", "dropped"):
        world.journal.settle(entry)
        return None
    stored = world.files_by_path.get(path)
    try:
        if request.match_info["token"] != world.token:
            raise ApiError(401, "Unauthorized")
        if fault:
            raise _fault_error(fault)
        if stored is None or len(stored.upload.content) > methods.DOWNLOAD_BYTES:
            raise ApiError(404, "Not Found")
    except ApiError as error:
        entry.status, entry.error = error.code, error.description
        answer = web.json_response(error.body(), status=error.code)
    else:
        entry.status = 200
        answer = web.Response(body=stored.upload.content, content_type="application/octet-stream")
    world.journal.settle(entry)
    return answer
