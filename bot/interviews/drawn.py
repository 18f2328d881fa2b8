"""What drawing the middle of a card is made of: lines, and rows of buttons that know their card."""

from dataclasses import dataclass

from bot.chat.screen import Button, Tap
from bot.interviews.opened import Opened
from bot.interviews.tapping import INTERVIEWS, Verb

Row = tuple[Button, ...]
ROW = 5  # buttons of digits beside each other that a thumb still hits
WIDEST = 8  # Bot API: buttons in a row


@dataclass(frozen=True, slots=True)
class Drawn:
    lines: tuple[str, ...]
    rows: tuple[Row, ...]


def button(opened: Opened, label: str, verb: Verb, *numbers: int) -> Button:
    """A button of the live card, void as soon as that has moved on."""
    return Button(label, Tap(INTERVIEWS, verb, (opened.stored.id, opened.passage.card, *numbers)))


def grid(buttons: list[Button], width: int = ROW) -> tuple[Row, ...]:
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))


def even(count: int, widest: int = WIDEST) -> int:
    """How many of these buttons in a row, so that all rows are about as long."""
    rows = -(-count // widest)
    return -(-count // rows)
