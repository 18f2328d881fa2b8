"""An .xlsx as grids: every sheet that can be seen, in order."""

import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.importing.grid import Cell, Grid, Line, Place, Remark, tidy
from knowledge.importing.package import refuse_package
from knowledge.importing.refusals import MAX_COLUMNS, MAX_ROWS, refusal
from knowledge.importing.shapes import Spot, shapes

MAIN = "xl/workbook.xml"
_NONE: frozenset[Spot] = frozenset()


def read_xlsx(source: bytes) -> tuple[tuple[Grid, ...], tuple[Remark, ...], date | None]:
    """The grids, what to doubt of them, and the day when the file was saved last."""
    refuse_package(source, MAIN)
    book, drawn = _opened(source, values=True), shapes(source)
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = (sheet.title for sheet in book.worksheets if sheet not in seen)
    remarks = [Remark("sheet-hidden", Place(sheet=title)) for title in hidden]
    filled = {sheet.title: _filled(sheet) for sheet in seen}
    for title, cells in filled.items():
        _refuse_sheet(title, cells)
    formulas = _opened(source, values=False)
    for title, cells in filled.items():
        remarks += _broken(title, cells)
        remarks += _uncalculated(title, cells, _filled(formulas[title]))
    grids = (_grid(sheet, filled[sheet.title], drawn.get(sheet.title, _NONE)) for sheet in seen)
    saved = book.properties.modified
    return tuple(grids), tuple(remarks), saved.date() if saved else None


def _opened(source: bytes, *, values: bool) -> Workbook:
    """The workbook with the values of its formulas, as Excel saved them, or the formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on styles, which we do not read
        return openpyxl.load_workbook(BytesIO(source), data_only=values)


def _refuse_sheet(name: str, filled: Mapping[Spot, Any]) -> None:
    rows = sorted({row for row, _ in filled})
    if len(rows) > MAX_ROWS:
        place = Place(sheet=name, row=rows[MAX_ROWS])
        raise refusal("rows-too-many", place, limit=str(MAX_ROWS))
    wide = [row for row, column in filled if column > MAX_COLUMNS]
    if wide:
        place = Place(sheet=name, row=min(wide))
        raise refusal("columns-too-many", place, limit=str(MAX_COLUMNS))


def _filled(sheet: Worksheet) -> dict[Spot, Any]:
    """The cells that hold something. `iter_rows` makes all others as well: up to 17 billion."""
    cells = sheet._cells  # its type is not published
    return {spot: cell for spot, cell in cells.items() if cell.value is not None}


def _grid(sheet: Worksheet, filled: Mapping[Spot, Any], drawn: frozenset[Spot]) -> Grid:
    spots = {*filled, *drawn}
    width = min(max((column for _, column in spots), default=0), MAX_COLUMNS)
    merged = _merged(sheet, {row for row, _ in spots})
    lines = (
        Line(row, tuple(_cells(row, width, merged, filled, drawn)))
        for row in sorted({row for row, _ in spots})
    )
    return Grid(Place(sheet=sheet.title), tuple(lines))


def _cells(
    row: int,
    width: int,
    merged: Mapping[Spot, tuple[int, int]],
    filled: Mapping[Spot, Any],
    drawn: frozenset[Spot],
) -> Iterator[Cell]:
    column = 1
    while column <= width:
        first, span = merged.get((row, column), (row, 1))
        text = _text(filled[first, column]) if (first, column) in filled else ""
        lies = any((row, each) in drawn for each in range(column, column + span))
        yield Cell(text, column, span, above=first < row, drawn=lies)
        column += span


def _merged(sheet: Worksheet, rows: set[int]) -> dict[Spot, tuple[int, int]]:
    """Of each row of a merged cell its first column -> the row of its text, and its width."""
    found = {}
    for area in sheet.merged_cells.ranges:
        span = area.max_col - area.min_col + 1
        for row in rows:
            if area.min_row <= row <= area.max_row:
                found[row, area.min_col] = (area.min_row, span)
    return found


def _text(cell: Any) -> str:
    value = cell.value
    if cell.data_type == "e":
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, timedelta):
        return _minutes(value.total_seconds())
    if isinstance(value, time):
        return _minutes(value.hour * 3600 + value.minute * 60 + value.second)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value).split("\n"))


def _minutes(seconds: float) -> str:
    return f"{round(seconds / 60)} menit"


def _broken(sheet: str, filled: Mapping[Spot, Any]) -> Iterator[Remark]:
    """Cells in which Excel shows an error, such as #REF!."""
    for (row, column), cell in sorted(filled.items()):
        if cell.data_type == "e":
            yield Remark("cell-broken", Place(None, sheet, row, column), str(cell.value))


def _uncalculated(
    sheet: str, filled: Mapping[Spot, Any], formulas: Mapping[Spot, Any]
) -> Iterator[Remark]:
    """Formulas whose value was not saved, as programs other than Excel leave them."""
    for (row, column), cell in sorted(formulas.items()):
        if cell.data_type == "f" and (row, column) not in filled:
            yield Remark("cell-uncalculated", Place(None, sheet, row, column), str(cell.value))
