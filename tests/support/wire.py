"""Updates as Telegram sends them, through PTB's routing and the real handlers, in process."""

import asyncio
import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.app import claims, make_application
from bot.chat.context import Services
from bot.chat.screen import Tap
from bot.chat.taps import Codec, key_from_token
from bot.gateway.callbacks import Callbacks
from bot.gateway.client import make_bot
from bot.gateway.dispatch import Dispatcher
from bot.gateway.pacing import Pace
from storage.database import Database
from tests.bot.emulator.running import TOKEN, Emulator
from tests.support.chat import Phone
from tests.support.people import NOW

Json = dict[str, Any]
BOT = 42
CODEC = Codec(key_from_token(TOKEN))


@dataclass
class Wire:
    """One Bot API, one database; the phones of `town` show what is sent."""

    url: str
    database: Database
    town: dict[int, Phone] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def send(self, *bodies: Json) -> None:
        """Every body becomes an update of its own; returns when all are done or parked."""
        rows = []
        for body in bodies:
            number = next(self.numbers)
            chat = _chat_of(body)
            if chat is not None and chat not in self.town:
                Phone(self.database, chat, town=self.town)
            rows.append((BOT, number, chat, json.dumps({"update_id": number, **body})))
        kept = self.database.write(lambda uow: uow.inbox.receive(rows, NOW))
        asyncio.run(self._carry_out(lambda dispatcher: dispatcher.take(kept)))
        for phone in tuple(self.town.values())[:1]:
            phone.deliver()

    async def _carry_out(self, begin: Callable[[Dispatcher], None]) -> None:
        bot = make_bot(TOKEN, self.url)
        application = make_application(bot)
        await application.initialize()
        callbacks = Callbacks(bot, Pace())
        services = Services(self.database, lambda: NOW, CODEC, lambda: None, claims)
        dispatcher = Dispatcher(application, services, callbacks, BOT)
        begin(dispatcher)
        async with asyncio.timeout(20):
            while self._waiting():
                await asyncio.sleep(0.01)
            await dispatcher.drain()
            await callbacks.drain()
            await application.shutdown()
            await bot.shutdown()

    def _waiting(self) -> bool:
        with self.database.read() as uow:
            return bool(uow.inbox.pending(BOT, 1))

    def parked(self) -> int:
        with self.database.read() as uow:
            return len(uow.inbox.parked())


def user(chat: int, **more: Any) -> Json:
    return {"id": chat, "is_bot": False, "first_name": "Sari", "language_code": "id", **more}


def message(chat: int, kind: str = "private", **content: Any) -> Json:
    """The Message object; a text that begins with a slash is marked as a command."""
    where = {"id": chat, "type": kind}
    text = content.get("text", "")
    if text.startswith("/"):
        command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
        content["entities"] = [command]
    sender = user(abs(chat))
    return {"message_id": 900, "date": 1772413200, "chat": where, "from": sender, **content}


def uploaded(api: Emulator, kind: str, name: str, content: bytes, **more: Any) -> Json:
    """Upload as a person does: the message without where it was sent."""
    api.act(kind, name=name, content=base64.b64encode(content).decode(), **more)
    update = api.bot("getUpdates")[-1]
    api.bot("getUpdates", offset=update["update_id"] + 1)
    kept = ("photo", "document", "voice", "audio", "video", "video_note", "animation", "caption")
    return {name: update["message"][name] for name in kept if name in update["message"]}


def said(chat: int, text: str, kind: str = "private") -> Json:
    return {"message": message(chat, kind, text=text)}


def tapped(chat: int, tap: Tap | str, message_id: int = 1) -> Json:
    """A tap on a button of ours, or with any callback data at all."""
    data = tap if isinstance(tap, str) else CODEC.encode(tap, chat)
    return {
        "callback_query": {
            "id": f"query{chat}",
            "from": user(chat),
            "chat_instance": "1",
            "message": message(chat, text="?") | {"message_id": message_id},
            "data": data,
        }
    }


def membership(chat: int, status: str, kind: str = "private") -> Json:
    robot = {"id": BOT, "is_bot": True, "first_name": "Pandu"}
    banned = {"until_date": 0} if status == "kicked" else {}
    return {
        "my_chat_member": {
            "chat": {"id": chat, "type": kind},
            "from": user(abs(chat)),
            "date": 1772413200,
            "old_chat_member": {"user": robot, "status": "left"},
            "new_chat_member": {"user": robot, "status": status, **banned},
        }
    }


def _chat_of(body: Json) -> int | None:
    held = next(iter(body.values()))
    chat = (held.get("message") or held).get("chat")
    return chat["id"] if chat else None
