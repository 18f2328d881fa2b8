"""COINr's two tables as CSV: iMeta (the elements) and iData (the units); problems with place."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

File = Literal["imeta", "idata"]
MISSING = ("", "NA", "NaN", "nan")

CODES = (
    "not-utf8",
    "not-csv",
    "empty",
    "column-missing",  # name
    "column-twice",  # name
    "cells",  # count, expected
    "number",  # value
    "number-missing",
    "whole-number",  # value
    "truth",  # value
    "type",  # value
    "unit-missing",
    "unit-twice",  # unit, other: the first row
    "denominator-zero",  # unit
    "denominator-unknown",  # name
    "target-missing",  # indicator
    "goalposts-missing",  # indicator
    "group-unknown",  # name
    "methods",  # given, expected
    "none-left",
    "not-positive",  # method, parent, child, unit
    "framework",  # the words are those of a framework's fault
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps tables from being computed; `row` as Excel counts (the header is row 1)."""

    code: str
    file: File
    row: int | None = None
    column: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)


class BadTables(Exception):  # noqa: N818 -- a refusal
    """Carries every problem that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{each.file} {each.row}: {each.code}" for each in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: `cells` by header, stripped."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    file: File
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(content: bytes, file: File) -> Table:
    """A CSV with commas or semicolons, UTF-8. Raises BadTables."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise BadTables([Problem("not-utf8", file, row)]) from None
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[list[str]] = []
    try:
        lines.extend([cell.strip() for cell in line] for line in reader)
    except csv.Error:
        raise BadTables([Problem("not-csv", file, reader.line_num)]) from None
    return _table(file, lines)


def number(
    table: Table, row: Row, column: str, problems: list[Problem], otherwise: float = math.nan
) -> float:
    """The cell as a number; `otherwise` where it is missing, or broken and noted in `problems`."""
    text = row.cells.get(column, "")
    if text in MISSING:
        return otherwise
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if math.isfinite(value) and "_" not in text:  # Python's 1_000 is nobody's number
        return value
    problems.append(Problem("number", table.file, row.number, column, {"value": text}))
    return otherwise


def needed(table: Table, row: Row, column: str, problems: list[Problem]) -> float:
    """The cell as a number; a missing one is a problem."""
    if row.cells.get(column, "") in MISSING:
        problems.append(Problem("number-missing", table.file, row.number, column))
        return math.nan
    return number(table, row, column, problems)


def need(table: Table, columns: Sequence[str]) -> list[Problem]:
    """A problem for each column that the table lacks."""
    return [
        Problem("column-missing", table.file, 1, None, {"name": name})
        for name in columns
        if name not in table.headers
    ]


def _table(file: File, lines: Sequence[Sequence[str]]) -> Table:
    """The first line is the header; blank lines are passed over, and counted as Excel does."""
    headers = tuple(lines[0]) if lines else ()
    if not any(headers):
        raise BadTables([Problem("empty", file)])
    problems = [
        Problem("column-twice", file, 1, name, {"name": name})
        for position, name in enumerate(headers)
        if name and name in headers[:position]
    ]
    rows = []
    for place, line in enumerate(lines[1:], 2):
        if not any(line):
            continue
        if len(line) != len(headers):
            details = {"count": str(len(line)), "expected": str(len(headers))}
            problems.append(Problem("cells", file, place, None, details))
        rows.append(Row(place, dict(zip(headers, line, strict=False))))
    if not rows:
        problems.append(Problem("empty", file))
    if problems:
        raise BadTables(problems)
    return Table(file, headers, tuple(rows))
