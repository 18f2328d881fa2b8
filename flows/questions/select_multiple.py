"""select_multiple: any number of choices, kept in the order of the list."""

from flows.answers import Problem
from flows.prompts import PickMany
from flows.questions.asked import Asked
from flows.questions.options import label_of, names_of


class SelectMultiple:
    def input(self, asked: Asked) -> PickMany:
        return PickMany(asked.choices)

    def read(self, asked: Asked, raw: str) -> str | Problem:
        """`1 3 5`, labels or names."""
        if not raw.strip():
            return ""
        names = names_of(raw, asked.choices)
        return names if isinstance(names, Problem) else _in_order(set(names), asked)

    def check(self, asked: Asked, value: str) -> str | Problem:
        names = set(value.split())
        if names - {choice.name for choice in asked.choices}:
            return Problem("choice-unknown")
        return _in_order(names, asked)

    def show(self, asked: Asked, value: str) -> str:
        return ", ".join(label_of(name, asked.choices) for name in value.split())


def _in_order(names: set[str], asked: Asked) -> str:
    return " ".join(dict.fromkeys(c.name for c in asked.choices if c.name in names))
