"""Between our bot and telegram-test-api: adds what Telegram sends, notes what breaks its rules."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from aiohttp import ClientSession, web

from bot.emulator import data, keyboards, limits, photos
from bot.emulator.errors import ApiError, bad_request
from bot.emulator.server import logged
from tests.foreign.driver import Request

Json = dict[str, Any]

START_SECONDS = 30.0
# Methods that telegram-test-api does not know and that change nothing in a chat.
MENUS = frozenset({"setMyCommands", "deleteMyCommands"})
NO_BUTTONS: Json = {"inline_keyboard": []}
# What an edit takes from a message when it does not give it anew.
REPLACED = {
    "editMessageText": ("text", "entities", "reply_markup"),
    "editMessageReplyMarkup": ("reply_markup",),
}
CAPTION = ("caption", "caption_entities")
MESSAGE_FIELDS = ("message_id", "from", "chat", "date", "text", "entities")
# telegram-test-api knows no files: it holds the caption as the text of a message.
FILES = {"sendPhoto": "photo", "sendDocument": "document"}


class Wrapper:
    """Serves the Bot API at `url`; `requests` is what came, judged by the published API."""

    def __init__(self, node: str, token: str) -> None:
        """`node` is the address of telegram-test-api, `token` the bot's only right one."""
        self.url = ""
        self.requests: list[Request] = []
        self._node = node
        self._token = token
        self._api = data.load()
        self._me: Json = {}
        self._sent: dict[int, Json] = {}  # the bot's messages as Telegram would hold them
        self._pending: dict[int, Json] = {}  # updates that no offset has confirmed
        self._pulls: set[asyncio.Task[None]] = set()
        self._ready = threading.Event()

    # The thread it lives in ------------------------------------------------------------------

    def start(self) -> None:
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(),))
        self._thread.start()
        assert self._ready.wait(START_SECONDS)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(START_SECONDS)
        assert not self._thread.is_alive()

    def nudge(self) -> None:
        """telegram-test-api has a new update: a waiting poll shall fetch it."""
        self._loop.call_soon_threadsafe(self._news.set)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._news, self._ending = asyncio.Event(), asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._on_method)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1)
        async with ClientSession() as self._session:
            self._me = (await self._ask("getMe", {})) | {
                "id": int(self._token.partition(":")[0]),
                "is_bot": True,
            }
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, port = runner.addresses[0][:2]
            self.url = f"http://{host}:{port}"
            self._ready.set()
            await self._ending.wait()
            await runner.cleanup()
            await asyncio.gather(*self._pulls)

    # Requests of the bot ---------------------------------------------------------------------

    async def _on_method(self, request: web.Request) -> web.Response:
        method, arrived = request.match_info["method"], time.time()
        raw = await _sent(request)
        place = len(self.requests)
        self.requests.append(Request(method, logged(raw), arrived, None))
        try:
            given = self._checked(request.match_info["token"], method, raw)
            self.requests[place] = replace(self.requests[place], parameters=logged(given))
            answer: Json = {"ok": True, "result": await self._carry_out(method, given)}
        except ApiError as error:
            self.requests[place] = replace(self.requests[place], problem=error.description)
            return web.json_response(error.body(), status=error.code)
        return web.json_response(answer)

    def _checked(self, token: str, method: str, raw: Json) -> Json:
        """The parameters, typed. Raises ApiError for what the published Bot API forbids."""
        if token != self._token:
            raise ApiError(401, "Unauthorized")
        given = self._api.check(method, raw)
        if "text" in given and method != "answerCallbackQuery":
            limits.text_content(given["text"], given.get("entities", []))
        if method in FILES:
            limits.caption_content(given.get("caption", ""), given.get("caption_entities", []))
        if len(given.get("text", "")) > limits.TOAST and method == "answerCallbackQuery":
            raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
        keyboards.inline(given.get("reply_markup"))
        return given

    async def _carry_out(self, method: str, given: Json) -> Any:
        """Telegram's result of a method."""
        if method == "getUpdates":
            return await self._updates(given)
        if method == "getMe":
            return self._me
        if method in MENUS:
            return True
        if method in FILES:
            return await self._send_file(method, given)
        if method.startswith("edit"):
            # Without a keyboard Telegram takes it away; telegram-test-api leaves it.
            given = {"reply_markup": NO_BUTTONS} | given
        result = await self._ask(f"bot{self._token}/{method}", given)
        if method == "sendMessage":
            return self._keep(given, result["message_id"], {"date": int(time.time())})
        if method.startswith("edit"):
            gone = REPLACED[method]
            before = self._sent[given["message_id"]]
            kept = {name: value for name, value in before.items() if name not in gone}
            return self._keep(kept | given, before["message_id"], {"edit_date": int(time.time())})
        return True

    async def _send_file(self, method: str, given: Json) -> Json:
        """Keep a message with a file. Raises ApiError for what Telegram takes for no photo."""
        kind = FILES[method]
        upload = given[kind]
        if not isinstance(upload, data.Upload):
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        about = _told(upload, kind)
        text: Json = {name: given[name] for name in ("chat_id", "reply_markup") if name in given}
        text["text"] = given.get("caption") or upload.name
        result = await self._ask(f"bot{self._token}/sendMessage", text)
        return self._keep(given | about, result["message_id"], {"date": int(time.time())})

    def _keep(self, given: Json, message_id: int, times: Json) -> Json:
        """A message of the bot as Telegram tells it."""
        names = (*REPLACED["editMessageText"], *CAPTION, *FILES.values(), "date")
        message = {name: given[name] for name in names if name in given} | times
        if message.get("reply_markup") == NO_BUTTONS:
            del message["reply_markup"]
        message |= {
            "message_id": message_id,
            "from": self._me,
            "chat": {"id": given.get("chat_id"), "type": "private", "first_name": "Staf"},
        }
        self._sent[message_id] = message | {"chat_id": given.get("chat_id")}
        return message

    async def _ask(self, path: str, body: Json) -> Any:
        """The `result` of telegram-test-api; its own errors are the test's failures."""
        path = path if path.startswith("bot") else f"bot{self._token}/{path}"
        async with self._session.post(f"{self._node}/{path}", json=body) as response:
            answer = await response.json()
        assert answer["ok"], (path, answer)
        return answer.get("result")

    # Updates for the bot ---------------------------------------------------------------------

    async def _updates(self, given: Json) -> list[Json]:
        """Confirm below the offset, wait for at most `timeout` seconds, deliver."""
        for update_id in [each for each in self._pending if each < given.get("offset", 0)]:
            del self._pending[update_id]
        deadline = self._loop.time() + given.get("timeout", 0)
        while True:
            self._news.clear()
            await self._pull()
            left = deadline - self._loop.time()
            if self._pending or left <= 0:
                return list(self._pending.values())[: given.get("limit", 100)]
            try:
                await asyncio.wait_for(self._news.wait(), left)
            except TimeoutError:
                return []

    async def _pull(self) -> None:
        """Fetch updates; telegram-test-api gives each once, so no cancelled poll may lose it."""
        pull = asyncio.create_task(self._fetch())
        self._pulls.add(pull)
        pull.add_done_callback(self._pulls.discard)
        await asyncio.shield(pull)

    async def _fetch(self) -> None:
        for update in await self._ask("getUpdates", {}):
            self._pending[update["update_id"]] = self._completed(update)

    def _completed(self, update: Json) -> Json:
        if "message" in update:
            message = {name: update["message"].get(name) for name in MESSAGE_FIELDS}
            kept = {name: value for name, value in message.items() if value is not None}
            return update | {"message": kept}
        query = update["callback_query"]
        message = dict(self._sent[query["message"]["message_id"]])
        del message["chat_id"]
        chat = f"instance{message['chat']['id']}"
        return update | {"callback_query": query | {"message": message, "chat_instance": chat}}


async def _sent(request: web.Request) -> Json:
    """The parameters as the request gives them; files as the check of the Bot API takes them."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        return {**given, **await request.json()}
    for name, value in (await request.post()).items():
        given[name] = _upload(value) if isinstance(value, web.FileField) else value
    return given


def _upload(file: web.FileField) -> data.Upload:
    return data.Upload(file.filename, file.content_type, file.file.read())


def _told(upload: data.Upload, kind: str) -> Json:
    """What a message says of its file."""
    file: Json = {"file_id": upload.name, "file_unique_id": upload.name}
    file["file_size"] = len(upload.content)
    if kind == "document":
        return {kind: file | {"file_name": upload.name, "mime_type": upload.mime_type}}
    width, height = photos.measured(upload.content)
    return {kind: [file | {"width": width, "height": height}]}


@contextmanager
def wrapping(node: str, token: str) -> Iterator[Wrapper]:
    wrapper = Wrapper(node, token)
    wrapper.start()
    try:
        yield wrapper
    finally:
        wrapper.stop()
