"""The side sheets: `indicators` (columns named as in COINr's iMeta) and `required_levels`."""

import math
from collections.abc import Iterator

from flows.xlsform.columns import Columns, columns_of, language_named
from flows.xlsform.problems import FormProblem
from flows.xlsform.sides import ROLES, Indicator
from flows.xlsform.workbook import Row, Workbook

_NEEDED = ("iCode", "Parent", "Level", "Weight")


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

    filled = {
        name for name in ("Direction", "LowerBound", "UpperBound") if columns.value(row, name)
    }
    lower = number("LowerBound", None) if "LowerBound" in filled else None
    indicator = Indicator(
        code=columns.value(row, "iCode"),
        parent=columns.value(row, "Parent"),
        level=int(number("Level", 1) or 1),
        weight=number("Weight", 0) or 0.0,
        direction=int(number("Direction", -1, 1) or 1) if "Direction" in filled else 1,
        lower=lower,
        upper=number("UpperBound", lower) if "UpperBound" in filled else None,
        names={
            language_named(column.language, languages): row.cells[column.header]
            for column in columns.named("iName")
            if column.header in row.cells
        },
        status=columns.value(row, "status"),
    )
    return indicator, problems


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
