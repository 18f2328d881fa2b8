"""Pure decisions about reports: which answers count, as arrays, and what is largest or first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.chat.questionnaire import is_for
from bot.reports.figures import Behaviour, Counted, IndexReport, OfficeFigures
from flows.prompts import Choice
from ici.framework import BrokenFramework, Element, Fault, Framework, framework, index_faults
from ici.scores import Rules, Scorecard, score
from storage.records import Person, Questionnaire

PAGE = 12  # offices in one picture: more rows cannot be read on a phone
GAPS = 5  # the largest, named in the overview
OWN_GAPS = 3  # the largest, named in a person's profile; and as many strengths


class NoIndex(Exception):  # noqa: N818 - a refusal, not an error
    """The questionnaire has no indicators, or a framework with these faults."""

    def __init__(self, name: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(name)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Gap:
    """`levels` below what the role needs, more than 0."""

    indicator: str
    levels: float
    office: OfficeFigures | None = None


def measures(questionnaire: Questionnaire) -> bool:
    """Whether any question of this version measures an indicator."""
    return bool(questionnaire.sides.get("indicators"))


def framework_of(questionnaire: Questionnaire) -> Framework:
    """The tree of the version's side sheet. Raises NoIndex."""
    if not measures(questionnaire):
        raise NoIndex(questionnaire.name)
    elements = tuple(
        Element(
            code=row["code"],
            parent=row["parent"],
            level=row["level"],
            weight=row["weight"],
            direction=row["direction"],
            lower=row["lower"],
            upper=row["upper"],
        )
        for row in questionnaire.sides["framework"]
    )
    try:
        tree = framework(elements)
    except BrokenFramework as broken:
        raise NoIndex(questionnaire.name, broken.faults) from None
    faults = index_faults(tree)
    if faults:
        raise NoIndex(questionnaire.name, faults)
    return tree


def comparable(version: Questionnaire, newest: Questionnaire) -> dict[str, str]:
    """Question path -> indicator of what that version of the workbook measures.

    Without indicators that the newest version puts between other goalposts: a 4 of 5 is no 4 of 10.
    """
    if not measures(version):
        return {}
    same = {code for code, *_ in _bounded(version) & _bounded(newest)}
    return {path: code for path, code in version.sides["indicators"].items() if code in same}


def levels_of(
    version: Questionnaire, indicators: Mapping[str, str], answers: Mapping[str, str]
) -> dict[str, float]:
    """The scores of the chosen answers by indicator, as that version of the workbook has them.

    `indicators` by path are those that count.
    """
    scores = version.sides["scores"] if indicators else {}
    return {
        code: scores[path][answers[path]]
        for path, code in indicators.items()
        if answers.get(path) in scores[path]
    }


def _bounded(version: Questionnaire) -> set[tuple[str, float | None, float | None]]:
    """The codes of the framework with their goalposts."""
    return {(row["code"], row["lower"], row["upper"]) for row in version.sides["framework"]}


def scored(
    newest: Questionnaire,
    tree: Framework,
    counted: Sequence[Counted],
    offices: Sequence[str],
    rules: Rules,
) -> Scorecard:
    """The first index by the newest version's framework, `tree`, and required levels.

    `offices` are codes, and those of `counted` are among them. A role that the table of required
    levels does not know is asked everything and needs nothing.
    """
    places = {code: place for place, code in enumerate(offices)}
    shape = (len(counted), len(tree.indicators))
    needs = {role: _needs(newest, tree, role) for role in {each.role for each in counted}}
    levels = [[each.levels.get(code, np.nan) for code in tree.indicators] for each in counted]
    required = np.array([needs[each.role] for each in counted], np.float64).reshape(shape)
    return score(
        tree,
        np.array(levels, np.float64).reshape(shape),
        required != 0,
        required,
        np.array([places[each.office] for each in counted], np.int64),
        len(offices),
        rules,
    )


def _needs(newest: Questionnaire, tree: Framework, role: str) -> list[float]:
    """By indicator the level that the role needs: 0 is not asked, nan asked without a level."""
    table = newest.sides.get("required_levels", {})
    return [table.get(code, {}).get(role, np.nan) for code in tree.indicators]


def response(
    newest: Questionnaire, counted: Sequence[Counted], people: Iterable[Person]
) -> tuple[dict[str, int], dict[str, int]]:
    """By office how many have submitted, and how many were asked.

    Who has submitted is of the office of that day, everybody else of the office they are in now:
    everybody is of one office, and nobody submits without having been asked.
    """
    submitted: dict[str, int] = {}
    for each in counted:
        submitted[each.office] = submitted.get(each.office, 0) + 1
    asked, done = dict(submitted), {each.respondent for each in counted}
    for person in people:
        if person.staff_id not in done and is_for(newest, person):
            asked[person.office] = asked.get(person.office, 0) + 1
    return submitted, asked


def ranked(offices: Iterable[OfficeFigures]) -> tuple[OfficeFigures, ...]:
    """The lowest index first, then too few answers, then none."""

    def place(office: OfficeFigures) -> tuple[int, float, str]:
        shown = office.index is not None
        group = 0 if shown else 1 if office.submitted else 2
        return group, office.index or 0.0, office.office.code

    return tuple(sorted(offices, key=place))


def paged(report: IndexReport) -> tuple[tuple[OfficeFigures, ...], ...]:
    """The ranked offices in pages; at least one page, which may be empty."""
    rows = ranked(report.offices)
    return tuple(rows[start : start + PAGE] for start in range(0, len(rows), PAGE)) or ((),)


def largest_gaps(offices: Iterable[OfficeFigures]) -> tuple[Gap, ...]:
    """Where offices are furthest below what their people's roles need."""
    below = (
        Gap(code, -gap, office)
        for office in offices
        for code, gap in office.gaps.items()
        if gap < 0
    )
    return tuple(sorted(below, key=lambda gap: -gap.levels)[:GAPS])


def own_gaps(gaps: Mapping[str, float]) -> tuple[Gap, ...]:
    """Where a person is furthest below what the role needs."""
    below = (Gap(code, -gap) for code, gap in gaps.items() if gap < 0)
    return tuple(sorted(below, key=lambda gap: -gap.levels)[:OWN_GAPS])


def own_strengths(
    tree: Framework, gaps: Mapping[str, float], levels: Mapping[str, float]
) -> tuple[str, ...]:
    """What a person can show to colleagues: furthest above what the role needs.

    Only in the upper half of the goalposts: to need little and do a little is not yet a strength.
    """

    def is_high(code: str) -> bool:
        lower, upper = tree.element(code).lower, tree.element(code).upper
        return lower is not None and upper is not None and 2 * levels[code] >= lower + upper

    good = [code for code, gap in gaps.items() if gap >= 0 and is_high(code)]
    return tuple(sorted(good, key=lambda code: (-gaps[code], -levels[code]))[:OWN_GAPS])


def next_choice(
    choices: Iterable[Choice], scores: Mapping[str, float], level: float
) -> Behaviour | None:
    """The lowest of the choices above the level, by what the workbook scores them."""
    above = [
        Behaviour(scores[choice.name], choice.label)
        for choice in choices
        if scores.get(choice.name, level) > level
    ]
    return min(above, key=lambda behaviour: behaviour.level, default=None)
