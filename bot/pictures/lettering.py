"""Type, and words in lines: sizes in pixels of a sheet as wide as a phone shows it."""

from dataclasses import dataclass
from typing import Literal

from bot.pictures.colours import Ink

WIDTH = 1080  # what a phone shows of a picture in a chat
MARGIN = 40
SMALLEST = 28  # pixels of type that are still read on a phone
LEADING = 1.32  # height of a line over the size of its type
ASCENT, DESCENT = 0.93, 0.24  # of DejaVu Sans, over the size of its type

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Font:
    size: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Words in lines that fit a width; `height` and `width` in pixels."""

    lines: tuple[str, ...]
    font: Font
    width: float

    @property
    def height(self) -> int:
        return len(self.lines) * self.leading

    @property
    def leading(self) -> int:
        return round(self.font.size * LEADING)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words where it stands."""

    text: str
    font: Font
    ink: Ink
    left: float
    baseline: int
    width: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        size = self.font.size
        top, bottom = self.baseline - ASCENT * size, self.baseline + DESCENT * size
        return self.left, top, self.left + self.width, bottom


TITLE = Font(44, bold=True)
BODY = Font(30)
SMALL = Font(SMALLEST)
SMALL_STRONG = Font(SMALLEST, bold=True)
