"""The survey and choices sheets as elements and lists that know their rows and paths."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyxform import aliases, constants
from pyxform.parsing.expression import is_xml_tag
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT

from flows.xlsform.columns import Columns, columns_of
from flows.xlsform.problems import FormProblem
from flows.xlsform.workbook import Row, Workbook

MAX_DEPTH = 20
_SELECTS = {constants.SELECT_ONE: "select_one", constants.SELECT_ALL_THAT_APPLY: "select_multiple"}
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Element:
    """A question or group: its row, where it lies in the instance, and the groups around it."""

    row: Row
    kind: str  # "select_one", "integer", ..., "group"; as written when we do not know it
    name: str
    path: str
    groups: tuple[str, ...] = ()  # paths of the enclosing groups, outermost first
    list_name: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the survey and choices sheets say, as far as it can be read."""

    columns: Columns
    choice_columns: Columns
    elements: tuple[Element, ...]
    lists: Mapping[str, tuple[Row, ...]]
    problems: tuple[FormProblem, ...]
    root: str  # "/data"
    paths: frozenset[str]  # of the elements, and the root
    too_deep: bool = False

    def by_name(self) -> dict[str, list[Element]]:
        """The elements under each name: `${name}` is ambiguous when there are several."""
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.name, []).append(element)
        return found


def read_survey(workbook: Workbook) -> Survey:
    """The elements in order, and the problems of names, groups, types and lists."""
    columns, choice_columns = columns_of(workbook, "survey"), columns_of(workbook, "choices")
    settings = columns_of(workbook, "settings")
    root = f"/{settings.first('name') or constants.DEFAULT_FORM_NAME}"
    doubles = aliases.yes_no.get(settings.first("allow_choice_duplicates"), False)
    problems = list(_choice_problems(choice_columns, doubles=doubles))
    lists = _lists(choice_columns)
    walk = _Walk(columns, frozenset(lists), root)
    for row in columns.sheet.filled():
        walk.read(row)
        if walk.too_deep:
            break  # what lies deeper costs time and memory and says nothing new
    else:
        walk.close()
    problems += walk.problems
    return Survey(
        columns=columns,
        choice_columns=choice_columns,
        elements=tuple(walk.elements),
        lists=lists,
        problems=tuple(problems),
        root=root,
        paths=frozenset(element.path for element in walk.elements) | {root},
        too_deep=walk.too_deep,
    )


@dataclass(slots=True)
class _Walk:
    columns: Columns
    lists: frozenset[str]
    root: str
    elements: list[Element] = field(default_factory=list)
    problems: list[FormProblem] = field(default_factory=list)
    too_deep: bool = False
    _open: list[Element] = field(default_factory=list)
    _seen: dict[str, Row] = field(default_factory=dict)

    def read(self, row: Row) -> None:
        written = _SPACES.sub(" ", self.columns.value(row, "type"))
        if not written:
            if self.columns.value(row, "name") or self.columns.value(row, "label"):
                self._add(row, "type-missing", "type")
        elif RE_END_CONTROL.search(written):
            self._end(row)
        elif written in aliases.settings_header:
            self._add(row, "type-unsupported", "type", type=written)
        else:
            self._element(row, written)

    def close(self) -> None:
        for group in self._open:
            self._add(group.row, "group-unclosed", "type", name=group.name)

    def _end(self, row: Row) -> None:
        if self._open:
            self._open.pop()
        else:
            self._add(row, "group-unopened", "type")

    def _element(self, row: Row, written: str) -> None:
        kind, list_name = _kind(written)
        name = self.columns.value(row, "name")
        if not name and kind == "note":
            name = f"generated_note_name_{row.number}"
        self._check_name(row, name)
        parent = self._open[-1].path if self._open else self.root
        groups = tuple(group.path for group in self._open)
        element = Element(row, kind, name, f"{parent}/{name}", groups, list_name)
        if RE_BEGIN_CONTROL.search(written):
            self._begin(element)
        elif kind in _SELECTS.values() and list_name not in self.lists:
            self._add(row, "list-unknown", "type", list=list_name)
        self.elements.append(element)
        other = self._seen.setdefault(element.path, row)
        if name and other is not row:
            self._add(row, "name-duplicate", "name", name=name, other=str(other.number))

    def _begin(self, element: Element) -> None:
        self._open.append(element)
        if len(self._open) == MAX_DEPTH + 1:
            self.too_deep = True
            self._add(element.row, "group-too-deep", "type", limit=str(MAX_DEPTH))

    def _check_name(self, row: Row, name: str) -> None:
        if not name:
            self._add(row, "name-missing", "name")
        elif not is_xml_tag(name):
            self._add(row, "name-invalid", "name", name=name)

    def _add(self, row: Row, code: str, column: str, **details: str) -> None:
        header = self.columns.header(column) or column
        name = self.columns.sheet.name
        self.problems.append(FormProblem("error", code, name, row.number, header, details))


def _kind(written: str) -> tuple[str, str]:
    """Our name for a type, and the list it uses; a type that we do not know stays as written."""
    begin = RE_BEGIN_CONTROL.search(written)
    if begin:
        known = aliases.control[begin["type"]] == constants.GROUP
        return ("group", "") if known else (written, "")
    select = RE_SELECT.search(written)
    if select is None:
        return written, ""
    kind = _SELECTS.get(aliases.select[select["select_command"]])
    from_file = select["select_command"] in aliases.select_from_file
    plain = select["specify_other"] is None and "${" not in select["list_name"]
    if kind is None or from_file or not plain:
        return written, ""
    return kind, select["list_name"]


def _lists(columns: Columns) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in columns.sheet.filled():
        list_name = columns.value(row, "list name")
        if list_name:
            found.setdefault(list_name, []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def _choice_problems(columns: Columns, *, doubles: bool) -> Iterator[FormProblem]:
    sheet = columns.sheet.name
    seen: dict[tuple[str, str], int] = {}
    for row in columns.sheet.filled():
        list_name, name = columns.value(row, "list name"), columns.value(row, "name")
        header = columns.header("name") or "name"
        if not list_name:
            if name:  # a row with neither is a remark, which pyxform skips too
                header = columns.header("list name") or "list_name"
                yield FormProblem("error", "list-missing", sheet, row.number, header)
            continue
        if not name:
            yield FormProblem("error", "choice-name-missing", sheet, row.number, header)
            continue
        other = seen.setdefault((list_name, name), row.number)
        if other != row.number and not doubles:
            details = {"name": name, "list": list_name, "other": str(other)}
            yield FormProblem("error", "choice-duplicate", sheet, row.number, header, details)
