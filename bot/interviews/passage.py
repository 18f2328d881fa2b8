"""A person's passage through a questionnaire as stored: the engine's state and the card's."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from flows.engine import Interview

Asking = Literal["", "reason", "abandon"]  # what the review of a correction asks


def first_card(now: datetime) -> int:
    """Of a draft: the database may give the id of one that is gone to another interview.

    The milliseconds since 1970 are a card that no other interview reaches, so that a button of
    the one is never one of the other.
    """
    return int(now.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Pending:
    """A change that waits for the person's yes; nothing of it counts yet.

    `value`: the new answer to the question at `path`, canonical; None: the instance of a repeat
    at `path` is to be taken away.
    """

    path: str
    value: str | None


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
    over: bool = False  # the review lies over the question where the person is
    pending: Pending | None = None
    asking: Asking = ""
    sought: str = ""
    leaf: int | None = None
    view: tuple[int, ...] = ()  # what lies open on the card of a date or a time (almanac.View)
    found: tuple[str, ...] = ()  # the places that a typed name may mean

    def moved(self, interview: Interview, answered: str = "") -> "Passage":
        """The passage after a step, with a new card; `answered` is the path of the question."""
        ticks = {path: names for path, names in self.ticks.items() if path != answered}
        return Passage(interview, self.card + 1, ticks)

    def laid(self, *, aside: bool) -> "Passage":
        """Put aside or taken up again: the buttons of the card before are void.

        What waited for a yes has none, and what lay open is closed.
        """
        closed = self.turned(over=False, pending=None, asking="", view=(), found=())
        return replace(closed, aside=aside)

    def turned(self, **changes: Any) -> "Passage":
        """The same interview with another card of it, or a question about it, on top."""
        return replace(self, card=self.card + 1, **changes)

    def to_json(self) -> dict[str, Any]:
        return {
            "interview": self.interview.to_json(),
            "card": self.card,
            "ticks": {path: list(names) for path, names in self.ticks.items()},
            "page": self.page,
            "aside": self.aside,
            "over": self.over,
            "pending": [self.pending.path, self.pending.value] if self.pending else None,
            "asking": self.asking,
            "sought": self.sought,
            "leaf": self.leaf,
            "view": list(self.view),
            "found": list(self.found),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Passage":
        """A passage; one of the time before changes were confirmed has nothing that waits."""
        pending = data.get("pending")
        return cls(
            interview=Interview.from_json(data["interview"]),
            card=data["card"],
            ticks={path: tuple(names) for path, names in data["ticks"].items()},
            page=data["page"],
            aside=data["aside"],
            over=data.get("over", False),
            pending=Pending(*pending) if pending else None,
            asking=data.get("asking", ""),
            sought=data.get("sought", ""),  # absent in snapshots of the time before long lists
            leaf=data.get("leaf"),
            # Snapshots of the first release have neither.
            view=tuple(data.get("view", ())),
            found=tuple(data.get("found", ())),
        )
