"""Tables of a document as cells that remember where they stand and how they were merged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: in a table of Word's, or on a sheet of Excel's."""

    table: int | None = None  # counted from 1; 0: the text outside tables
    sheet: str | None = None
    row: int | None = None  # from 1, as Excel counts
    column: int | None = None  # from 1

    @property
    def cell(self) -> str | None:
        """The cell's address as Excel shows it: C7."""
        if self.sheet is None or self.row is None or self.column is None:
            return None
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `column` is the first that it covers, from 1."""

    text: str
    column: int
    span: int = 1
    above: bool = False  # a part of the merged cell above, with its text
    drawn: bool = False  # a shape lies on it
    listed: bool = False  # Word numbers its paragraph by itself

    @property
    def end(self) -> int:
        """The first column after it."""
        return self.column + self.span

    def __bool__(self) -> bool:
        return bool(self.text) or self.drawn or self.listed


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        """The cell that covers this column; an empty one where the row ends before it."""
        for cell in self.cells:
            if cell.column <= column < cell.end:
                return cell
        return Cell("", column)

    def __bool__(self) -> bool:
        return any(cell and not cell.above for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, a sheet, or the paragraphs outside tables as a table of one column."""

    place: Place
    lines: tuple[Line, ...]

    def at(self, row: int | None = None, column: int | None = None) -> Place:
        return Place(self.place.table, self.place.sheet, row, column)

    @property
    def width(self) -> int:
        return max((cell.end - 1 for line in self.lines for cell in line.cells), default=0)

    def part(self, lines: Iterable[Line]) -> "Grid":
        """The same table with these lines only."""
        return Grid(self.place, tuple(lines))


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to doubt that was seen while the file was read."""

    code: str
    place: Place
    text: str = ""


def tidy(lines: Iterable[str]) -> str:
    """Lines without blanks around or doubled within them, and without empty ones."""
    kept = (" ".join(line.split()) for line in lines)
    return "\n".join(line for line in kept if line)


def cells_of(grids: Iterable[Grid]) -> Iterator[tuple[Grid, Line, Cell]]:
    """Every cell that holds something, each merged one once."""
    for grid in grids:
        for line in grid.lines:
            for cell in line.cells:
                if cell and not cell.above:
                    yield grid, line, cell
