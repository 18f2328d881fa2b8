"""A person's passage through a questionnaire as stored: the engine's state and the card's."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flows.engine import Interview


@dataclass(frozen=True, slots=True)
class Passage:
    """`ticks` holds choices ticked or put in order but not yet confirmed, by question.

    Of a long list the card shows what was `sought`, else a `leaf` of it (None: the one with the
    answer); both belong to the question that lies open.
    """

    interview: Interview
    card: int = 1  # drawn into every button; a tap of an older card changes nothing
    ticks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int | None = None  # of the review that lies open; None: its overview
    aside: bool = False  # put aside; typed text no longer answers
    sought: str = ""
    leaf: int | None = None

    def moved(self, interview: Interview, answered: str = "") -> "Passage":
        """The passage after a step, with a new card; `answered` is the path of the question."""
        ticks = {path: names for path, names in self.ticks.items() if path != answered}
        return Passage(interview, self.card + 1, ticks)

    def laid(self, *, aside: bool) -> "Passage":
        """Put aside or taken up again: the buttons of the card before are void."""
        return replace(self, card=self.card + 1, aside=aside)

    def to_json(self) -> dict[str, Any]:
        return {
            "interview": self.interview.to_json(),
            "card": self.card,
            "ticks": {path: list(names) for path, names in self.ticks.items()},
            "page": self.page,
            "aside": self.aside,
            "sought": self.sought,
            "leaf": self.leaf,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Passage":
        return cls(
            interview=Interview.from_json(data["interview"]),
            card=data["card"],
            ticks={path: tuple(names) for path, names in data["ticks"].items()},
            page=data["page"],
            aside=data["aside"],
            sought=data.get("sought", ""),  # absent in snapshots of the time before long lists
            leaf=data.get("leaf"),
        )
