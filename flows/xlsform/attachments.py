"""Files that lie beside a workbook: which the form names, and what is wrong with them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flows.xlsform.columns import Columns
from flows.xlsform.expressions import formulas
from flows.xlsform.kinds import FILES
from flows.xlsform.lists import FileList, read_list
from flows.xlsform.problems import FormProblem, Unreadable
from flows.xlsform.survey import Element, Survey
from flows.xlsform.texts import MAX_SEARCHED
from flows.xlsform.workbook import Row

MAX_FILES = 100
MAX_TOTAL = 20_000_000  # bytes
_PAIR = re.compile(r"(\w+)\s*=\s*([^\s;,]+)")
_QUOTED = r"""\s*(?:'([^']*)'|"([^"]*)")\s*"""
_PULLED = re.compile(rf"pulldata\({_QUOTED}(?:,{_QUOTED})?(?:,{_QUOTED})?")
_MEDIA_PREFIX = re.compile(r"^jr://\w+(?:-\w+)?/")
_GEOJSON = {"value": "id", "label": "title"}
_PLAIN = {"value": "name", "label": "label"}

Attachments = Mapping[str, bytes]
NONE: Attachments = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Need:
    """A file that one cell of the form names; `columns` are what the form reads of it."""

    name: str
    sheet: str
    row: int
    header: str | None
    address: str  # "survey A2"
    columns: tuple[str, ...] = ()
    is_medium: bool = False
    chosen: Element | None = None  # the question whose choices it holds


def needs_of(survey: Survey) -> tuple[Need, ...]:
    """Every file that the form names, cell by cell."""
    found = [need for element in survey.elements for need in _lists(survey.columns, element)]
    found += _pulled(survey)
    found += _media(survey.columns, [element.row for element in survey.elements])
    found += _media(survey.choice_columns, survey.choice_columns.sheet.filled())
    return tuple(found)


def limit_problems(attachments: Attachments) -> Iterator[FormProblem]:
    """Too many files, too much of them, and names that are not plain names of files."""
    total = sum(map(len, attachments.values()))
    if len(attachments) > MAX_FILES or total > MAX_TOTAL:
        limit = {"files": str(MAX_FILES), "limit": f"{MAX_TOTAL // 1_000_000} MB"}
        yield FormProblem("error", "attachments-too-large", details=limit)
    for name in attachments:
        if not is_file_name(name):
            yield FormProblem("error", "attachment-name-invalid", details={"file": name})


def is_file_name(name: str) -> bool:
    """A plain name, which leads nowhere else on any system."""
    plain = name.isprintable() and not set(name) & set('/\\:"<>|?*')
    return plain and 0 < len(name) <= 200 and name not in (".", "..")


def attachment_problems(
    needs: tuple[Need, ...], survey: Survey, attachments: Attachments
) -> Iterator[FormProblem]:
    """What is missing, unreadable or lacks a column, each file read once."""
    lists: dict[str, FileList | None] = {}
    for need in needs:
        place = (need.sheet, need.row, need.header)
        details = {"file": need.name}
        if not is_file_name(need.name):
            yield FormProblem("error", "attachment-name-invalid", *place, details)
        elif need.is_medium:
            yield FormProblem("warning", "medium-skipped", *place, details)
        elif need.name not in attachments:
            yield FormProblem("error", "attachment-missing", *place, details)
        else:
            if need.name not in lists:
                lists[need.name], problems = _read(need.name, attachments[need.name])
                yield from problems
            yield from _use(need, lists[need.name], survey)
    for name in sorted(attachments.keys() - {need.name for need in needs}):
        yield FormProblem("warning", "attachment-unused", name)


def _read(name: str, source: bytes) -> tuple[FileList | None, tuple[FormProblem, ...]]:
    try:
        found = read_list(name, source)
    except Unreadable as refusal:
        problem = refusal.problem
        return None, (FormProblem("error", problem.code, name, details=problem.details),)
    return found, found.problems


def _use(need: Need, found: FileList | None, survey: Survey) -> Iterator[FormProblem]:
    """The columns that the form reads; whether a question offers more choices than can be shown."""
    if found is None:
        return
    for column in need.columns:
        if column not in found.columns:
            details = {"name": column, "cell": need.address}
            yield FormProblem("error", "attachment-column-missing", need.name, 1, None, details)
    asked = need.chosen
    if asked is None or survey.columns.value(asked.row, "choice_filter"):
        return
    if found.count > MAX_SEARCHED:
        details = {"list": need.name, "count": str(found.count), "limit": str(MAX_SEARCHED)}
        place = (need.sheet, need.row, need.header)
        yield FormProblem("error", "choices-too-many", *place, details)


def _lists(columns: Columns, element: Element) -> Iterator[Need]:
    if element.kind in FILES:
        name = element.name + (".csv" if element.kind == "csv-external" else ".xml")
        yield _need(columns, element.row, "type", name)
    elif element.file:
        wanted = dict(_GEOJSON if element.file.endswith(".geojson") else _PLAIN)
        written = _PAIR.findall(columns.value(element.row, "parameters"))
        wanted |= {key.lower(): value for key, value in written if key.lower() in wanted}
        names = tuple(wanted.values())
        yield _need(columns, element.row, "type", element.file, columns_read=names, chosen=element)


def _pulled(survey: Survey) -> Iterator[Need]:
    for formula in formulas(survey):
        for quoted in _PULLED.findall(formula.xpath):
            name, *read = filter(None, quoted) if any(quoted) else ("",)
            file = name if name.endswith(".csv") else f"{name}.csv"
            sheet, row = survey.columns.sheet, formula.element.row
            address = f"{sheet.name} {sheet.address(row.number, formula.column.header)}"
            yield Need(file, sheet.name, row.number, formula.column.header, address, tuple(read))


def _media(columns: Columns, rows: Iterable[Row]) -> Iterator[Need]:
    found = [column for column in columns.all if column.family == "media"]
    for row in rows:
        for column in found:
            written = row.cells.get(column.header, "")
            if not written or "${" in written:  # a name put together is known in an interview only
                continue
            name = _MEDIA_PREFIX.sub("", written)
            address = f"{columns.sheet.name} {columns.sheet.address(row.number, column.header)}"
            place = (columns.sheet.name, row.number, column.header)
            yield Need(name, *place, address, is_medium=True)


def _need(
    columns: Columns,
    row: Row,
    column: str,
    name: str,
    columns_read: tuple[str, ...] = (),
    chosen: Element | None = None,
) -> Need:
    header = columns.header(column)
    sheet = columns.sheet
    address = f"{sheet.name} {sheet.address(row.number, header or column)}"
    return Need(name, sheet.name, row.number, header, address, columns_read, chosen=chosen)
