"""The identity block of the ministry's form: labels, and what stands beside or below them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.importing.grid import Cell, Grid, Line, Place
from knowledge.importing.names import IDENTITY, LISTS, Match, heading

_LONG = (*LISTS, "warning", "summary")  # may go on over several rows
_EMPTY = re.compile(r"[\s:.…_–-]*")


@dataclass(frozen=True, slots=True)
class Found:
    """A part of the identity, as text with a line for each cell or line of it."""

    text: str
    place: Place
    guessed: str = ""  # the label, where it is not spelt as any that we know


@dataclass(frozen=True, slots=True)
class _Label:
    name: str
    guessed: bool
    rest: str  # what stands behind it in its own cell


def read_identity(grids: Iterable[Grid]) -> dict[str, Found]:
    """By name, each part that is filled; where one is there twice, the first."""
    found: dict[str, Found] = {}
    for grid in grids:
        for index, line in enumerate(grid.lines):
            for cell in line.cells:
                label = None if cell.above else _label(cell.text)
                if label is None or label.name in found:
                    continue
                text = "\n".join(_values(grid, index, cell, label))
                if text:
                    given = cell.text.split(":")[0].strip() if label.guessed else ""
                    place = grid.at(line.number, cell.column)
                    found[label.name] = Found(text, place, given)
    return found


def _label(text: str) -> _Label | None:
    """The label that a cell begins with: all of it, up to its colon, or its first line."""
    ways = [(text, "")]
    if ":" in text:
        head, _, rest = text.partition(":")
        ways.append((head, rest))
    if "\n" in text:
        head, _, rest = text.partition("\n")
        ways.append((head.rstrip(": "), rest))
    for head, rest in ways:
        match: Match | None = heading(head, IDENTITY)
        if match is not None:
            return _Label(match.name, match.guessed, _value(rest))
    return None


def _value(text: str) -> str:
    """A text without the colon before it; nothing for a line of dots to write on."""
    text = text.strip().removeprefix(":").strip()
    return "" if _EMPTY.fullmatch(text) else text


def _values(grid: Grid, index: int, cell: Cell, label: _Label) -> Iterator[str]:
    """What is said of a label: behind it, to its right, else below it; lists go on below."""
    line = grid.lines[index]
    end = _end(line, cell, grid.width)
    beside = [label.rest, _joined(line, cell.end, end)]
    said = [text for text in beside if text]
    yield from said
    if label.name in _LONG or not said:
        left = cell.end if beside[1] else cell.column
        below = _below(grid, index, left, end)
        yield from below if label.name in _LONG else list(below)[:1]


def _end(line: Line, cell: Cell, width: int) -> int:
    """The column of the next label in the row, or the first beyond the table."""
    after = (each for each in line.cells if each.column >= cell.end and not each.above)
    return next((each.column for each in after if _label(each.text)), width + 1)


def _joined(line: Line, left: int, right: int) -> str:
    texts = (
        _value(cell.text)
        for cell in line.cells
        if left <= cell.column < right and cell.text and not cell.above
    )
    return " ".join(text for text in texts if text)


def _below(grid: Grid, index: int, left: int, right: int) -> Iterator[str]:
    """The rows under a label, down to a blank one or the next label."""
    before = grid.lines[index].number
    for line in grid.lines[index + 1 :]:
        cells = [each for each in line.cells if left <= each.column < right and not each.above]
        if any(_label(each.text) for each in cells):
            return
        first = next((each for each in line.cells if each.column < left and each.text), None)
        if first is not None and not first.above and _label(first.text):
            return
        text = _joined(line, left, right)
        if text:
            yield text
        elif line.number > before + 1:
            return
        before = line.number


def title_in(grids: Iterable[Grid]) -> tuple[str, Place] | None:
    """A heading such as "SOP Pemulangan Jenazah" anywhere in the file."""
    named = re.compile(
        r"(?:SOP|STANDAR(?:D)? OPERASIONAL PROSEDUR|PROSEDUR)\s*[:–-]?\s+(\S.{3,150})",
        re.IGNORECASE,
    )
    for grid in grids:
        for line in grid.lines:
            for cell in line.cells:
                match = named.fullmatch(" ".join(cell.text.split()))
                if match and not match[1].startswith("("):
                    return match[1], grid.at(line.number, cell.column)
    return None


def is_new_title(grid: Grid, known: Mapping[str, Found]) -> Place | None:
    """Where a second SOP begins: the name of another one."""
    other = read_identity((grid,)).get("title")
    if other is not None and "title" in known and other.text != known["title"].text:
        return other.place
    return None
