"""Plain default values that their question could never hold."""

import re
from collections.abc import Iterator
from datetime import date

from pyxform.utils import default_is_dynamic

from flows.xlsform.kinds import SELECTS
from flows.xlsform.problems import FormProblem
from flows.xlsform.survey import Element, Survey

_NUMBERS = {"integer": re.compile(r"[+-]?\d+"), "decimal": re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")}


def default_problems(survey: Survey) -> Iterator[FormProblem]:
    """Defaults that count as blank: no number, no ISO date (2025-05-12), no choice of the list."""
    columns = survey.columns
    for element in survey.elements:
        text = columns.value(element.row, "default")
        if not text or default_is_dynamic(text, element.written) or _fits(survey, element, text):
            continue
        place = (columns.sheet.name, element.row.number, columns.header("default"))
        details = {"value": text, "type": element.kind}
        yield FormProblem("warning", "default-invalid", *place, details)


def _fits(survey: Survey, element: Element, text: str) -> bool:
    if element.kind in _NUMBERS:
        return _NUMBERS[element.kind].fullmatch(text) is not None
    if element.kind == "date":
        return _is_date(text)
    if element.kind in SELECTS and element.list_name in survey.lists:
        columns = survey.choice_columns
        names = {columns.value(row, "name") for row in survey.lists[element.list_name]}
        names.add("other")  # of `or_other`; elsewhere it is merely not warned about
        chosen = [text] if element.kind == "select_one" else text.split()
        return names.issuperset(chosen)
    return True


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
