"""A screen is a value: what a person is shown, drawn by Telegram, terminal and transcripts."""

from dataclasses import dataclass
from typing import Protocol

BOLD_ON, BOLD_OFF = "\x02", "\x03"


def bold(text: str) -> str:
    """Mark `text` bold. The marks are control characters, which no other text may hold."""
    return f"{BOLD_ON}{text}{BOLD_OFF}"


def plain(text: str) -> str:
    return text.replace(BOLD_ON, "").replace(BOLD_OFF, "")


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button carries: whose it is, what it does, on what. Signed when it is drawn."""

    feature: int
    verb: int
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    tap: Tap


@dataclass(frozen=True, slots=True)
class Share:
    """A button that lets a person pick a chat, and types the bot's name and the words there."""

    label: str
    words: str  # what inline mode is asked for


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    content: bytes


class Picture(Protocol):
    """A chart as a value (see bot.pictures); painting it takes a while, so the sender does."""

    def png(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture that is ready to be sent."""

    content: bytes

    def png(self) -> bytes:
        return self.content


@dataclass(frozen=True, slots=True)
class Screen:
    """With a document or a picture, never both, the text becomes its caption."""

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    document: Document | None = None
    picture: Picture | None = None
    share: Share | None = None  # a row of its own, below the others
