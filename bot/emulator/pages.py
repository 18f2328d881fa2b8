"""What the browser gets: the chat page, files to look at, and the stream of events."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.emulator.keys import WORLD
from bot.emulator.photos import kind_of
from bot.emulator.transcript import shown
from bot.emulator.world import World

Json = dict[str, Any]

PAGE = Path(__file__).parent / "page"
POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
KEEP_ALIVE_SECONDS = 15
PLAYED = re.compile(r"(audio|video)/[a-z0-9.+-]+")


def install(app: web.Application) -> None:
    """Add the page, its files and its events."""
    app.router.add_get("/control/events", on_events)
    app.router.add_get("/control/files/{file_id}", on_file)
    app.router.add_get("/", on_page)
    app.router.add_get("/page/{name}", on_page)


async def on_file(request: web.Request) -> web.StreamResponse:
    """A file for the page: pictures, sound and film to be shown, others only as a download."""
    stored = request.app[WORLD].files.get(request.match_info["file_id"])
    if stored is None:
        return web.json_response({"error": "there is no such file"}, status=404)
    headers = {"X-Content-Type-Options": "nosniff"}
    kind = kind_of(stored.upload.content) or _played(stored.upload.mime_type)
    if kind is None:
        kind, headers["Content-Disposition"] = "application/octet-stream", "attachment"
    return web.Response(body=stored.upload.content, content_type=kind, headers=headers)


def _played(mime_type: str) -> str | None:
    """The type of sound and film, which a browser plays and never runs."""
    return mime_type if PLAYED.fullmatch(mime_type) else None


async def on_page(request: web.Request) -> web.StreamResponse:
    path = PAGE / request.match_info.get("name", "index.html")
    if path not in PAGE.iterdir():
        return web.json_response({"error": "there is no such page"}, status=404)
    return web.FileResponse(
        path, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    )


async def on_events(request: web.Request) -> web.StreamResponse:
    """Everything that changes, as server-sent events of JSON `{"kind", "chat_id", "body"}`."""
    world = request.app[WORLD]
    waiting: asyncio.Queue[Json] = asyncio.Queue()
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
    )
    await response.prepare(request)
    listener = waiting.put_nowait
    world.listeners.add(listener)
    try:
        await response.write(b": hello\n\n")
        while True:
            try:
                event = await asyncio.wait_for(waiting.get(), KEEP_ALIVE_SECONDS)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if event["kind"] == "end":
                return response
            await response.write(_event_line(world, event))
    except ConnectionError:
        return response
    finally:
        world.listeners.discard(listener)


def _event_line(world: World, event: Json) -> bytes:
    if event["kind"] in ("message", "edit"):
        event = event | {"body": shown(world, event["body"])}
    return f"data: {json.dumps(event)}\n\n".encode()
