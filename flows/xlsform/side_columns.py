"""The side columns of survey, choices and settings: prefill, indicator, score, audience."""

import math
from dataclasses import dataclass, field

from flows.xlsform.columns import Columns, columns_of, language_named, languages_of
from flows.xlsform.problems import FormProblem
from flows.xlsform.side_sheets import number_in, read_framework, read_required_levels
from flows.xlsform.sides import PREFILLS, ROLES, Indicator, Sides
from flows.xlsform.supported import VISIBLE
from flows.xlsform.survey import Element, Survey
from flows.xlsform.workbook import Row, Workbook

SECONDS_A_QUESTION = 20
_PREFILLED = ("select_one", "text", "hidden")


def read_sides(workbook: Workbook, survey: Survey) -> tuple[Sides, list[FormProblem]]:
    """The sides of a workbook and the problems of their cells."""
    languages = languages_of(survey.columns, survey.choice_columns)
    framework, problems = read_framework(workbook, languages)
    levels, level_problems = read_required_levels(workbook, framework)
    reader = _Reader(survey, {row.code: row for row in framework})
    for element in survey.elements:
        reader.read(element)
    problems += (
        level_problems + reader.problems + reader.unasked(columns_of(workbook, "indicators"))
    )
    settings, setting_problems = _settings(columns_of(workbook, "settings"), survey, languages)
    sides = Sides(
        prefill=reader.prefill,
        indicators=reader.indicators,
        scores=reader.scores,
        framework=framework,
        required_levels=levels,
        audience=settings.audience,
        purpose=settings.purpose,
        minutes=settings.minutes,
    )
    return sides, problems + setting_problems


@dataclass(slots=True)
class _Reader:
    survey: Survey
    framework: dict[str, Indicator]
    prefill: dict[str, str] = field(default_factory=dict)
    indicators: dict[str, str] = field(default_factory=dict)
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    problems: list[FormProblem] = field(default_factory=list)
    _measured: dict[str, Row] = field(default_factory=dict)
    _broken_lists: set[str] = field(default_factory=set)

    def read(self, element: Element) -> None:
        columns = self.survey.columns
        key, code = columns.value(element.row, "prefill"), columns.value(element.row, "indicator")
        for name in ("prefill", "indicator") if element.repeats else ():
            if columns.value(element.row, name):
                self._add(element.row, name, "side-repeated")
        if key and not element.repeats:
            self._prefill(element, key)
        if code and not element.repeats:
            self._indicator(element, code)

    def unasked(self, columns: Columns) -> list[FormProblem]:
        """The level-1 rows of the framework that no question measures."""
        sheet, header = columns.sheet.name, columns.header("iCode")
        return [
            FormProblem(
                "error", "indicator-unasked", sheet, row.number, header, {"indicator": code}
            )
            for row in columns.sheet.filled()
            if (code := columns.value(row, "iCode")) in self.framework
            and self.framework[code].level == 1
            and code not in self._measured
        ]

    def _prefill(self, element: Element, key: str) -> None:
        if key not in PREFILLS:
            allowed = ", ".join(PREFILLS)
            self._add(element.row, "prefill", "prefill-unknown", value=key, allowed=allowed)
        elif element.kind not in _PREFILLED:
            self._add(element.row, "prefill", "prefill-type", type=element.kind)
        else:
            self.prefill[element.path] = key

    def _indicator(self, element: Element, code: str) -> None:
        known = self.framework.get(code)
        other = self._measured.get(code)
        if known is None or known.level != 1:
            self._add(element.row, "indicator", "indicator-unknown", indicator=code)
        elif element.kind != "select_one" or not element.list_name:
            self._add(element.row, "indicator", "indicator-type", indicator=code)
        elif other is not None:
            details = {"indicator": code, "other": str(other.number)}
            self._add(element.row, "indicator", "indicator-duplicate", **details)
        else:
            self._measured[code] = element.row
            self.indicators[element.path] = code
            self.scores[element.path] = self._scores(element.list_name, known)

    def _scores(self, list_name: str, indicator: Indicator) -> dict[str, float]:
        columns = self.survey.choice_columns
        scores: dict[str, float] = {}
        problems: list[FormProblem] = []
        for row in self.survey.lists.get(list_name, ()):
            score, found = _score(columns, row, indicator)
            problems += found
            if score is not None:
                scores[columns.value(row, "name")] = score
        if list_name not in self._broken_lists:
            self.problems += problems
        if problems:
            self._broken_lists.add(list_name)
        return scores

    def _add(self, row: Row, column: str, code: str, **details: str) -> None:
        columns = self.survey.columns
        place = (columns.sheet.name, row.number, columns.header(column))
        self.problems.append(FormProblem("error", code, *place, details))


def _score(
    columns: Columns, row: Row, indicator: Indicator
) -> tuple[float | None, list[FormProblem]]:
    if not columns.value(row, "score"):
        place = (columns.sheet.name, row.number, columns.header("score") or "score")
        return None, [FormProblem("error", "score-missing", *place)]
    return number_in(columns, row, "score", indicator.lower, indicator.upper)


def _settings(
    columns: Columns, survey: Survey, languages: tuple[str, ...]
) -> tuple[Sides, list[FormProblem]]:
    """The settings among the sides."""
    row = next(iter(columns.sheet.filled()), None)
    if row is None:
        return Sides(minutes=_estimate(survey)), []
    problems = []
    audience = tuple(columns.value(row, "audience").replace(",", " ").split())
    for role in audience:
        if role not in ROLES:
            place = (columns.sheet.name, row.number, columns.header("audience"))
            details = {"value": role, "allowed": " ".join(ROLES)}
            problems.append(FormProblem("error", "role-unknown", *place, details))
    minutes = None
    if columns.value(row, "minutes"):
        minutes, found = number_in(columns, row, "minutes", 1, None)
        problems += found
    default = columns.value(row, "default_language")
    purpose = {
        language_named(column.language, languages) or default: row.cells[column.header]
        for column in columns.named("purpose")
        if column.header in row.cells
    }
    asked = _estimate(survey) if minutes is None else math.ceil(minutes)
    return Sides(audience=audience, purpose=purpose, minutes=asked), problems


def _estimate(survey: Survey) -> int:
    asked = [element for element in survey.elements if element.kind in VISIBLE - {"note"}]
    return max(1, math.ceil(len(asked) * SECONDS_A_QUESTION / 60))
