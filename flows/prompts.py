"""How an answer may be given, in words no chat platform owns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class PickOne:
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class PickMany:
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TypeNumber:
    decimals: bool


@dataclass(frozen=True, slots=True)
class TypeText:
    pass


@dataclass(frozen=True, slots=True)
class PickDate:
    pass


@dataclass(frozen=True, slots=True)
class Acknowledge:
    pass


@dataclass(frozen=True, slots=True)
class AddAnother:
    """Whether there is one more case; `count` are there already."""

    count: int
    label: str


Input = AddAnother | PickOne | PickMany | TypeNumber | TypeText | PickDate | Acknowledge


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
