"""Painting: one picture at a time, with the drawing library imported when it is first needed."""

import logging
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.pictures.sheet import Sheet

_lock = Lock()  # matplotlib and its fonts are not made for several threads


def paint(draw: Callable[["Sheet"], None]) -> bytes:
    """What `draw` puts on a sheet, as PNG."""
    with _lock:
        # It would tell an operator whose service has no home that its font cache is a temporary
        # one, which costs a fraction of a second at the first picture and nothing after.
        logging.getLogger("matplotlib").setLevel(logging.ERROR)
        # Here, because it takes half a second and many commands never draw.
        from bot.pictures.sheet import Sheet

        sheet = Sheet()
        draw(sheet)
        return sheet.png()
