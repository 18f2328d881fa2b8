"""The survey and choices sheets as elements and lists that know their rows and paths."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyxform import aliases, constants
from pyxform.constants import LOOP, REPEAT
from pyxform.validators.pyxform.pyxform_reference import is_pyxform_reference
from pyxform.xls2json import RE_END_CONTROL

from flows.xlsform.columns import Columns, columns_of
from flows.xlsform.kinds import CONTAINERS, Kind, kind_of
from flows.xlsform.names import is_name
from flows.xlsform.problems import FormProblem
from flows.xlsform.workbook import Row, Workbook

MAX_DEPTH = 20
TABLE_LIST = "table-list"
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Element:
    """A question, group or repeat: its row, where it lies in the instance, and what is around it.

    Inside a loop the path is that for the loop's first choice.
    """

    row: Row
    kind: str  # "select_one", "integer", ..., "group", "repeat"; as written when we do not know it
    name: str
    path: str
    groups: tuple[str, ...] = ()  # paths of the enclosing groups and repeats, outermost first
    list_name: str = ""
    repeats: tuple[str, ...] = ()  # those of the groups that repeat
    file: str = ""  # of its choices
    written: str = ""  # its type as the author wrote it

    @property
    def inside(self) -> tuple[str, ...]:
        """The repeats that an expression of this row stands in."""
        return (*self.repeats, self.path) if self.kind == REPEAT else self.repeats


@dataclass(frozen=True, slots=True)
class Survey:
    """What the survey and choices sheets say, as far as it can be read."""

    columns: Columns
    choice_columns: Columns
    elements: tuple[Element, ...]
    lists: Mapping[str, tuple[Row, ...]]
    problems: tuple[FormProblem, ...]
    root: str  # "/data"
    paths: frozenset[str]  # of the elements, of what pyxform adds to them, and the root
    too_deep: bool = False

    def by_name(self) -> dict[str, list[Element]]:
        """The elements under each name: `${name}` is ambiguous when there are several."""
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.name, []).append(element)
        return found

    def count_of(self, element: Element) -> str:
        """The path of the node in which pyxform keeps a computed number of rounds, or ""."""
        count = self.columns.value(element.row, "jr:count")
        if element.kind != REPEAT or not count or is_pyxform_reference(count):
            return ""
        return f"{element.path}_count"


def read_survey(workbook: Workbook) -> Survey:
    """The elements in order, and the problems of names, groups, types and lists."""
    columns, choice_columns = columns_of(workbook, "survey"), columns_of(workbook, "choices")
    settings = columns_of(workbook, "settings")
    root = f"/{settings.first('name') or constants.DEFAULT_FORM_NAME}"
    doubles = aliases.yes_no.get(settings.first("allow_choice_duplicates"), False)
    problems = list(_choice_problems(choice_columns, doubles=doubles))
    lists = _lists(choice_columns)
    walk = _Walk(columns, choice_columns, lists, root)
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
        paths=frozenset(element.path for element in walk.elements) | walk.made | {root},
        too_deep=walk.too_deep,
    )


@dataclass(slots=True)
class _Walk:
    columns: Columns
    choice_columns: Columns
    lists: Mapping[str, tuple[Row, ...]]
    root: str
    elements: list[Element] = field(default_factory=list)
    made: set[str] = field(default_factory=set)  # paths of what pyxform adds
    problems: list[FormProblem] = field(default_factory=list)
    too_deep: bool = False
    _open: list[Element] = field(default_factory=list)
    _seen: dict[str, Row] = field(default_factory=dict)

    def read(self, row: Row) -> None:
        if aliases.yes_no.get(self.columns.value(row, "disabled")):
            return  # as pyxform: the row is not there
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
        if not self._open:
            self._add(row, "group-unopened", "type")
            return
        closed = self._open.pop()
        if closed.kind == LOOP:
            self._repeat_for_choices(closed)

    def _element(self, row: Row, written: str) -> None:
        kind = kind_of(written)
        name = self._name(row, kind.name)
        self._check_name(row, name)
        element = Element(
            row=row,
            kind=kind.name,
            name=name,
            path=f"{self._parent(kind.name)}/{name}",
            groups=tuple(group.path for group in self._open),
            list_name=kind.list_name,
            repeats=tuple(group.path for group in self._open if group.kind == REPEAT),
            file=kind.file,
            written=written,
        )
        if kind.name in CONTAINERS:
            self._begin(element)
        if kind.list_name and kind.list_name not in self.lists:
            self._add(row, "list-unknown", "type", list=kind.list_name)
        self.elements.append(element)
        self._make(element, kind)
        other = self._seen.setdefault(element.path, row)
        if name and other is not row:
            self._add(row, "name-duplicate", "name", name=name, other=str(other.number))

    def _name(self, row: Row, kind: str) -> str:
        name = self.columns.value(row, "name")
        if not name and kind == "note":
            return f"generated_note_name_{row.number}"
        return "audit" if kind == "audit" else name

    def _parent(self, kind: str) -> str:
        if kind == "audit":
            return f"{self.root}/meta"
        if not self._open:
            return self.root
        group = self._open[-1]
        rounds = self._rounds(group) if group.kind == LOOP else []
        return "/".join((group.path, *rounds[:1]))

    def _rounds(self, loop: Element) -> list[str]:
        """The choices for which a loop is written out."""
        rows = self.lists.get(loop.list_name, ())
        names = [self.choice_columns.value(row, "name") for row in rows]
        return [name for name in names if name != "none"]

    def _repeat_for_choices(self, loop: Element) -> None:
        first, *others = self._rounds(loop) or [""]
        known = {element.path for element in self.elements} | self.made
        start = f"{loop.path}/{first}/"
        below = [path.removeprefix(start) for path in known if path.startswith(start)]
        self.made.add(start.rstrip("/"))
        for other in others:
            self.made |= {f"{loop.path}/{other}"}
            self.made |= {f"{loop.path}/{other}/{path}" for path in below}

    def _make(self, element: Element, kind: Kind) -> None:
        """What pyxform adds beside an element or in it."""
        row = element.row.number
        if kind.or_other:
            self.made.add(f"{element.path}_other")
        if kind.name == REPEAT and self.columns.value(element.row, "jr:count"):
            self.made.add(f"{element.path}_count")
        if TABLE_LIST in self.columns.value(element.row, "appearance").split():
            self.made.add(f"{element.path}/generated_table_list_label_{row}")
            self.made.add(f"{element.path}/reserved_name_for_field_list_labels_{row + 1}")

    def _begin(self, element: Element) -> None:
        self._open.append(element)
        if len(self._open) == MAX_DEPTH + 1:
            self.too_deep = True
            self._add(element.row, "group-too-deep", "type", limit=str(MAX_DEPTH))

    def _check_name(self, row: Row, name: str) -> None:
        if not name:
            self._add(row, "name-missing", "name")
        elif not is_name(name):
            self._add(row, "name-invalid", "name", name=name)

    def _add(self, row: Row, code: str, column: str, **details: str) -> None:
        header = self.columns.header(column) or column
        name = self.columns.sheet.name
        self.problems.append(FormProblem("error", code, name, row.number, header, details))


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
