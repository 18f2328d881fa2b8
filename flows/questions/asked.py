"""What a question type needs to know to offer, read and show an answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from flows.answers import Problem
from flows.prompts import Choice, Input
from flows.xform import Span


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands now: what it offers, the language, the respondent's clock."""

    choices: tuple[Choice, ...]
    language: str
    now: datetime  # aware, in the respondent's zone
    span: Span | None = None  # of a range
    appearance: str = ""

    @property
    def today(self) -> date:
        return self.now.date()

    def looks(self, name: str) -> bool:
        """Whether the form asks for this appearance, among others."""
        return name in self.appearance.lower().split()


class QuestionType(Protocol):
    """How one kind of question is put and understood; no method raises on any text."""

    def input(self, asked: Asked, /) -> Input: ...

    def read(self, asked: Asked, raw: str, /) -> str | Problem:
        """The canonical answer in what a person typed; "" for nothing."""

    def check(self, asked: Asked, value: str, /) -> str | Problem:
        """A canonical answer that came from a button or a file, put in order."""

    def show(self, asked: Asked, value: str, /) -> str:
        """The answer as people read it; "" for a blank."""
