"""A person's passage through a questionnaire as stored: the engine's state and the card's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flows.engine import Interview


@dataclass(frozen=True, slots=True)
class Passage:
    interview: Interview
    card: int = 1  # drawn into every button; a tap of an older card changes nothing
    chosen: tuple[str, ...] | None = None  # choices ticked but not yet confirmed
    aside: bool = False  # put aside by /batal; typed text no longer answers

    def moved(self, interview: Interview) -> "Passage":
        """The passage after a step: a new card, nothing half-ticked."""
        return replace(self, interview=interview, card=self.card + 1, chosen=None, aside=False)

    def to_json(self) -> dict[str, Any]:
        return {
            "interview": self.interview.to_json(),
            "card": self.card,
            "chosen": None if self.chosen is None else list(self.chosen),
            "aside": self.aside,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Passage":
        chosen = data["chosen"]
        return cls(
            interview=Interview.from_json(data["interview"]),
            card=data["card"],
            chosen=None if chosen is None else tuple(chosen),
            aside=data["aside"],
        )
