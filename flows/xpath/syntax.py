"""The parts an expression is made of, as the parser hands them on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    text: str


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Expr", ...]
    position: int


@dataclass(frozen=True, slots=True)
class Negate:
    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str  # or and = != < <= > >= + - * div mod |
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Step:
    axis: str  # child parent self descendant descendant-or-self
    name: str  # "*" matches every element
    predicates: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Path:
    """`start` is "root", "context" or the expression that the steps lead on from."""

    start: "str | Expr"
    predicates: tuple["Expr", ...]  # of the start
    steps: tuple[Step, ...]


Expr = Number | Literal | Call | Negate | Binary | Path
