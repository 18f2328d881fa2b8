"""The index and its dimensions by office: a table whose cells are coloured by score."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.pictures.colours import ABSENT, INK, MILD, PLAIN, STEPS, Ink, scored
from bot.pictures.figures import shown
from bot.pictures.lettering import MARGIN, SMALL, SMALL_STRONG, SMALLEST, WIDTH, Align, Block, Font
from bot.pictures.page import CONTENT, closing, opening
from bot.pictures.painting import paint

if TYPE_CHECKING:
    from bot.pictures.sheet import Sheet

GAP = 6  # between cells
INDEX_WIDTH = 92
INDEX_GAP = 16  # between the index and the dimensions
LABELS_WANTED = 370
COLUMNS_MOST = 10  # beside each other; more go below
PITCH_LEAST, PITCH_MOST = 62, 100  # from one dimension to the next; 100 fits the smallest
ROW_LEAST = 60
INDEX_FONT = Font(34, bold=True)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """Scores are 0–100; a remark stands instead of all of them, whatever they are."""

    label: str
    index: float | None
    values: tuple[float | None, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """`columns` are codes and full names; each row without a remark has a value for each."""

    title: str
    subtitle: str
    index_label: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[HeatRow, ...]
    note: str

    def __post_init__(self) -> None:
        for row in self.rows:
            if not row.remark and len(row.values) != len(self.columns):
                raise ValueError(f"{len(row.values)} values for {len(self.columns)} columns")

    def png(self) -> bytes:
        return paint(self.draw)

    def draw(self, sheet: "Sheet") -> None:
        y = opening(sheet, self.title, self.subtitle)
        for first in range(0, len(self.columns), COLUMNS_MOST):
            y = self._table(sheet, slice(first, first + COLUMNS_MOST), y + 28)
        y = _scale(sheet, y + 32)
        y = _names(sheet, self.columns, y + 28)
        closing(sheet, self.note, y)

    def _table(self, sheet: "Sheet", part: slice, top: float) -> float:
        """All rows with the index and a part of the dimensions."""
        codes = [code for code, _ in self.columns[part]]
        grid = Grid(len(codes))
        bottom = _head(sheet, grid, self.index_label, codes, top)
        for row in self.rows:
            bottom = _row(sheet, grid, row, row.values[part], bottom + GAP)
        return bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns stand, for a number of dimensions; the labels take what is left."""

    count: int

    @property
    def pitch(self) -> int:
        room = CONTENT - LABELS_WANTED - INDEX_WIDTH - INDEX_GAP + GAP
        return max(PITCH_LEAST, min(PITCH_MOST, room // max(self.count, 1)))

    @property
    def index_left(self) -> int:
        return self.left(0) - INDEX_GAP - INDEX_WIDTH

    def left(self, column: int) -> int:
        return WIDTH - MARGIN + GAP - (self.count - column) * self.pitch

    @property
    def cell_width(self) -> int:
        return self.pitch - GAP

    @property
    def number(self) -> Font:
        """In the largest size in which 100 fits a cell."""
        return Font(max(SMALLEST, min(32, self.cell_width // 2)))


def _head(sheet: "Sheet", grid: Grid, index_label: str, codes: Sequence[str], top: float) -> float:
    """Codes over the dimensions; the name of the index may reach over the offices' names."""
    index_right = grid.index_left + INDEX_WIDTH
    index = sheet.block(index_label, SMALL_STRONG, index_right - MARGIN)
    blocks = [sheet.block(code, SMALL, grid.pitch) for code in codes]
    bottom = top + max(block.height for block in (index, *blocks))
    if index.width <= INDEX_WIDTH + INDEX_GAP:
        _centred(sheet, index, grid.index_left, INDEX_WIDTH, bottom - index.height / 2, PLAIN)
    else:
        sheet.write(index, index_right, bottom - index.height, PLAIN, "right")
    for column, code in enumerate(blocks):
        middle = bottom - code.height / 2
        _centred(sheet, code, grid.left(column), grid.cell_width, middle, MILD)
    return bottom


def _row(
    sheet: "Sheet", grid: Grid, row: HeatRow, values: Sequence[float | None], top: float
) -> float:
    label = sheet.block(row.label, SMALL, grid.index_left - MARGIN - 16)
    across = WIDTH - MARGIN - grid.index_left
    remark = sheet.block(row.remark, SMALL, across - 40)
    height = max(ROW_LEAST, label.height + 8, remark.height + 16)
    sheet.write(label, MARGIN, top + (height - label.height) / 2, PLAIN)
    if row.remark:
        sheet.box(grid.index_left, top, across, height, ABSENT.behind)
        _centred(sheet, remark, grid.index_left, across, top + height / 2, ABSENT)
        return top + height
    _cell(sheet, row.index, INDEX_FONT, (grid.index_left, top, INDEX_WIDTH, height), edge=INK)
    for column, value in enumerate(values):
        _cell(sheet, value, grid.number, (grid.left(column), top, grid.cell_width, height))
    return top + height


def _cell(
    sheet: "Sheet",
    value: float | None,
    font: Font,
    box: tuple[float, float, float, float],
    edge: str = "",
) -> None:
    left, top, width, height = box
    ink = ABSENT if value is None else scored(value)
    sheet.box(left, top, width, height, ink.behind, edge=edge)
    number = sheet.block(shown(value), font, width)
    _centred(sheet, number, left, width, top + height / 2, ink)


def _centred(
    sheet: "Sheet", block: Block, left: float, width: float, middle: float, ink: Ink
) -> None:
    sheet.write(block, left + width / 2, middle - block.height / 2, ink, "centre")


def _scale(sheet: "Sheet", top: float) -> float:
    """The colours from 0 to 100."""
    width = CONTENT / len(STEPS)
    for number, colour in enumerate(STEPS):
        sheet.box(MARGIN + number * width, top, width, 20, colour)
    for tick in range(0, 101, 20):
        align: Align = "left" if tick == 0 else "right" if tick == 100 else "centre"
        x = MARGIN + tick / 100 * CONTENT
        bottom = sheet.write(sheet.block(str(tick), SMALL, CONTENT), x, top + 24, MILD, align)
    return bottom


def _names(sheet: "Sheet", columns: tuple[tuple[str, str], ...], top: float) -> float:
    """The full name of each code."""
    codes = [sheet.block(code, SMALL_STRONG, CONTENT / 3) for code, _ in columns]
    left = MARGIN + max((code.width for code in codes), default=0) + 20
    for code, (_, full) in zip(codes, columns, strict=True):
        name = sheet.block(full, SMALL, WIDTH - MARGIN - left)
        sheet.write(code, MARGIN, top, PLAIN)
        sheet.write(name, left, top, PLAIN)
        top += max(code.height, name.height) + 4
    return top
