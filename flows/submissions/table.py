"""Tables of submissions: the sheets of a workbook, or CSV files, as rows of text cells."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import PurePosixPath

from flows.submissions.problems import FileProblem, Place, Unusable
from flows.xlsform.excel import read_xlsx
from flows.xlsform.problems import FormProblem, Unreadable
from flows.xlsform.tables import unique_headers
from flows.xlsform.workbook import Meter, Row, cells_of

PARENTS = frozenset({"_parent_index", "_parent_table_name", "PARENT_KEY"})
IDS = frozenset({"_index", "_id", "_uuid", "KEY", "meta/instanceID", "meta-instanceID"})
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2
_CODES = {
    "workbook-unreadable": "file-unreadable",
    "workbook-too-large": "file-too-large",
}


@dataclass(frozen=True, slots=True)
class Table:
    """`place` is its file and sheet; `name` is the sheet's, or the file's without its ending."""

    place: Place
    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    broken: tuple[FileProblem, ...] = ()  # cells that cannot be read

    @property
    def is_main(self) -> bool:
        """Whether its rows are submissions, not instances of a repeat."""
        return PARENTS.isdisjoint(self.headers)

    def at(self, row: int | None, column: str | None = None) -> Place:
        return replace(self.place, row=row, column=column)


def read_workbook(content: bytes, file: str) -> tuple[Table, ...]:
    """The first sheet, and those that hold ids or instances of repeats. Raises Unusable."""
    try:
        book = read_xlsx(content)
    except Unreadable as error:
        raise _unusable(error, Place(file)) from error
    found = []
    for sheet in book.sheets.values():
        place = Place(file, sheet.name)
        of = [each for each in book.problems if each.sheet == sheet.name]
        _refuse_twice(of, place)
        broken = (
            FileProblem("cell-unreadable", replace(place, row=each.row, column=each.column))
            for each in of
        )
        rows = tuple(_clean(row) for row in sheet.filled())
        found.append(Table(place, sheet.name, sheet.headers, rows, tuple(broken)))
    return tuple(
        table
        for number, table in enumerate(found)
        if number == 0 or not (IDS | PARENTS).isdisjoint(table.headers)
    )


def read_csv(content: bytes, file: str) -> Table:
    """A CSV in UTF-8, separated by comma or semicolon. Raises Unusable."""
    place = Place(file)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable("not-utf8", place) from error
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    try:
        records = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        headers, twice = unique_headers(file, next(records, []))
        _refuse_twice(twice, place)
        rows = tuple(_rows(headers, records))
    except csv.Error as error:
        raise Unusable("csv-unreadable", place) from error
    except Unreadable as error:
        raise _unusable(error, place) from error
    return Table(
        place,
        PurePosixPath(file).stem,
        tuple(header for header in headers if header is not None),
        rows,
    )


def _refuse_twice(problems: Iterable[FormProblem], place: Place) -> None:
    """Of two columns of one name nobody knows which is meant."""
    for each in problems:
        if each.code == "header-duplicate":
            raise Unusable("column-twice", replace(place, row=each.row, column=each.column))


def _rows(headers: list[str | None], records: Iterator[list[str]]) -> Iterator[Row]:
    """The filled rows, counted as Excel counts them."""
    meter = Meter()
    for number, record in enumerate(records, start=2):
        meter.count(number, len(record))
        cells = cells_of(headers, [cell.strip() for cell in record])
        if cells:
            yield _clean(Row(number, cells))


def _unusable(error: Unreadable, place: Place) -> Unusable:
    code = error.problem.code
    return Unusable(_CODES.get(code, code), place, **error.problem.details)


def _clean(row: Row) -> Row:
    """Without characters that XML cannot hold: no answer from a chat has them either."""
    cells: Mapping[str, str] = {
        header: _NOT_XML.sub("", text) for header, text in row.cells.items()
    }
    return Row(row.number, cells)
