"""A sheet to draw on, in pixels from its top left corner, and its way to a small PNG.

The renderer is used without a Figure: half the import time, and no settings shared by threads.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

import matplotlib
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patches import FancyBboxPatch, Polygon
from matplotlib.patches import Patch as Shape
from matplotlib.transforms import Affine2D
from PIL import Image

from bot.pictures.colours import PAPER
from bot.pictures.lettering import ASCENT, DESCENT, MARGIN, WIDTH, Block, Font, Line

COLOURS = 128
UNKNOWN = "□"  # for what the typeface does not have
FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}

Align = Literal["left", "centre", "right"]


class Sheet:
    """Shapes and lines of words; what is drawn furthest down decides the height."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self.lines: list[Line] = []
        self.bottom = 0.0
        self._measuring = RendererAgg(1, 1, 72)  # at 72 dpi a point is a pixel

    # Words ---------------------------------------------------------------------------------------

    def block(self, text: str, font: Font, width: float) -> Block:
        """`text` in as many lines as `width` demands; a word that is wider is broken."""
        lines = tuple(self._wrapped(legible(text, font), font, width))
        widest = max((self.measure(line, font) for line in lines), default=0.0)
        return Block(lines, font, widest)

    def measure(self, text: str, font: Font) -> float:
        """The width of legible `text` in pixels."""
        return self._measuring.get_text_width_height_descent(text, _typeface(font), ismath=False)[0]

    def _wrapped(self, text: str, font: Font, width: float) -> Iterator[str]:
        line = ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if self.measure(longer, font) <= width:
                line = longer
                continue
            if line:
                yield line
            *full, line = self._broken(word, font, width)
            yield from full
        if line:
            yield line

    def _broken(self, word: str, font: Font, width: float) -> Iterator[str]:
        piece = ""
        for character in word:
            fits = self.measure(piece + character, font) <= width
            if piece and not fits and not unicodedata.combining(character):
                yield piece
                piece = ""
            piece += character
        yield piece

    def write(
        self, block: Block, x: float, top: float, colour: str, align: Align = "left"
    ) -> float:
        """Write the lines so that `x` is their left, centre or right. Returns the bottom."""
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        size = block.font.size
        above = (block.leading - (ASCENT + DESCENT) * size) / 2 + ASCENT * size
        for number, text in enumerate(block.lines):
            width = self.measure(text, block.font)
            baseline = round(top + number * block.leading + above)
            left = round(x - width * share)
            self.lines.append(Line(text, block.font, colour, left, baseline, width))
        return self._down_to(top + block.height)

    # Shapes --------------------------------------------------------------------------------------

    def box(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        fill: str,
        *,
        radius: float = 8,
        edge: str | None = None,
        line: float = 3,
    ) -> float:
        """A rectangle with round corners; the edge lies inside it. Returns the bottom."""
        inset = line / 2 if edge else 0
        shape = FancyBboxPatch(
            (left + inset, top + inset),
            width - 2 * inset,
            height - 2 * inset,
            boxstyle=f"round,pad=0,rounding_size={min(radius, width / 2, height / 2)}",
            facecolor=fill,
            edgecolor=edge or "none",
            linewidth=line if edge else 0,
        )
        self.shapes.append(shape)
        return self._down_to(top + height)

    def polygon(
        self, points: Sequence[tuple[float, float]], fill: str, edge: str, line: float
    ) -> None:
        self.shapes.append(
            Polygon(points, closed=True, facecolor=fill, edgecolor=edge, linewidth=line)
        )
        self._down_to(max(y for _, y in points))

    def _down_to(self, y: float) -> float:
        self.bottom = max(self.bottom, y)
        return y

    # The picture ---------------------------------------------------------------------------------

    def png(self) -> bytes:
        height = round(self.bottom) + MARGIN
        renderer = RendererAgg(WIDTH, height, 72)
        downwards = Affine2D().scale(1, -1).translate(0, height)
        paper = FancyBboxPatch((0, 0), WIDTH, height, boxstyle="square,pad=0", facecolor=PAPER)
        for shape in (paper, *self.shapes):
            shape.set_transform(downwards)
            shape.draw(renderer)
        for line in self.lines:
            words = renderer.new_gc()
            words.set_foreground(to_rgb(line.colour), isRGBA=False)
            renderer.draw_text(
                words, line.left, line.baseline, line.text, _typeface(line.font), 0.0
            )
            words.restore()
        image = Image.frombuffer("RGBA", (WIDTH, height), renderer.buffer_rgba()).convert("RGB")
        file = BytesIO()
        image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        return file.getvalue()


def legible(text: str, font: Font) -> str:
    """`text` in characters that the typeface has; others become a square, marks are left out."""
    known = _characters(font.bold)
    spaced = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(_shown(character, known) for character in spaced)


def _shown(character: str, known: frozenset[int]) -> str:
    kind = unicodedata.category(character)
    if kind[0] == "C":  # controls, directions, joiners, lone halves of a pair
        return ""
    if ord(character) in known:
        return character
    return "" if kind[0] == "M" else UNKNOWN


@cache
def _characters(bold: bool) -> frozenset[int]:
    return frozenset(get_font(_file(bold)).get_charmap())


@cache
def _typeface(font: Font) -> FontProperties:
    # by file, so that no search among the fonts of the machine decides what is drawn
    return FontProperties("sans-serif", fname=_file(font.bold), size=font.size)


def _file(bold: bool) -> str:
    return str(Path(matplotlib.get_data_path(), "fonts", "ttf", FILES[bold]))
