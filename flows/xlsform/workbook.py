"""A workbook as text cells that remember where they stand."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flows.xlsform.problems import FormProblem, Unreadable

MAX_BYTES = 5_000_000
MAX_ROWS = 50_000  # a sheet
MAX_CELLS = 2_000_000  # a workbook
_NOT_XML = re.compile(
    "[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
)  # XML 1.0, §2.2


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is Excel's, `cells` maps a header to stripped text and has no blanks."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet below its header row; blank rows between others are kept."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]

    def filled(self) -> Iterable[Row]:
        """The rows that hold anything."""
        return (row for row in self.rows if row.cells)

    def address(self, row: int, header: str) -> str:
        """The cell's address as Excel shows it (`C7`), for lists of cells."""
        return f"{_letters(self.headers.index(header))}{row}"


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets by their name in lower case, and what was wrong with single cells."""

    sheets: Mapping[str, Sheet]
    problems: tuple[FormProblem, ...] = ()

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name; an empty one when there is none."""
        return self.sheets.get(name, Sheet(name, (), ()))


class Meter:
    """Counts rows and cells while a workbook is read; stops it when there are too many."""

    def __init__(self) -> None:
        self._cells = 0

    def count(self, row: int, cells: int) -> None:
        self._cells += cells
        if row > MAX_ROWS:
            raise Unreadable("workbook-too-large", limit=f"{MAX_ROWS} rows")
        if self._cells > MAX_CELLS:
            raise Unreadable("workbook-too-large", limit=f"{MAX_CELLS} cells")


def sheet_of(name: str, headers: list[str | None], rows: Iterable[Row]) -> Sheet:
    """A sheet without unnamed columns and without the blank rows at its end."""
    kept = list(rows)
    while kept and not kept[-1].cells:
        kept.pop()
    return Sheet(name, tuple(header for header in headers if header is not None), tuple(kept))


def cells_of(headers: list[str | None], values: Iterable[str | None]) -> dict[str, str]:
    """The filled cells of one row; cells below no header are dropped."""
    pairs = zip(headers, values, strict=False)
    return {header: value for header, value in pairs if header is not None and value}


def forbidden_characters(workbook: Workbook) -> Iterator[FormProblem]:
    """The cells with a character that XML cannot hold, such as a control character."""
    for sheet in workbook.sheets.values():
        for row in sheet.rows:
            for header, text in row.cells.items():
                found = _NOT_XML.search(text)
                if found:
                    details = {"character": f"U+{ord(found[0]):04X}"}
                    place = (sheet.name, row.number, header)
                    yield FormProblem("error", "character-forbidden", *place, details)


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
