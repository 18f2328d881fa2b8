"""What waits for an answer of the bot: a tapped button, and words typed after the bot's name."""

from dataclasses import dataclass, field
from typing import Any

from bot.emulator import clock

Json = dict[str, Any]


@dataclass(slots=True)
class Query:
    """A callback query; `created` and `answered` are monotonic seconds, `deadline` elapsed ones."""

    id: str
    person: int
    chat_id: int
    message_id: int
    data: str
    time: str
    deadline: float
    update_id: int | None = None
    created: float = field(default_factory=clock.monotonic)
    answered: float | None = None
    toast: str = ""
    alert: bool = False
    attempts: int = 0

    def view(self) -> Json:
        view = {name: getattr(self, name) for name in self.__slots__}
        return view | {"answered_ms": answered_ms(self)}


@dataclass(slots=True)
class InlineQuery:
    """An inline query; `chat_id` is where it was typed, `results` those of the answer."""

    id: str
    person: int
    chat_id: int
    query: str
    time: str
    deadline: float
    update_id: int | None = None
    created: float = field(default_factory=clock.monotonic)
    answered: float | None = None
    results: list[Json] = field(default_factory=list)
    button: Json | None = None
    next_offset: str = ""
    attempts: int = 0

    def view(self) -> Json:
        view = {name: getattr(self, name) for name in self.__slots__}
        return view | {"answered_ms": answered_ms(self)}


def answered_ms(query: Query | InlineQuery) -> float | None:
    """Milliseconds from the act to the bot's answer; None while there is none."""
    return None if query.answered is None else round((query.answered - query.created) * 1000, 1)
