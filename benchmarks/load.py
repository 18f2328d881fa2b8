"""The load: people who tap an answer as soon as the next question is there, and never think."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import aiohttp

from benchmarks.questions import OPTIONS, question_of

Json = dict[str, Any]

PATIENCE = 30.0  # seconds without the awaited card after which the measurement is given up
FIRST_CHAT = 7001


@dataclass(frozen=True, slots=True)
class Opening:
    """How a person reaches the first question: what is typed, then the button that is tapped."""

    text: str
    button: str = ""


@dataclass(slots=True)
class Phone:
    """What one person sees: the newest card with its buttons, and how many toasts there were."""

    chat_id: int
    message_id: int = 0
    text: str = ""
    buttons: list[Json] = field(default_factory=list)
    seen_at: float = 0.0  # perf_counter seconds
    toasts: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self, kind: str, body: Json) -> None:
        """Something happened in this chat, as the local Bot API tells it to its pages."""
        if kind == "toast":
            self.toasts += 1
        elif body["from"] == "bot" and body["message_id"] >= self.message_id:
            self.message_id, self.text = body["message_id"], body["text"]
            self.buttons = [button for row in body["buttons"] for button in row]
            self.seen_at = perf_counter()
        self.changed.set()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self.changed.clear()
                await self.changed.wait()


class Crowd:
    """The people of one local Bot API."""

    def __init__(self, session: aiohttp.ClientSession, url: str, people: int) -> None:
        self._session = session
        self._url = url
        self._phones = {chat: Phone(chat) for chat in range(FIRST_CHAT, FIRST_CHAT + people)}

    async def join(self) -> None:
        """Make the people known to the Bot API."""
        people = [{"id": chat, "first_name": f"Staf {chat}"} for chat in self._phones]
        await self._post("people", people)

    async def watch(self) -> None:
        """Show each phone what happens in its chat, for ever."""
        timeout = aiohttp.ClientTimeout(total=None)
        async with self._session.get(f"{self._url}/control/events", timeout=timeout) as events:
            async for line in events.content:
                if line.startswith(b"data: "):
                    event = json.loads(line[6:])
                    phone = self._phones.get(event["chat_id"])
                    if phone is not None and event["kind"] in ("message", "edit", "toast"):
                        phone.take(event["kind"], event["body"])

    async def open(self, openings: Sequence[Opening]) -> None:
        """Bring everybody to the first question."""
        phones = self._phones.values()
        pairs = zip(phones, openings, strict=True)
        await asyncio.gather(*(self._open(phone, opening) for phone, opening in pairs))

    async def _open(self, phone: Phone, opening: Opening) -> None:
        await self._post("say", {"person": phone.chat_id, "text": opening.text})
        if opening.button:
            await phone.until(lambda: any(b["text"] == opening.button for b in phone.buttons))
            [button] = [b for b in phone.buttons if b["text"] == opening.button]
            await self._tap(phone, button)
        await phone.until(lambda: question_of(phone.text) == 0)

    async def answer(self, questions: int) -> list[float]:
        """Everybody answers everything; the seconds from each tap to the next card."""
        phones = self._phones.values()
        all_taken = await asyncio.gather(*(self._answer(phone, questions) for phone in phones))
        return [seconds for taken in all_taken for seconds in taken]

    async def _answer(self, phone: Phone, questions: int) -> list[float]:
        taken = []
        for question in range(questions):
            following = question + 1 if question + 1 < questions else None
            toasts, tapped_at = phone.toasts, perf_counter()
            await self._tap(phone, phone.buttons[(phone.chat_id + question) % OPTIONS])
            await phone.until(
                lambda toasts=toasts, following=following: (  # type: ignore[misc]
                    phone.toasts > toasts and question_of(phone.text) == following
                )
            )
            taken.append(phone.seen_at - tapped_at)
        return taken

    async def _tap(self, phone: Phone, button: Json) -> None:
        data = button["callback_data"]
        asked = {"person": phone.chat_id, "message_id": phone.message_id, "data": data}
        await self._post("tap", asked)

    async def _post(self, path: str, asked: Any) -> None:
        async with self._session.post(f"{self._url}/control/{path}", json=asked) as response:
            answer = await response.read()
            if response.status != 200:
                raise RuntimeError(f"{path}: {answer.decode()}")


@asynccontextmanager
async def crowd(url: str, people: int) -> AsyncIterator[Crowd]:
    """People of the local Bot API at `url`, who see what happens while the block lasts."""
    async with aiohttp.ClientSession() as session:
        gathered = Crowd(session, url, people)
        await gathered.join()
        watching = asyncio.create_task(gathered.watch())
        try:
            yield gathered
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
