"""The figures of a report as values: what arrays say, by office and person, without the arrays."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ici.framework import Framework
from ici.scores import Floats, Rules, Scorecard
from storage.records import Office, Questionnaire


@dataclass(frozen=True, slots=True)
class Counted:
    """One person's submitted interview as the index counts it."""

    respondent: str  # staff id
    office: str  # office and role are frozen at submission
    role: str
    levels: Mapping[str, float]  # by indicator, of relevant answers only


@dataclass(frozen=True, slots=True)
class OfficeDimension:
    score: float | None  # None: fewer people than `min_n` have one
    n: int


@dataclass(frozen=True, slots=True)
class OfficeFigures:
    """Of a suppressed office nothing is kept but the response."""

    office: Office
    submitted: int
    asked: int  # people
    suppressed: bool
    index: float | None = None
    dimensions: Mapping[str, OfficeDimension] = field(default_factory=dict)
    # Mean of level - required, by indicator, where enough people have one.
    gaps: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonDimension:
    score: float | None
    answered: int
    asked: int
    required: float | None  # the level that the role needs, as a score


@dataclass(frozen=True, slots=True)
class PersonFigures:
    respondent: str
    office: str
    role: str
    dimensions: Mapping[str, PersonDimension]
    gaps: Mapping[str, float]  # level - required, by indicator


@dataclass(frozen=True, slots=True, eq=False)
class IndexReport:
    questionnaire: Questionnaire  # the newest version: its framework, names and required levels
    versions: tuple[str, ...]  # the newest, and those whose answers count
    wave: int | None
    framework: Framework
    rules: Rules
    offices: tuple[OfficeFigures, ...]  # by code
    persons: tuple[PersonFigures, ...]  # by staff id; empty unless asked for

    @property
    def goalposts(self) -> tuple[float, float] | None:
        return goalposts(self.framework)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What people do at a level, in the words of the questionnaire."""

    level: float
    words: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """Where a person is below what the role needs, and what the level above looks like."""

    indicator: str
    level: float
    required: float
    above: Behaviour | None  # None where the questionnaire offers no higher level


@dataclass(frozen=True, slots=True, eq=False)
class OwnProfile:
    """`steps`: the largest gaps first; `strengths`: indicators to help colleagues with."""

    questionnaire: Questionnaire
    framework: Framework
    figures: PersonFigures
    steps: tuple[NextStep, ...]
    strengths: tuple[str, ...]


def goalposts(tree: Framework) -> tuple[float, float] | None:
    """The bounds that all indicators share, if they do."""
    bounds = {(tree.element(code).lower, tree.element(code).upper) for code in tree.indicators}
    (low, high), *more = bounds
    return None if more or low is None or high is None else (low, high)


def office_figures(
    card: Scorecard,
    offices: Sequence[Office],
    submitted: Mapping[str, int],
    asked: Mapping[str, int],
) -> tuple[OfficeFigures, ...]:
    """One for each of `offices`, which are those of the card, in its order."""
    return tuple(
        _office(card, place, office, submitted.get(office.code, 0), asked[office.code])
        for place, office in enumerate(offices)
    )


def _office(
    card: Scorecard, place: int, office: Office, submitted: int, asked: int
) -> OfficeFigures:
    tree = card.framework
    if card.suppressed[place]:
        return OfficeFigures(office, submitted, asked, suppressed=True)
    return OfficeFigures(
        office=office,
        submitted=submitted,
        asked=asked,
        suppressed=False,
        index=_number(card.index[place]),
        dimensions={
            code: OfficeDimension(
                _number(card.dimensions[place, column]), int(card.dimension_n[place, column])
            )
            for column, code in enumerate(tree.dimensions)
        },
        gaps=_known(tree.indicators, card.office_gaps[place]),
    )


def person_figures(card: Scorecard, place: int, counted: Counted) -> PersonFigures:
    """The figures of the person in this row of the card."""
    tree = card.framework
    return PersonFigures(
        respondent=counted.respondent,
        office=counted.office,
        role=counted.role,
        dimensions={
            code: PersonDimension(
                score=_number(card.persons[place, column]),
                answered=int(card.answered[place, column]),
                asked=int(card.asked[place, column]),
                required=_number(card.required[place, column]),
            )
            for column, code in enumerate(tree.dimensions)
        },
        gaps=_known(tree.indicators, card.gaps[place]),
    )


def _known(codes: tuple[str, ...], values: Floats) -> dict[str, float]:
    """The values by code, without those that are nan."""
    pairs = zip(codes, values.tolist(), strict=True)
    return {code: value for code, value in pairs if not math.isnan(value)}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
