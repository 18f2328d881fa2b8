"""Lists as a phone shows them: choices cut short on buttons, lists that people search."""

from collections.abc import Iterator

from flows.prompts import LONG
from flows.xlsform import FormProblem
from flows.xlsform.kinds import SELECTS
from flows.xlsform.survey import Element, Survey

# What fits on a button of a small phone beside a number; longer ones are cut there, and stand
# whole in the message. The cards cut them to this many characters (bot/chat/text.py, LABEL).
BUTTON = 28
LABELLED = 8  # lists as long as these have words on their buttons (bot/interviews/choices.py)
_LEVELS = ["1", "2", "3", "4", "5"]  # behaviour levels, whose buttons are numbers


def list_problems(survey: Survey) -> Iterator[FormProblem]:
    """What the author of a list may want to know; none of it hinders anybody."""
    seen: set[str] = set()
    for element in survey.elements:
        if element.kind not in SELECTS or element.list_name not in survey.lists:
            continue
        count = len(survey.lists[element.list_name])
        filtered = bool(survey.columns.value(element.row, "choice_filter"))
        if count > LONG and not filtered and element.kind != "rank":
            yield _searched(survey, element, count)
        worded = element.kind != "select_multiple" and (count <= LABELLED or filtered)
        if element.list_name not in seen and worded:
            seen.add(element.list_name)
            yield from _cut(survey, element)


def _searched(survey: Survey, element: Element, count: int) -> FormProblem:
    columns = survey.columns
    details = {"list": element.list_name, "count": str(count)}
    place = (columns.sheet.name, element.row.number, columns.header("type"))
    return FormProblem("warning", "list-searched", *place, details)


def _cut(survey: Survey, element: Element) -> Iterator[FormProblem]:
    """One remark a list, at the first choice that is cut, with how many there are."""
    columns, rows = survey.choice_columns, survey.lists[element.list_name]
    scale = "likert" in survey.columns.value(element.row, "appearance").split()
    if scale or [columns.value(row, "name") for row in rows] == _LEVELS:
        return
    cut = [
        (row, column)
        for row in rows
        for column in columns.named("label")
        if len(" ".join(row.cells.get(column.header, "").split())) > BUTTON
    ]
    if cut:
        row, column = cut[0]
        count = len({each.number for each, _ in cut})
        details = {"list": element.list_name, "count": str(count), "limit": str(BUTTON)}
        place = (columns.sheet.name, row.number, column.header)
        yield FormProblem("warning", "button-cut", *place, details)
