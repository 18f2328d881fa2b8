"""rank: all choices put in an order, the first the highest."""

from flows.answers import Problem
from flows.prompts import Rank as Ranked
from flows.questions.asked import Asked
from flows.questions.options import label_of, names_of


class Rank:
    def input(self, asked: Asked) -> Ranked:
        return Ranked(asked.choices)

    def read(self, asked: Asked, raw: str) -> str | Problem:
        """`2 1 3`, labels or names, the first choice first."""
        if not raw.strip():
            return ""
        names = names_of(raw, asked.choices)
        return names if isinstance(names, Problem) else _whole(names, asked)

    def check(self, asked: Asked, value: str) -> str | Problem:
        names = value.split()
        if set(names) - {choice.name for choice in asked.choices}:
            return Problem("choice-unknown")
        return _whole(names, asked) if names else ""

    def show(self, asked: Asked, value: str) -> str:
        return ", ".join(label_of(name, asked.choices) for name in value.split())


def _whole(names: list[str], asked: Asked) -> str | Problem:
    """The order, if every choice has one place in it."""
    if Ranked(asked.choices).is_whole(names):
        return " ".join(names)
    return Problem("rank-incomplete", {"count": str(len(asked.choices))})
