"""Workbooks written as text: Markdown tables and CSV with the sheet's name in the first column."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

from flows.xlsform.problems import FormProblem, Unreadable
from flows.xlsform.workbook import Meter, Row, Sheet, Workbook, cells_of, sheet_of

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[|\-:\s]+")

Line = list[str]  # the first cell is the sheet's name or blank


def read_markdown(source: bytes) -> Workbook:
    """A Markdown XLSForm as pyxform reads it: one table, a row that names a sheet opens it.

    Rows count from the header (row 1) without blank ones, which is where `export_xlsx` puts them.
    """
    sheets, problems = _sheets(_markdown_lines(_text(source)), blanks=False)
    return Workbook(sheets, problems)


def read_csv(source: bytes) -> Workbook:
    """A CSV XLSForm: the first column names a sheet, the others hold it; rows are the file's."""
    try:
        lines = list(csv.reader(StringIO(_text(source), newline="")))
    except csv.Error as error:
        raise Unreadable("workbook-unreadable", text=str(error)) from error
    stripped = ([cell.strip() for cell in line] for line in lines)
    sheets, problems = _sheets(stripped, blanks=True)
    return Workbook(sheets, problems)


def _text(source: bytes) -> str:
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("workbook-unreadable", text="UTF-8") from error
    if "\0" in text:
        raise Unreadable("workbook-unreadable", text="NUL")
    return text


def _markdown_lines(text: str) -> Iterator[Line]:
    for line in text.splitlines():
        bare = line.strip()
        if not bare.startswith("|") or _RULE.fullmatch(bare):
            continue
        inner = bare[1 : bare.rindex("|")]
        yield [cell.strip().replace("\\|", "|") for cell in _PIPE.split(inner)]


def _sheets(
    lines: Iterable[Line], *, blanks: bool
) -> tuple[dict[str, Sheet], tuple[FormProblem, ...]]:
    """Sheets of (row, cells); with `blanks` rows are numbered by line, else one after another."""
    names: list[str] = []
    tables: dict[str, list[tuple[int, Line]]] = {}
    meter = Meter()
    for number, line in enumerate(lines, start=1):
        if line and line[0]:
            names.append(line[0])
        if not names:
            continue
        table = tables.setdefault(names[-1], [])
        if any(line[1:]):
            meter.count(len(table), len(line))
            table.append((number if blanks else len(table) + 1, line[1:]))
    if not tables:
        raise Unreadable("workbook-unreadable", text="")
    found = [_sheet(name, table) for name, table in tables.items()]
    problems = tuple(problem for _, duplicates in found for problem in duplicates)
    return {sheet.name.lower(): sheet for sheet, _ in found}, problems


def _sheet(name: str, table: list[tuple[int, Line]]) -> tuple[Sheet, list[FormProblem]]:
    if not table:
        return Sheet(name, (), ()), []
    header_row, head = table[0]
    headers, problems = unique_headers(name, head, header_row)
    rows = (Row(number, cells_of(headers, line)) for number, line in table[1:])
    return sheet_of(name, headers, rows), problems


def unique_headers(
    sheet: str, head: Iterable[str], row: int = 1
) -> tuple[list[str | None], list[FormProblem]]:
    """Headers with single spaces, None where blank; a repeated one is a problem and dropped."""
    headers: list[str | None] = []
    problems = []
    for text in head:
        header = " ".join(text.split())
        if header and header in headers:
            place = {"name": header}
            problems.append(FormProblem("error", "header-duplicate", sheet, row, header, place))
            headers.append(None)
        else:
            headers.append(header or None)
    return headers, problems
