"""What an asker gets: exactly one of an answer, choices, or that nothing was found."""

from dataclasses import dataclass
from typing import Literal

Reason = Literal["unknown", "refuse", "decline", "smalltalk", "clarify"]
# Why a question is not answered, finer than the reason: it chooses the words of the reply.
Kind = Literal[
    "unknown",  # could be ours, nothing in the library fits
    "out_of_scope",  # decline: weather, football, office travel allowances, …
    "private",  # refuse: personal data of somebody
    "unsafe",  # refuse: how to get round a rule
    "injection",  # refuse: orders to the bot itself
    "greeting",  # smalltalk
    "thanks",  # smalltalk
    "underspecified",  # clarify: about which SOP?
    "unreadable",  # clarify: nothing to read in it (empty, only emoji or markup)
]


@dataclass(frozen=True, slots=True)
class Hit:
    """An SOP, and its step that fits best, with a calibrated score between 0 and 1."""

    sop: str | None  # None: a written answer that belongs to no SOP
    step: int | None
    score: float
    written: int | None = None  # id of a coordinator's written answer


@dataclass(frozen=True, slots=True)
class Answer:
    """The first of the ranking is it."""

    ranking: tuple[Hit, ...]

    @property
    def hit(self) -> Hit:
        return self.ranking[0]


@dataclass(frozen=True, slots=True)
class Choices:
    """Up to three that it may be."""

    options: tuple[Hit, ...]
    ranking: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    reason: Reason
    kind: Kind
    ranking: tuple[Hit, ...]  # what would have come first, for coordinators and scripts


Reply = Answer | Choices | NotFound
