"""A person with a phone, whatever Bot API server is behind it: reads, taps, types, waits."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

Json = dict[str, Any]
T = TypeVar("T")

PATIENCE = 60.0  # seconds to wait for anything before the test fails
LOOK = 0.02  # seconds between two looks at the phone


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as the person saw it: its buttons keep their data when it changes."""

    message_id: int
    text: str
    buttons: tuple[tuple[str, str], ...]  # label, callback data

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.buttons]

    def has(self, label: str) -> bool:
        return any(_plain(each) == label for each in self.labels)

    def data(self, label: str) -> str:
        """Callback data of a button, named with or without the mark of what is chosen."""
        for each, data in self.buttons:
            if _plain(each) == label:
                return data
        raise AssertionError(f"no button {label!r} among {self.labels} of: {self.text}")


def _plain(label: str) -> str:
    return label.removeprefix("✓ ")


@dataclass(frozen=True, slots=True)
class Request:
    """What the bot asked of the server; `problem` says how it broke the published Bot API."""

    method: str
    parameters: Json
    arrived: float  # seconds on the server's clock
    problem: str | None


@dataclass(frozen=True, slots=True)
class Query:
    """A callback query, made at `created` on the server's clock."""

    id: str
    created: float


class Server(Protocol):
    """A Bot API server with one person in it, and its own log."""

    @property
    def url(self) -> str:
        """Where the bot finds the Bot API."""

    def say(self, text: str) -> None:
        """The person types."""

    def tap(self, message_id: int, data: str) -> str:
        """The person taps a button with this data; the id of the callback query."""

    def messages(self) -> list[Shown]:
        """The bot's messages as they are now, oldest first."""

    def requests(self) -> list[Request]:
        """All requests of the bot, oldest first."""

    def queries(self) -> list[Query]:
        """All callback queries, oldest first."""

    def clock(self) -> float:
        """Now, in seconds of the clock of `requests` and `queries`."""


def until(look: Callable[[], T | None], what: Callable[[], str]) -> T:
    """Look again and again until there is something; `what` tells what was missed."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = look()
        if found is not None:
            return found
        time.sleep(LOOK)
    raise AssertionError(what())


@dataclass
class Phone:
    """What the person does; `shown` is the message looked at last."""

    server: Server
    shown: Shown = field(default=Shown(0, "", ()))

    def say(self, text: str) -> None:
        self.server.say(text)

    def press(self, label: str, on: Shown | None = None) -> str:
        """Tap and do not wait; `on` is a message as it was seen earlier."""
        shown = on or self.shown
        return self.server.tap(shown.message_id, shown.data(label))

    def tap(self, label: str, on: Shown | None = None) -> str:
        """Tap and wait for the toast, which is returned."""
        return self.toast(self.press(label, on))

    def toast(self, query: str) -> str:
        """Wait for the answer to a callback query; its text."""

        def answered() -> str | None:
            for request in self.server.requests():
                if asks_about(request) == query:
                    return str(request.parameters.get("text", ""))
            return None

        return until(answered, lambda: f"callback query {query} stays unanswered")

    def see(self, *words: str, button: str = "") -> Shown:
        """Wait until the newest message holds all words, and a button of this label."""

        def fitting() -> Shown | None:
            shown = next(iter(self.server.messages()[-1:]), None)
            if shown is None or not all(each in shown.text for each in words):
                return None
            return shown if not button or shown.has(button) else None

        self.shown = until(fitting, lambda: self._missed((*words, button)))
        return self.shown

    def see_line(self, pattern: "re.Pattern[str]") -> Shown:
        """Wait until a whole line of the newest message fits."""

        def fitting() -> Shown | None:
            for shown in self.server.messages()[-1:]:
                if any(pattern.fullmatch(line) for line in shown.text.splitlines()):
                    return shown
            return None

        self.shown = until(fitting, lambda: self._missed((pattern.pattern,)))
        return self.shown

    def seen(self, *words: str) -> None:
        """One of the messages, whatever came after it, holds all words."""
        messages = self.server.messages()
        found = any(all(each in shown.text for each in words) for shown in messages)
        assert found, f"no message says {words}"

    def _missed(self, wanted: tuple[str, ...]) -> str:
        newest = self.server.messages()[-1:]
        return f"waited for {wanted} and saw {newest}"


def asks_about(request: Request) -> str | None:
    """The callback query that a request answers."""
    if request.method != "answerCallbackQuery":
        return None
    return str(request.parameters.get("callback_query_id"))
