"""The rows of a procedure: which begin a step, and which go on with the one above."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from knowledge.importing.doubts import Doubt
from knowledge.importing.grid import Grid, Line, Place
from knowledge.importing.header import Header, header_at, is_count
from knowledge.importing.marks import mark_in
from knowledge.importing.names import items

CELLS = ("requirements", "time", "output", "note")
_NUMBER = re.compile(r"\(?0*(\d{1,3})[.)]?")
_SUB = re.compile(r"\(?(?:[a-z]|\d{1,3}[.][a-z\d]+|\d{1,3}[a-z])[.)]?")
_SUBSTEP = re.compile(r"(?:\(?[a-z][.)]|[-–•])\s*\S")  # how a sub-step begins, within an activity
_PART = re.compile(r"[A-Z]|[IVX]+")  # A. Persiapan, B. Pelaksanaan
_TOTAL = re.compile(r"(?:jumlah|total)\b", re.IGNORECASE)

Kind = Literal["step", "sub", "more", "heading", "total", "end"]


@dataclass(slots=True)
class Row:
    """One step as it is put together from its rows."""

    place: Place
    number: str  # as it is written
    activity: list[str]
    actors: list[str] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in CELLS})
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, code: str, place: Place, **details: str) -> None:
        self.doubts.append(Doubt(code, place, details=details))


@dataclass(slots=True)
class Rows:
    """What was read of one table."""

    steps: list[Row] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    total_time: str = ""
    unit: str = ""


def read_rows(grid: Grid, start: int, header: Header) -> Rows:
    """The steps below this header, down to where the table ends."""
    reader = _Reader(grid, header)
    reader.found.doubts += header.doubts
    index = header.end
    before = grid.lines[start].number
    while index < len(grid.lines):
        line = grid.lines[index]
        again = header_at(grid, index, again=True)
        if again is not None:  # printed again on the next page
            reader.header, index = again, again.end
        elif reader.take(line, gap=line.number - before > 1):
            index += 1
        else:
            reader.leave(grid.lines[index:])
            break
        before = line.number
    if reader.found.steps and not reader.is_numbered:
        reader.found.doubts.append(Doubt("numbers-absent", grid.at(grid.lines[start].number)))
    return reader.found


class _Reader:
    """Reads line by line; `header` is the one that was printed last."""

    def __init__(self, grid: Grid, header: Header) -> None:
        self.grid = grid
        self.header = header
        self.found = Rows(unit=header.unit)
        lines = grid.lines[header.end :]
        self.is_numbered = any(
            _NUMBER.fullmatch(self._text(line, "number")) or self._is_listed(line) for line in lines
        )

    def take(self, line: Line, *, gap: bool) -> bool:
        """Read a line; whether the table goes on."""
        kind = self._kind(line, gap=gap)
        if kind == "end":
            return False
        if kind == "total":
            self.found.total_time = self._text(line, "time")
        elif kind == "heading":
            self._remark("row-heading", line)
        elif kind == "step":
            self._begin(line)
        elif self.found.steps:
            self._go_on(line, kind)
        elif line:
            self._remark("row-ignored", line)
        return True

    def leave(self, lines: tuple[Line, ...]) -> None:
        """What stands below the table on its sheet."""
        for line in lines:
            self._remark("row-ignored", line)

    # Which kind of row

    def _kind(self, line: Line, *, gap: bool) -> Kind:
        number, activity = self._text(line, "number"), self._text(line, "activity")
        if is_count(line):
            return "more" if not self.found.steps else "end"
        if _TOTAL.match(activity) or _TOTAL.match(number):
            return "total"
        if self._is_heading(line, number, activity):
            return "heading"
        if self._is_above(line, "activity"):
            return "more"
        if _NUMBER.fullmatch(number) or (self._is_listed(line) and not number):
            return "step"
        if _SUB.fullmatch(number):
            return "sub"
        return self._unnumbered(line, activity, gap=gap)

    def _unnumbered(self, line: Line, activity: str, *, gap: bool) -> Kind:
        if gap and self.found.steps:
            return "end"  # below a blank row: a signature, not a step
        if not activity:
            return "more"
        if not self.is_numbered:
            return "sub" if _SUBSTEP.match(activity) and self.found.steps else "step"
        if _SUBSTEP.match(activity):
            return "sub"
        is_whole = activity[0].isupper() and bool(self._acting(line)[0])
        return "step" if is_whole else "more"

    def _is_heading(self, line: Line, number: str, activity: str) -> bool:
        own = [cell for cell in line.cells if cell.text and not cell.above]
        wide = len(own) == 1 and own[0].span > len(self.header.of("activity")) + 1
        alone = not any(self._text(line, name) for name in CELLS) and not self._acting(line)[0]
        return wide or (alone and bool(activity) and bool(_PART.fullmatch(number.rstrip(".)"))))

    # What stands in it

    def _begin(self, line: Line) -> None:
        number, place = self._text(line, "number"), self._place(line, "activity")
        row = Row(place, number, [self._text(line, "activity")])
        if self.is_numbered and not number and not self._is_listed(line):
            row.doubt("step-unnumbered", place)
        for name in CELLS:
            text = self._text(line, name)
            row.cells[name].append(text)
            if text and self._is_above(line, name):
                row.doubt("cell-shared", self._place(line, name), taken=name)
        self._act(row, line)
        if row.actors and not self.header.actors and self._is_above(line, "actors"):
            row.doubt("cell-shared", self._place(line, "actors"), taken="actors")
        self.found.steps.append(row)

    def _go_on(self, line: Line, kind: Kind) -> None:
        row = self.found.steps[-1]
        activity = "" if self._is_above(line, "activity") else self._text(line, "activity")
        number = self._text(line, "number")
        if kind == "sub" and number and not activity.startswith(number):
            activity = f"{number} {activity}"
        texts = {name: self._text(line, name) for name in CELLS if not self._is_above(line, name)}
        before = len(row.actors)
        self._act(row, line)
        if not (activity or any(texts.values()) or len(row.actors) > before):
            return
        row.activity.append(activity)
        for name, text in texts.items():
            row.cells[name].append(text)
        code = "substep-joined" if kind == "sub" else "row-joined"
        row.doubt(code, self._place(line, "activity"))

    def _act(self, row: Row, line: Line) -> None:
        actors, doubts = self._acting(line)
        row.actors += [actor for actor in actors if actor not in row.actors]
        row.doubts += doubts

    def _acting(self, line: Line) -> tuple[list[str], list[Doubt]]:
        """Who acts in this row, by their columns or in words."""
        if not self.header.actors:
            above = self._is_above(line, "actors") and self._is_above(line, "activity")
            return [] if above else list(items(self._text(line, "actors"))), []
        actors, doubts = [], []
        for number, actor in enumerate(self.header.actors, start=1):
            cell = line.at(actor.columns[0])
            marks = [mark_in(line.at(column)) for column in actor.columns]
            mark = next((each for each in marks if each.acts), marks[0])
            if not mark.acts or (cell.above and self._is_above(line, "activity")):
                continue
            place = self.grid.at(line.number, cell.column)
            name = actor.name or mark.text or f"Pelaksana {number}"
            actors.append(name)
            if not actor.name and not mark.text:
                doubts.append(Doubt("actors-unnamed", place, details={"taken": name}))
            elif mark.text and actor.name:
                given = {"given": mark.text, "taken": name}
                doubts.append(Doubt("actor-text", place, details=given))
            elif mark.drawn:
                doubts.append(Doubt("actor-drawn", place, details={"taken": name}))
            elif cell.above:
                doubts.append(Doubt("cell-shared", place, details={"taken": "actors"}))
        return actors, doubts

    def _text(self, line: Line, name: str) -> str:
        """The texts of the columns that hold this; a cell that covers several counts once."""
        cells = dict.fromkeys(line.at(column) for column in self.header.of(name))
        return " ".join(cell.text for cell in cells if cell.text)

    def _is_above(self, line: Line, name: str) -> bool:
        columns = self.header.of(name)
        return bool(columns) and line.at(columns[-1]).above

    def _is_listed(self, line: Line) -> bool:
        return any(
            cell.listed and not cell.above
            for cell in (line.at(column) for column in self.header.of("number"))
        )

    def _place(self, line: Line, name: str) -> Place:
        columns = self.header.of(name)
        return self.grid.at(line.number, columns[0] if columns else None)

    def _remark(self, code: str, line: Line) -> None:
        text = " ".join(cell.text for cell in line.cells if cell.text and not cell.above)
        place = self.grid.at(line.number)
        self.found.doubts.append(Doubt(code, place, details={"given": " ".join(text.split())}))


def header_of(grid: Grid) -> Iterator[tuple[int, Header]]:
    """The first header of a table, and the line at which it begins."""
    for index in range(len(grid.lines)):
        header = header_at(grid, index)
        if header is not None:
            yield index, header
            return
