"""How typed words name a choice: its label, the number it is shown with, or its name."""

from flows.answers import Problem
from flows.prompts import Choice
from flows.questions.language import fold


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


def label_of(name: str, choices: tuple[Choice, ...]) -> str:
    return next((choice.label for choice in choices if choice.name == name), name)
