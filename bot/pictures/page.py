"""What every picture has: an opening with title and subtitle, and a closing note."""

from typing import TYPE_CHECKING

from bot.pictures.colours import ACCENT, MILD, PLAIN
from bot.pictures.lettering import BODY, MARGIN, SMALL, TITLE, WIDTH

if TYPE_CHECKING:
    from bot.pictures.sheet import Sheet

CONTENT = WIDTH - 2 * MARGIN


def opening(sheet: "Sheet", title: str, subtitle: str) -> float:
    """Title and subtitle under a band. Returns where they end."""
    sheet.box(0, 0, WIDTH, 12, ACCENT)
    y = sheet.write(sheet.block(title, TITLE, CONTENT), MARGIN, 40, PLAIN)
    return sheet.write(sheet.block(subtitle, BODY, CONTENT), MARGIN, y + 4, MILD)


def closing(sheet: "Sheet", note: str, y: float) -> None:
    sheet.write(sheet.block(note, SMALL, CONTENT), MARGIN, y + 28, MILD)
