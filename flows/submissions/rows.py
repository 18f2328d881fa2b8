"""Rows of tables as submissions: each with the instances of repeats that other tables hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial

from flows.submissions.cells import value_of
from flows.submissions.headers import Column, Headers
from flows.submissions.problems import FileProblem
from flows.submissions.repeats import repeat_of
from flows.submissions.sent import Answers, Found, Sent, as_found, is_system
from flows.submissions.table import Table
from flows.xform import Form
from flows.xform.form import Repeat
from flows.xlsform.workbook import Row
from flows.xpath import At

MAX_DEPTH = 40
Key = tuple[str, str]


@dataclass(eq=False, slots=True)
class _Record:
    """A row with the rows that are instances below it."""

    table: Table
    row: Row
    above: "_Record | None" = None
    below: "list[_Record]" = field(default_factory=list)


class Tables:
    """Tables that belong together: a workbook, or the CSV files of one export."""

    def __init__(self, tables: tuple[Table, ...]) -> None:
        self._tables = tables
        records = [_Record(table, row) for table in tables for row in table.rows]
        self._main = [record for record in records if record.table.is_main]
        self._orphans = _join(records)
        self._headers = lru_cache(maxsize=64)(Headers)
        self._repeats = lru_cache(maxsize=64)(self._repeats_of)

    def found(self) -> Iterator[Found]:
        """Each submission, after the instances that belong to none."""
        for orphan in self._orphans:
            yield FileProblem("parent-unknown", orphan.table.at(orphan.row.number))
        for record in self._main:
            place = record.table.at(record.row.number)
            version = as_found(record.row.cells, "__version__", "FormVersion")
            yield Sent(place, "", version, partial(self._read, record))

    def _repeats_of(self, form: Form) -> Mapping[int, Repeat | None]:
        """The repeat of each table that holds instances."""
        return {id(table): repeat_of(form, table) for table in self._tables if not table.is_main}

    def _read(self, record: _Record, form: Form) -> Answers:
        found = Answers()
        for missing in self._absent(form, record.table):
            place = record.table.at(record.row.number)
            found.problems.append(FileProblem("repeat-absent", place, {"name": missing}))
        self._take(form, found, record, self._headers(form, None), ())
        self._take_below(form, found, record, ())
        return found

    def _absent(self, form: Form, main: Table) -> Iterator[str]:
        """Repeats of which the tables say nothing, not even that there are no instances."""
        told = {repeat.path for repeat in self._repeats(form).values() if repeat}
        for header in main.headers:
            column = self._headers(form, None).column(header)
            told.update(form.around[column.node.path] if column else ())
        for path, repeat in form.repeats.items():
            if path not in told:
                yield repeat.node.name

    def _take_below(self, form: Form, found: Answers, record: _Record, at: At) -> None:
        counts: dict[str, int] = {}
        for below in record.below:
            repeat = self._repeats(form)[id(below.table)]
            if repeat is None or repeat.node.depth != len(at) + 1:
                code = "parent-unknown" if repeat else "sheet-unknown"
                found.problems.append(FileProblem(code, below.table.at(below.row.number)))
                continue
            counts[repeat.path] = counts.get(repeat.path, 0) + 1
            here = (*at, counts[repeat.path])
            found.values[repeat.node.at(here)] = ""
            self._take(form, found, below, self._headers(form, repeat.node), here)
            self._take_below(form, found, below, here)

    def _take(self, form: Form, found: Answers, record: _Record, headers: Headers, at: At) -> None:
        """The cells of one row."""
        number = record.row.number
        found.problems.extend(each for each in record.table.broken if each.place.row == number)
        gathered: dict[str, list[tuple[Column, str]]] = {}
        for header, text in record.row.cells.items():
            place = record.table.at(record.row.number, header)
            column = headers.column(header)
            if column is None:
                found.others.setdefault(header, text)
                if not is_system(header) and not headers.is_link(header):
                    found.unknown[header] = place
                continue
            path = column.node.at(column.at or at)
            gathered.setdefault(path, []).append((column, text))
            found.places.setdefault(path, place)
        for path, cells in gathered.items():
            found.values[path] = value_of(form, cells)


def _join(records: list[_Record]) -> list[_Record]:
    """Hang each instance below its parent; those whose parent is missing are given back."""
    by_key = {key: record for record in records for key in _own_keys(record)}
    first = next((record.table.name for record in records if record.table.is_main), "")
    lost = []
    for record in records:
        if record.table.is_main:
            continue
        record.above = by_key.get(_parent_key(record, first))
        if record.above is None or _is_endless(record):
            record.above = None
            lost.append(record)
        else:
            record.above.below.append(record)
    return lost


def _own_keys(record: _Record) -> Iterator[Key]:
    cells = record.row.cells
    if "KEY" in cells:
        yield "", cells["KEY"]
    if "_index" in cells:
        yield record.table.name, cells["_index"]


def _parent_key(record: _Record, main: str) -> Key:
    cells = record.row.cells
    if "PARENT_KEY" in cells:
        return "", cells["PARENT_KEY"]
    return cells.get("_parent_table_name", main), cells.get("_parent_index", "")


def _is_endless(record: _Record) -> bool:
    above = record.above
    for _ in range(MAX_DEPTH):
        if above is None:
            return False
        above = above.above
    return True
