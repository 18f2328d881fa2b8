"""A sheet to draw on, in pixels from its top left corner, and its way to a small PNG.

It uses the renderer of FigureCanvasAgg without a Figure: a third less to import, and no settings
of a process that change what is drawn.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain

import matplotlib
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.patches import Patch, Polygon, Rectangle
from matplotlib.transforms import Affine2D
from PIL import Image

from bot.pictures.colours import PAPER, Ink, between
from bot.pictures.lettering import ASCENT, DESCENT, MARGIN, WIDTH, Align, Block, Font, Line
from bot.pictures.typeface import HINTING, joined, legible, pieces, typeface
from bot.pictures.typeface import width as width_of

DPI = 72  # a point is a pixel
LIMIT = 60_000  # bytes that also travel where the network is thin
SHADES = (4, 2)  # steps from words to what is behind them: fewer are smaller, and rougher
EDGE = 3  # pixels


class Sheet:
    """Shapes and lines of words; what is drawn furthest down decides the height."""

    def __init__(self) -> None:
        self.shapes: list[Patch] = []
        self.lines: list[Line] = []
        self.bottom = 0.0
        self._pairs: dict[tuple[str, str], None] = {}  # colours that meet, in order

    # Words ---------------------------------------------------------------------------------------

    def block(self, text: str, font: Font, width: float) -> Block:
        """`text` in as many lines as `width` demands; a word that is wider is broken."""
        lines = tuple(self._wrapped(legible(text, bold=font.bold), font, width))
        return Block(lines, font, max((width_of(line, font) for line in lines), default=0.0))

    def write(self, block: Block, x: float, top: float, ink: Ink, align: Align = "left") -> float:
        """Write the lines so that `x` is their left, centre or right. Returns the bottom."""
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        size = block.font.size
        above = (block.leading - (ASCENT + DESCENT) * size) / 2 + ASCENT * size
        for number, text in enumerate(block.lines):
            width = width_of(text, block.font)
            baseline = round(top + number * block.leading + above)
            self.lines.append(
                Line(text, block.font, ink, round(x - width * share), baseline, width)
            )
        self._pairs[ink] = None
        return self._down_to(top + block.height)

    def _wrapped(self, text: str, font: Font, width: float) -> Iterator[str]:
        line = ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if width_of(longer, font) <= width:
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
        for letter in joined(word):
            if piece and width_of(piece + letter, font) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece

    # Shapes --------------------------------------------------------------------------------------

    def box(
        self, left: float, top: float, width: float, height: float, fill: str, edge: str = ""
    ) -> float:
        """A rectangle of whole pixels; an edge lies inside it. Returns the bottom."""
        inset = EDGE / 2 if edge else 0
        shape = Rectangle(
            (round(left) + inset, round(top) + inset),
            round(width) - 2 * inset,
            round(height) - 2 * inset,
            facecolor=fill,
            edgecolor=edge or "none",
            linewidth=EDGE if edge else 0,
        )
        return self._add(shape, fill, edge or fill, top + height)

    def polygon(self, points: Sequence[tuple[float, float]], fill: str, edge: str) -> float:
        shape = Polygon(points, closed=True, facecolor=fill, edgecolor=edge, linewidth=EDGE)
        return self._add(shape, fill, edge, max(y for _, y in points))

    def _add(self, shape: Patch, fill: str, edge: str, bottom: float) -> float:
        self.shapes.append(shape)
        self._pairs[fill, edge] = self._pairs[edge, PAPER] = None
        return self._down_to(bottom)

    def _down_to(self, y: float) -> float:
        self.bottom = max(self.bottom, y)
        return y

    # The picture ---------------------------------------------------------------------------------

    def png(self) -> bytes:
        """The sheet as smooth as the limit allows; without smoothing it is half as large."""
        image = self.image(smooth=True)
        for shades in SHADES:
            content = _compressed(image, self._palette(shades))
            if len(content) <= LIMIT:
                return content
        return _compressed(self.image(smooth=False), self._palette(1))

    def _palette(self, shades: int) -> Image.Image:
        """The colours that meet on the sheet, and shades between them."""
        colours = chain.from_iterable(between(*pair, shades) for pair in self._pairs)
        palette = Image.new("P", (1, 1))
        palette.putpalette(b"".join(bytes.fromhex(name[1:]) for name in dict.fromkeys(colours)))
        return palette

    def image(self, *, smooth: bool) -> Image.Image:
        height = round(self.bottom) + MARGIN
        renderer = _renderer(height)
        downwards = Affine2D().scale(1, -1).translate(0, height)
        paper = Rectangle((0, 0), WIDTH, height, facecolor=PAPER, linewidth=0)
        for shape in (paper, *self.shapes):
            shape.set_transform(downwards)
            shape.set_antialiased(smooth)
            shape.set_snap(False)  # which would move an edge by half a pixel
            shape.draw(renderer)
        with matplotlib.rc_context({"text.hinting": HINTING}):
            for line in self.lines:
                _draw(renderer, line, smooth=smooth)
        pixels = renderer.buffer_rgba()  # type: ignore[no-untyped-call]
        return Image.frombuffer("RGBA", (WIDTH, height), pixels).convert("RGB")


def _renderer(height: int) -> RendererAgg:
    return RendererAgg(WIDTH, height, DPI)  # type: ignore[no-untyped-call]


def _compressed(image: Image.Image, palette: Image.Image) -> bytes:
    file = BytesIO()
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw(renderer: RendererAgg, line: Line, *, smooth: bool) -> None:
    context = renderer.new_gc()
    context.set_foreground(line.ink.colour)
    context.set_antialiased(smooth)
    left: float = line.left
    for piece, width in pieces(line.text, line.font):
        renderer.draw_text(  # type: ignore[no-untyped-call]
            context, left, line.baseline, piece, typeface(line.font), 0.0
        )
        left += width
    context.restore()
