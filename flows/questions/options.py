"""How typed words name choices: a label, the number it is shown with, or its name."""

import re

from flows.answers import Problem
from flows.prompts import Choice
from flows.questions.language import fold

_SEPARATORS = (
    re.compile(r"[,;\n]+"),
    re.compile(r"\s+(?:dan|and|&|\+)\s+|^\s*(?:dan|and|&|\+)\s+", re.IGNORECASE),
    re.compile(r"\s+"),
)
_LONGEST = 5000  # characters that are looked at


def name_of(typed: str, choices: tuple[Choice, ...]) -> str | Problem:
    """The name of the choice that is meant; `choice-unknown` or `choice-ambiguous` otherwise."""
    words = fold(typed)
    labelled = [choice.name for choice in choices if fold(choice.label) == words]
    if labelled:
        return labelled[0] if len(set(labelled)) == 1 else Problem("choice-ambiguous")
    place = words.rstrip(".)")
    if place.isascii() and place.isdigit() and len(place) < 5 and 0 < int(place) <= len(choices):
        return choices[int(place) - 1].name
    exact = [choice.name for choice in choices if choice.name == typed.strip()]
    named = exact or [choice.name for choice in choices if fold(choice.name) == words]
    if len(set(named)) == 1:
        return named[0]
    return Problem("choice-ambiguous" if named else "choice-unknown")


def names_of(typed: str, choices: tuple[Choice, ...]) -> list[str] | Problem:
    """The choices meant, in the order typed; a label that holds a separator is tried whole first.

    The problem of the first that cannot be told, if there is one.
    """
    return _parted(typed[:_LONGEST], choices, 0)


def _parted(text: str, choices: tuple[Choice, ...], level: int) -> list[str] | Problem:
    name = name_of(text, choices)
    if not isinstance(name, Problem):
        return [name]
    if level == len(_SEPARATORS):
        return name
    found: list[str] = []
    for part in _SEPARATORS[level].split(text):
        if part.strip():
            names = _parted(part, choices, level + 1)
            if isinstance(names, Problem):
                return names
            found += names
    return found or Problem("choice-unknown")


def label_of(name: str, choices: tuple[Choice, ...]) -> str:
    return next((choice.label for choice in choices if choice.name == name), name)
