"""select_multiple: any number of choices, kept in the order of the list."""

import re

from flows.answers import Problem
from flows.prompts import PickMany
from flows.questions.asked import Asked
from flows.questions.options import label_of, name_of

_SEPARATORS = (
    re.compile(r"[,;\n]+"),
    re.compile(r"\s+(?:dan|and|&|\+)\s+|^\s*(?:dan|and|&|\+)\s+", re.IGNORECASE),
    re.compile(r"\s+"),
)


class SelectMultiple:
    def input(self, asked: Asked) -> PickMany:
        return PickMany(asked.choices)

    def read(self, asked: Asked, raw: str) -> str | Problem:
        """`1 3 5`, labels or names; a label that holds a separator is tried whole first."""
        if not raw.strip():
            return ""
        names = _names(raw[:5000], asked, 0)
        return names if isinstance(names, Problem) else _in_order(names, asked)

    def check(self, asked: Asked, value: str) -> str | Problem:
        names = set(value.split())
        if names - {choice.name for choice in asked.choices}:
            return Problem("choice-unknown")
        return _in_order(names, asked)

    def show(self, asked: Asked, value: str) -> str:
        return ", ".join(label_of(name, asked.choices) for name in value.split())


def _names(text: str, asked: Asked, level: int) -> set[str] | Problem:
    name = name_of(text, asked.choices)
    if not isinstance(name, Problem):
        return {name}
    if level == len(_SEPARATORS):
        return name
    found: set[str] = set()
    for part in _SEPARATORS[level].split(text):
        if part.strip():
            names = _names(part, asked, level + 1)
            if isinstance(names, Problem):
                return names
            found |= names
    return found or Problem("choice-unknown")


def _in_order(names: set[str], asked: Asked) -> str:
    return " ".join(dict.fromkeys(c.name for c in asked.choices if c.name in names))
