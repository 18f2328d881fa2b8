"""How well questions with known answers are answered: figures of a gold set."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from knowledge.replies import NotFound, Reply

BEHAVIOUR: Mapping[str, str] = {  # what a gold set expects → the reason of the reply
    "answer": "accepted",
    "refuse": "refuse",
    "decline_and_point_to_help": "decline",
    "smalltalk": "smalltalk",
    "clarify": "clarify",
}


class Gold(BaseModel):
    """A question of a gold set."""

    model_config = ConfigDict(frozen=True)

    id: str
    query: str
    style: str
    answerable: bool
    expected: tuple[str, ...] = ()
    expected_step: int | None = None
    expected_behaviour: str = "answer"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, what came back, and what of it was right."""

    gold: Gold
    reply: Reply

    @property
    def reason(self) -> str:
        """The reason why it is not answered, or *accepted*."""
        return self.reply.reason if isinstance(self.reply, NotFound) else "accepted"

    @property
    def first(self) -> bool:
        return bool(self.reply.ranking) and self.reply.ranking[0].sop in self.gold.expected

    @property
    def in_three(self) -> bool:
        return any(hit.sop in self.gold.expected for hit in self.reply.ranking[:3])

    @property
    def step(self) -> bool:
        """The first SOP is right, and the step chosen in it."""
        return self.first and self.reply.ranking[0].step == self.gold.expected_step


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares between 0 and 1; None where there is nothing to count."""

    questions: int
    first: float | None
    in_three: float | None
    step: float | None
    accepted: float | None  # of the answerable
    rejected: float | None  # of the others
    first_by_style: Mapping[str, float]
    reasons: Mapping[str, Mapping[str, int]]  # expected → what came back → how often


def evaluated(gold: Iterable[Gold], ask: Callable[[str], Reply]) -> tuple[Outcome, ...]:
    """The replies to all of them."""
    return tuple(Outcome(each, ask(each.query)) for each in gold)


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """What they come to."""
    answerable = [each for each in outcomes if each.gold.answerable]
    others = [each for each in outcomes if not each.gold.answerable]
    styles = dict.fromkeys(each.gold.style for each in answerable)
    return Figures(
        len(outcomes),
        _share(each.first for each in answerable),
        _share(each.in_three for each in answerable),
        _share(each.step for each in answerable if each.gold.expected_step is not None),
        _share(each.reason == "accepted" for each in answerable),
        _share(each.reason != "accepted" for each in others),
        {
            style: sum(each.first for each in answerable if each.gold.style == style)
            / sum(each.gold.style == style for each in answerable)
            for style in styles
        },
        _reasons(outcomes),
    )


def _share(right: Iterable[bool]) -> float | None:
    counted = list(right)
    return sum(counted) / len(counted) if counted else None


def _reasons(outcomes: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for each in outcomes:
        wanted = BEHAVIOUR.get(each.gold.expected_behaviour, each.gold.expected_behaviour)
        row = found.setdefault(wanted, {})
        row[each.reason] = row.get(each.reason, 0) + 1
    return found
