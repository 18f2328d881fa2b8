"""What a study computes with: the tree and settings of iMeta, the units of iData."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ici.framework import Element, Fault, Framework, faults, framework
from ici.normalise import Goalposts
from ici.tables import MISSING, BadTables, Problem, Row, Table, need, needed, number, read_table

Floats = NDArray[np.float64]

ELEMENTS, OTHERS = ("Indicator", "Aggregate"), ("Group", "Denominator", "Other")
TRUE, FALSE = ("TRUE", "T", "1"), ("", "NA", "FALSE", "F", "0")
# Which column to look at, by fault of the framework.
_PLACES = {
    "code-missing": "iCode",
    "duplicate": "iCode",
    "level": "Level",
    "weight": "Weight",
    "direction": "Direction",
    "parent-unknown": "Parent",
    "parent-level": "Parent",
    "cycle": "Parent",
    "root-missing": "Parent",
    "root-many": "Parent",
    "childless": "iCode",
    "weights-zero": "Weight",
}


@dataclass(frozen=True, slots=True, eq=False)
class Meta:
    """iMeta: the tree, and by indicator in its order what single methods need (nan: none)."""

    framework: Framework
    rows: Mapping[str, int]  # code -> row in the file
    names: Mapping[str, str]
    groups: tuple[str, ...]  # columns of iData
    denominators: Mapping[str, str]  # indicator -> column of iData
    targets: Floats  # (I,)
    goalposts: Goalposts

    @property
    def direction(self) -> Floats:
        """(I,) 1 or -1."""
        tree = self.framework
        return np.array([float(tree.element(code).direction) for code in tree.indicators])


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """iData: U units × I indicators as they came."""

    units: tuple[str, ...]
    rows: tuple[int, ...]  # in the file
    names: tuple[str, ...]
    values: Floats  # (U, I)
    groups: Mapping[str, tuple[str, ...]]  # column -> (U,), "" for none
    denominators: Mapping[str, Floats]  # column -> (U,)


def read_meta(content: bytes) -> Meta:
    """iMeta.csv. Raises BadTables with every problem."""
    table = read_table(content, "imeta")
    missing = need(table, ("iCode", "Parent", "Level", "Weight"))
    if missing:
        raise BadTables(missing)
    problems = [
        Problem("type", "imeta", row.number, "Type", {"value": row.cells["Type"]})
        for row in table.rows
        if row.cells.get("Type", "") not in ("", *ELEMENTS, *OTHERS)
    ]
    rows = [row for row in table.rows if _is_element(row)]
    elements = [_element(table, row, problems) for row in rows]
    if not problems:  # broken cells break the tree as well
        problems = [_placed(fault, rows) for fault in faults(elements)]
    if problems:
        raise BadTables(problems)
    indicators = [row for row, each in zip(rows, elements, strict=True) if each.level == 1]
    meta = Meta(
        framework=framework(elements),
        rows={row.cells["iCode"]: row.number for row in rows},
        names={row.cells["iCode"]: row.cells.get("iName", "") for row in rows},
        groups=tuple(row.cells["iCode"] for row in table.rows if row.cells.get("Type") == "Group"),
        denominators={
            row.cells["iCode"]: row.cells["Denominator"]
            for row in indicators
            if row.cells.get("Denominator", "") not in MISSING
        },
        targets=np.array([number(table, row, "Target", problems) for row in indicators]),
        goalposts=_goalposts(table, indicators, problems),
    )
    if problems:
        raise BadTables(problems)
    return meta


def read_data(content: bytes, meta: Meta) -> Data:
    """iData.csv with a column for each indicator. Raises BadTables with every problem."""
    table = read_table(content, "idata")
    missing = need(table, ("uCode", *meta.framework.indicators, *meta.groups))
    if missing:
        raise BadTables(missing)
    problems = _units(table)
    sizes = sorted(set(meta.denominators.values()) & set(table.headers))
    codes = meta.framework.indicators
    values = [[number(table, row, code, problems) for code in codes] for row in table.rows]
    by_size = {
        name: np.array([number(table, row, name, problems) for row in table.rows]) for name in sizes
    }
    if problems:
        raise BadTables(problems)
    return Data(
        units=tuple(row.cells["uCode"] for row in table.rows),
        rows=tuple(row.number for row in table.rows),
        names=tuple(row.cells.get("uName", "") for row in table.rows),
        values=np.array(values, dtype=np.float64).reshape(len(table.rows), len(codes)),
        groups={
            name: tuple(_group(row.cells.get(name, "")) for row in table.rows)
            for name in meta.groups
        },
        denominators=by_size,
    )


def _is_element(row: Row) -> bool:
    kind = row.cells.get("Type", "")
    return kind in ELEMENTS or (not kind and row.cells.get("Level", "") not in MISSING)


def _element(table: Table, row: Row, problems: list[Problem]) -> Element:
    def whole(column: str, value: float) -> int:
        if value.is_integer():
            return int(value)
        if not math.isnan(value):  # else it has been said
            details = {"value": row.cells[column]}
            problems.append(Problem("whole-number", "imeta", row.number, column, details))
        return 1

    parent = "" if row.cells["Parent"] in MISSING else row.cells["Parent"]
    return Element(
        code=row.cells["iCode"],
        parent=parent,
        level=whole("Level", needed(table, row, "Level", problems)),
        weight=needed(table, row, "Weight", problems) if parent else 1.0,
        direction=whole("Direction", number(table, row, "Direction", problems, 1.0)),
    )


def _placed(fault: Fault, rows: list[Row]) -> Problem:
    """The fault at the row of its element; a second row where the code stands twice."""
    found = [row.number for row in rows if row.cells["iCode"] == fault.element]
    row = found[-1] if found else None
    if fault.code == "weights-zero":  # the cells to change stand at the children
        row = next(row.number for row in rows if row.cells["Parent"] == fault.element)
    details = {**fault.details, "fault": fault.code, "element": fault.element}
    return Problem("framework", "imeta", row, _PLACES.get(fault.code), details)


def _goalposts(table: Table, rows: list[Row], problems: list[Problem]) -> Goalposts:
    """COINr's goalpost columns, or LowerBound and UpperBound; scale 100, truncated."""

    def column(*names: str) -> str:
        return next((name for name in names if name in table.headers), names[0])

    def numbers(name: str, otherwise: float = math.nan) -> Floats:
        return np.array([number(table, row, name, problems, otherwise) for row in rows])

    lower, upper = column("goalpost_lower", "LowerBound"), column("goalpost_upper", "UpperBound")
    posts = Goalposts(
        lower=numbers(lower),
        upper=numbers(upper),
        scale=numbers("goalpost_scale", 100),
        truncated=np.array([_truth(row, problems) for row in rows]),
    )
    for row, low, high in zip(rows, posts.lower, posts.upper, strict=True):
        if low >= high:
            details = {"lower": f"{low:g}", "upper": f"{high:g}"}
            details |= {"fault": "bounds", "element": row.cells["iCode"]}
            problems.append(Problem("framework", "imeta", row.number, upper, details))
    return posts


def _truth(row: Row, problems: list[Problem]) -> bool:
    name = "goalpost_trunc2posts"
    text = row.cells.get(name, "TRUE").upper()
    if text not in (*TRUE, *FALSE):
        problems.append(Problem("truth", "imeta", row.number, name, {"value": text}))
    return text not in FALSE


def _units(table: Table) -> list[Problem]:
    problems = []
    first: dict[str, int] = {}
    for row in table.rows:
        unit = row.cells["uCode"]
        if not unit:
            problems.append(Problem("unit-missing", "idata", row.number, "uCode"))
        elif unit in first:
            details = {"unit": unit, "other": str(first[unit])}
            problems.append(Problem("unit-twice", "idata", row.number, "uCode", details))
        first.setdefault(unit, row.number)
    return problems


def _group(text: str) -> str:
    return "" if text in MISSING else text
