"""A screen is a value: what a person is shown, drawn by Telegram, terminal and transcripts."""

from dataclasses import dataclass

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
class Document:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Screen:
    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    document: Document | None = None  # the text becomes its caption
