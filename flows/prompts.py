"""How an answer may be given, in words no chat platform owns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

LONG = 12  # choices; in a longer list people look for theirs by typing
OFFERED = 8  # choices of a long list that are shown at a time

Detail = Literal["day", "month", "year"]  # how exactly a date is asked
Writing = Literal["text", "lines", "digits", "code"]  # a line, several, a number kept as text
Place = Literal["point", "trace", "shape"]
File = Literal["image", "audio", "video", "file"]


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class PickOne:
    """`scale`: the choices are points of a scale, from the first to the last."""

    choices: tuple[Choice, ...]
    scale: bool = False

    @property
    def is_long(self) -> bool:
        return len(self.choices) > LONG


@dataclass(frozen=True, slots=True)
class PickMany:
    """`exclusive`: names that go with no other (`none of these`). `least` and `most` count the
    others; 0 and None where the form says nothing that can be told beforehand.
    """

    choices: tuple[Choice, ...]
    exclusive: frozenset[str] = frozenset()
    least: int = 0
    most: int | None = None

    @property
    def is_long(self) -> bool:
        return len(self.choices) > LONG

    def ticked(self, chosen: Sequence[str], name: str) -> tuple[str, ...]:
        """`chosen` and one more, in the order of the list; what does not go with it is left out."""
        alone = name in self.exclusive or self.most == 1
        stay = set[str]() if alone else set(chosen) - self.exclusive
        return tuple(choice.name for choice in self.choices if choice.name in {*stay, name})

    def unticked(self, chosen: Sequence[str], name: str) -> tuple[str, ...]:
        """`chosen` without one."""
        return tuple(choice.name for choice in self.choices if choice.name in {*chosen} - {name})

    def is_over(self, chosen: Iterable[str]) -> bool:
        """Whether these are more than may be taken."""
        return self.most is not None and len(set(chosen) - self.exclusive) > self.most

    def is_under(self, chosen: Iterable[str]) -> bool:
        """Whether these are some, but fewer than have to be taken."""
        return 0 < len(set(chosen) - self.exclusive) < self.least


@dataclass(frozen=True, slots=True)
class Rank:
    """All choices put in an order."""

    choices: tuple[Choice, ...]

    def is_whole(self, order: Sequence[str]) -> bool:
        """Whether every choice has one place in the order, by name."""
        names = {choice.name for choice in self.choices}
        return len(order) == len(names) and set(order) == names


@dataclass(frozen=True, slots=True)
class PickNumber:
    """A few numbers to choose from; their labels are the numbers as people read them."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TypeNumber:
    """`low`, `high` and `step` are what may be said of it, as people read it; "" for nothing."""

    decimals: bool
    low: str = ""
    high: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class TypeText:
    writing: Writing = "text"


@dataclass(frozen=True, slots=True)
class PickDate:
    detail: Detail = "day"


@dataclass(frozen=True, slots=True)
class PickTime:
    pass


@dataclass(frozen=True, slots=True)
class PickMoment:
    """A day and a time of day."""


@dataclass(frozen=True, slots=True)
class SendPlace:
    kind: Place


@dataclass(frozen=True, slots=True)
class SendFile:
    kind: File


@dataclass(frozen=True, slots=True)
class AddAnother:
    """Whether there is one more of what `count` times was filled in.

    `filled`: with which answer each of them begins, as people read it.
    """

    count: int
    label: str
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Acknowledge:
    pass


Input = (
    PickOne
    | PickMany
    | Rank
    | PickNumber
    | TypeNumber
    | TypeText
    | PickDate
    | PickTime
    | PickMoment
    | SendPlace
    | SendFile
    | AddAnother
    | Acknowledge
)


@dataclass(frozen=True, slots=True)
class Instance:
    """Which instance of the innermost repeat is filled in; `count` is 0 where people add to it.

    `named`: the repeat has a label, which stands with the number in the prompt's section.
    """

    number: int
    count: int
    named: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a grid: its words, the answer so far ("" for none), whether it is asked now."""

    label: str
    shown: str
    here: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question as it is put to a person, in the interview's language."""

    path: str
    section: str  # labels of the enclosing groups, joined by " › "; may be ""
    label: str
    hint: str
    input: Input
    required: bool
    value: str  # the canonical answer so far ("" blank; names separated by spaces for several)
    shown: str  # the same as a person reads it: choice labels, "" when blank
    instance: Instance | None = None  # None outside of repeats
    grid: tuple[GridRow, ...] = ()  # the rows that are answered with the same choices
