"""The header of a procedure: which columns hold what."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.importing.doubts import Doubt
from knowledge.importing.grid import Cell, Grid, Line, Place
from knowledge.importing.names import COLUMNS, STANDARD, Match, heading, unit_of

_DEPTH = 4  # rows of a header at most
_WANTED = ("number", "actors", *STANDARD, "note")


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor with a column of its own, in which signs stand."""

    name: str
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Where each part of a step stands; `end` is the index of the first line below."""

    end: int
    columns: Mapping[str, tuple[int, ...]]
    actors: tuple[Actor, ...]  # empty where one column names who acts
    unit: str  # of the time, where the heading names one
    doubts: tuple[Doubt, ...]

    def of(self, name: str) -> tuple[int, ...]:
        return self.columns.get(name, ())


@dataclass(frozen=True, slots=True)
class _Label:
    """What the headings above one column say."""

    column: int
    cells: tuple[Cell, ...]  # from above, those with text
    matches: tuple[Match | None, ...]

    @property
    def top(self) -> str | None:
        return self.matches[0].name if self.matches and self.matches[0] else None

    @property
    def text(self) -> str:
        return " ".join(self.cells[-1].text.split()) if self.cells else ""


def header_at(grid: Grid, index: int, *, again: bool = False) -> Header | None:
    """The header that begins at this line, if one does.

    Below another one (`again`) it has to name the activity: a step may well need a `Dokumen`, have
    a `Hasil` and a `Catatan`.
    """
    found = {
        match.name for cell in _own(grid.lines[index]) if (match := heading(cell.text, COLUMNS))
    }
    others = (found & {*_WANTED, "standard"}) - {"activity"}
    if len(others) < (1 if "activity" in found else 3) or (again and "activity" not in found):
        return None
    end = index + 1
    while end < min(index + _DEPTH, len(grid.lines)) and _goes_on(grid.lines, index, end):
        end += 1
    return _read(grid, index, end)


def is_count(line: Line) -> bool:
    """Whether the row only numbers the columns: 1, 2, 3, …"""
    texts = [cell.text.strip("()") for cell in _own(line) if cell.text]
    return len(texts) > 3 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _own(line: Line) -> Iterator[Cell]:
    return (cell for cell in line.cells if not cell.above)


def _goes_on(lines: Sequence[Line], index: int, end: int) -> bool:
    """Whether this line still belongs to the header: a second row of headings, or 1, 2, 3, …"""
    line = lines[end]
    if is_count(line):
        return True
    if is_count(lines[end - 1]):
        return False
    below = ((cell, line.at(cell.column)) for cell in _own(lines[index]) if cell.text)
    named = [(heading(above.text, COLUMNS), cell) for above, cell in below]
    leads = [cell for match, cell in named if match and match.name in ("number", "activity")]
    return bool(leads) and all(cell.above or not cell for cell in leads)


def _read(grid: Grid, index: int, end: int) -> Header:
    lines = [line for line in grid.lines[index:end] if not is_count(line)]
    labels = [_label(lines, column) for column in range(1, grid.width + 1)]
    named, doubts = _named(labels)
    columns: dict[str, list[int]] = defaultdict(list)
    for label in labels:
        if label.column in named:
            columns[named[label.column]].append(label.column)
    missing = [
        Doubt("column-missing", details={"taken": name}) for name in _WANTED if name not in columns
    ]
    of_time = [
        cell.text for label in labels if named.get(label.column) == "time" for cell in label.cells
    ]
    return Header(
        end=end,
        columns={name: tuple(found) for name, found in columns.items()},
        actors=_actors([label for label in labels if named.get(label.column) == "actors"]),
        unit=unit_of(" ".join(of_time)),
        doubts=tuple(
            replace(doubt, place=grid.at(lines[0].number, doubt.place.column))
            for doubt in (*doubts, *missing)
        ),
    )


def _label(lines: Sequence[Line], column: int) -> _Label:
    cells = [cell for line in lines if (cell := line.at(column)).text and not cell.above]
    return _Label(column, tuple(cells), tuple(heading(cell.text, COLUMNS) for cell in cells))


def _named(labels: Sequence[_Label]) -> tuple[dict[int, str], list[Doubt]]:
    """What each column holds, by the form's headings first and by its place where they fail."""
    named: dict[int, str] = {}
    doubts: list[Doubt] = []
    for label in labels:
        match = _match(label)
        if match is not None:
            named[label.column] = match.name
            if match.guessed and not _again(labels, label):
                doubts.append(_doubt("heading-guessed", label, taken=match.name))
    doubts += _by_order(labels, named)
    unknown = [label for label in labels if label.cells and label.column not in named]
    if unknown and "activity" not in named.values():
        label = unknown.pop(0)
        named |= dict.fromkeys(_beside(labels, label), "activity")
        doubts.append(_doubt("activity-guessed", label))
    if "actors" not in named.values():
        doubts += _actors_by_place(unknown, named)
    doubts += [
        _doubt("column-ignored", label)
        for label in unknown
        if label.column not in named and not _again(labels, label)
    ]
    return named, doubts


def _match(label: _Label) -> Match | None:
    """By the lowest heading that we know; below `Pelaksana` stand the names of actors."""
    if label.top == "actors":
        return label.matches[0]
    known = [match for match in label.matches if match and match.name not in ("standard", "actors")]
    if label.top == "standard":
        known = [match for match in known if match.name in (*STANDARD, "note")]
    return known[-1] if known else None


def _by_order(labels: Sequence[_Label], named: dict[int, str]) -> Iterator[Doubt]:
    """Columns below `Mutu Baku` without a heading that we know: the form's order counts."""
    left = [label for label in labels if label.top == "standard" and label.column not in named]
    free = [name for name in STANDARD if name not in named.values()]
    for label, name in zip(left, free, strict=False):
        named[label.column] = name
        yield _doubt("heading-guessed", label, taken=name)


def _actors_by_place(unknown: Sequence[_Label], named: dict[int, str]) -> Iterator[Doubt]:
    """Without `Pelaksana`, unknown headings between the activity and what it takes are actors."""
    activity = max(column for column, name in named.items() if name == "activity")
    standard = [column for column, name in named.items() if name in STANDARD]
    for label in unknown:
        if activity < label.column < min(standard, default=0):
            named[label.column] = "actors"
            yield _doubt("actors-guessed", label)


def _actors(labels: Sequence[_Label]) -> tuple[Actor, ...]:
    """The actors with a column each; none where there is one column for their names."""
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for label in labels:
        lowest = label.cells[-1]
        name = "" if len(label.cells) == 1 and label.top == "actors" else label.text
        start = label.column if not name and lowest.span > 1 else lowest.column
        groups[name, start].append(label.column)
    if len(groups) == 1 and not next(iter(groups))[0]:
        return ()
    return tuple(Actor(name, tuple(columns)) for (name, _), columns in groups.items())


def _again(labels: Sequence[_Label], label: _Label) -> bool:
    """Whether the column before has the same heading, which covers both."""
    before = [each for each in labels if each.column == label.column - 1]
    return bool(before and before[0].cells[-1:] == label.cells[-1:])


def _beside(labels: Sequence[_Label], label: _Label) -> list[int]:
    return [each.column for each in labels if each.cells[-1:] == label.cells[-1:]]


def _doubt(code: str, label: _Label, **details: str) -> Doubt:
    return Doubt(code, Place(column=label.column), details={"given": label.text, **details})
