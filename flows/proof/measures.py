"""Scores and indicators against what is asked: what could never be measured, or not told apart."""

from collections.abc import Iterator, Set

from flows.proof.places import Places
from flows.proof.reach import Search
from flows.xlsform import ROLES, FormProblem, Sides
from flows.xlsform.survey import Survey

_ROLE = "person.role"


def score_problems(survey: Survey, sides: Sides) -> Iterator[FormProblem]:
    """Two choices of one measured list that count the same: answers that the index cannot tell."""
    columns = survey.choice_columns
    measured = {
        each.list_name: sides.scores[each.path]
        for each in survey.elements
        if each.path in sides.scores
    }
    for name, scores in measured.items():
        first: dict[float, str] = {}
        for row in survey.lists.get(name, ()):
            choice = columns.value(row, "name")
            score = scores.get(choice)
            if score is None:
                continue
            other = first.setdefault(score, choice)
            if other != choice:
                details = {"name": choice, "other": other, "score": f"{score:g}"}
                place = (columns.sheet.name, row.number, columns.header("score"))
                yield FormProblem("warning", "score-same", *place, details)


def indicator_problems(
    search: Search, sides: Sides, closed: Set[str], places: Places
) -> Iterator[FormProblem]:
    """Indicators whose question nobody is asked (errors), or not a role that needs them.

    `closed` are nodes that are proved never to be relevant.
    """
    for path, code in sides.indicators.items():
        if path not in search.world.form.questions:
            continue
        if any(path == each or path.startswith(f"{each}/") for each in closed):
            yield places.problem(
                "error", "indicator-unreachable", path, "indicator", indicator=code
            )
            continue
        levels = sides.required_levels.get(code, {})
        for role in sides.audience or ROLES:
            if levels.get(role) and search.is_closed_to(path, _ROLE, role):
                details = {"indicator": code, "role": role}
                yield places.problem("warning", "indicator-closed", path, "indicator", **details)
