"""What the browser gets: the chat page, files to look at, and the stream of events."""

import asyncio
import json
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


def install(app: web.Application) -> None:
    """Add the page, its files and its events."""
    app.router.add_get("/control/events", on_events)
    app.router.add_get("/control/files/{file_id}", on_file)
    app.router.add_get("/", on_page)
    app.router.add_get("/page/{name}", on_page)


async def on_file(request: web.Request) -> web.StreamResponse:
    """A document for the page; always a download, never shown by the browser."""
    stored = request.app[WORLD].files.get(request.match_info["file_id"])
    if stored is None:
        return web.json_response({"error": "there is no such file"}, status=404)
    picture = kind_of(stored.upload.content)
    headers = {"X-Content-Type-Options": "nosniff"}
    if picture is None:
        headers["Content-Disposition"] = "attachment"
    kind = picture or "application/octet-stream"
    return web.Response(body=stored.upload.content, content_type=kind, headers=headers)


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
