"""The side sheets: `indicators` (columns named as in COINr's iMeta) and `required_levels`."""

import math
from collections.abc import Iterator

from flows.xlsform.columns import Columns, columns_of, language_named
from flows.xlsform.problems import FormProblem
from flows.xlsform.sides import ROLES, Indicator
from flows.xlsform.workbook import Row, Workbook

_NEEDED = ("iCode", "Parent", "Level", "Weight", "LowerBound", "UpperBound")
_LEVELS = 3  # indicators, dimensions, index: what the first index is made of


def read_framework(
    workbook: Workbook, languages: tuple[str, ...]
) -> tuple[tuple[Indicator, ...], list[FormProblem]]:
    """The rows of `indicators`; a row with a broken number takes its usual value meanwhile."""
    columns = columns_of(workbook, "indicators")
    if not columns.sheet.headers:
        return (), []
    problems = list(_missing_columns(columns, _NEEDED))
    found: dict[str, Indicator] = {}
    rows: dict[str, Row] = {}
    for row in columns.sheet.filled():
        code = columns.value(row, "iCode")
        if not code:
            problems.append(_problem(columns, row, "iCode", "name-missing"))
        elif code in found:
            details = {"indicator": code, "other": str(rows[code].number)}
            problems.append(_problem(columns, row, "iCode", "indicator-duplicate", **details))
        else:
            found[code], broken = _indicator(columns, row, languages)
            rows[code] = row
            problems += broken
    problems += _parents(columns, found, rows)
    if found and not problems:  # the tree of broken rows lacks what they would have brought
        problems += _tree(columns, found, rows)
    return tuple(found.values()), problems


def read_required_levels(
    workbook: Workbook, framework: tuple[Indicator, ...]
) -> tuple[dict[str, dict[str, float]], list[FormProblem]]:
    """Indicator code -> role -> level that the role needs; 0 means that it is not asked."""
    columns = columns_of(workbook, "required_levels")
    if not columns.sheet.headers:
        return {}, []
    problems = list(_missing_columns(columns, ("iCode",)))
    known = {indicator.code: indicator for indicator in framework}
    roles = [column.name for column in columns.all if column.name in ROLES]
    found: dict[str, dict[str, float]] = {}
    rows: dict[str, Row] = {}
    for row in columns.sheet.filled():
        code = columns.value(row, "iCode")
        if code not in known:
            problems.append(_problem(columns, row, "iCode", "indicator-unknown", indicator=code))
        elif code in found:
            details = {"indicator": code, "other": str(rows[code].number)}
            problems.append(_problem(columns, row, "iCode", "indicator-duplicate", **details))
        else:
            rows[code] = row
            found[code] = {}
            for role in roles:
                level, broken = number_in(columns, row, role, 0, known[code].upper)
                found[code][role] = level or 0
                problems += broken
    return found, problems


def number_in(
    columns: Columns, row: Row, name: str, low: float | None, high: float | None
) -> tuple[float | None, list[FormProblem]]:
    """The cell as a number between the bounds, or None and why not; a blank cell is no number."""
    text = columns.value(row, name)
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        return None, [_problem(columns, row, name, "number-expected", value=text)]
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = {"low": _shown(low), "high": _shown(high)}
        return None, [_problem(columns, row, name, "number-out-of-range", value=text, **bounds)]
    return number, []


def _indicator(
    columns: Columns, row: Row, languages: tuple[str, ...]
) -> tuple[Indicator, list[FormProblem]]:
    problems = []

    def number(name: str, low: float | None, high: float | None = None) -> float | None:
        value, found = number_in(columns, row, name, low, high)
        problems.extend(found)
        return value

    def goalpost(name: str) -> float | None:
        return number(name, None) if columns.value(row, name) else None

    level = number("Level", 1)
    direction = number("Direction", -1, 1) if columns.value(row, "Direction") else None
    indicator = Indicator(
        code=columns.value(row, "iCode"),
        parent=columns.value(row, "Parent"),
        level=int(level or 1),
        weight=number("Weight", 0) or 0.0,
        direction=-1 if direction == -1 else 1,
        lower=goalpost("LowerBound"),
        upper=goalpost("UpperBound"),
        names={
            language_named(column.language, languages): row.cells[column.header]
            for column in columns.named("iName")
            if column.header in row.cells
        },
        status=columns.value(row, "status"),
    )
    if level is not None and not level.is_integer():
        problems.append(_problem(columns, row, "Level", "number-whole", value=f"{level:g}"))
    if direction not in (None, -1, 1):
        details = {"value": columns.value(row, "Direction")}
        problems.append(_problem(columns, row, "Direction", "direction-unknown", **details))
    problems += _goalposts(columns, row, indicator)
    return indicator, problems


def _goalposts(columns: Columns, row: Row, indicator: Indicator) -> Iterator[FormProblem]:
    """An indicator needs both, the lower one below the upper one."""
    lower, upper = indicator.lower, indicator.upper
    if lower is not None and upper is not None and lower >= upper:
        details = {"lower": _shown(lower), "upper": _shown(upper)}
        yield _problem(columns, row, "UpperBound", "goalposts-order", **details)
    for name in ("LowerBound", "UpperBound"):
        # A missing column is said once, in the header.
        if indicator.level == 1 and columns.header(name) and not columns.value(row, name):
            yield _problem(columns, row, name, "goalpost-missing", indicator=indicator.code)


def _parents(
    columns: Columns, found: dict[str, Indicator], rows: dict[str, Row]
) -> Iterator[FormProblem]:
    for code, indicator in found.items():
        parent = found.get(indicator.parent)
        if indicator.parent and parent is None:
            details = {"parent": indicator.parent}
            yield _problem(columns, rows[code], "Parent", "parent-unknown", **details)
        elif parent is not None and parent.level != indicator.level + 1:
            details = {"parent": indicator.parent}
            yield _problem(columns, rows[code], "Parent", "parent-level", **details)


def _tree(
    columns: Columns, found: dict[str, Indicator], rows: dict[str, Row]
) -> Iterator[FormProblem]:
    """What keeps faultless rows from being one tree of three levels that can be computed."""
    roots = [indicator for indicator in found.values() if not indicator.parent]
    index = max(roots, key=lambda indicator: indicator.level)
    for root in roots:
        if root is not index:
            details = {"index": index.code, "other": str(rows[index.code].number)}
            yield _problem(columns, rows[root.code], "Parent", "root-many", **details)
    if index.level != _LEVELS:
        details = {"level": str(index.level)}
        yield _problem(columns, rows[index.code], "Level", "framework-levels", **details)
    below: dict[str, list[Indicator]] = {}
    for indicator in found.values():
        below.setdefault(indicator.parent, []).append(indicator)
    for code, indicator in found.items():
        children = below.get(code, [])
        if indicator.level > 1 and not children:
            yield _problem(columns, rows[code], "iCode", "childless", indicator=code)
        elif children and not any(child.weight for child in children):
            row = rows[children[0].code]
            yield _problem(columns, row, "Weight", "weights-zero", parent=code)


def _missing_columns(columns: Columns, needed: tuple[str, ...]) -> Iterator[FormProblem]:
    for name in needed:
        if columns.header(name) is None:
            details = {"name": name}
            yield FormProblem("error", "column-missing", columns.sheet.name, 1, None, details)


def _problem(columns: Columns, row: Row, column: str, code: str, **details: str) -> FormProblem:
    place = (columns.sheet.name, row.number, columns.header(column) or column)
    return FormProblem("error", code, *place, details)


def _shown(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}"
