"""How many choices a constraint lets a person take, and which only alone: found by trying it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from flows.answers import Problem
from flows.prompts import PickMany

MOST_ALONE = 4  # choices that are exclusive
MOST_TRIED = 40  # choices; of longer lists a refused answer tells it
Accepts = Callable[[Sequence[str]], bool]  # whether the constraint holds of these names


def bounded(given: PickMany, accepts: Accepts) -> PickMany:
    """The input with what its constraint says, as far as that can be told from some selections.

    What cannot be told is left open: a bound that is not there costs a refusal, a wrong one an
    answer that nobody can give.
    """
    names = [choice.name for choice in given.choices]
    if not 2 <= len(names) <= MOST_TRIED or len(set(names)) < len(names):
        return given
    if _sizes(names, accepts) == (0, 1):
        return replace(given, most=1)
    solitary = (name for name in names if _only_alone(name, names, accepts))
    alone = frozenset(islice(solitary, MOST_ALONE + 1))
    if len(alone) > MOST_ALONE:
        return given  # each of them took long to find, and a person would not keep them apart
    least, most = _sizes([name for name in names if name not in alone], accepts)
    return replace(given, exclusive=alone, least=least, most=most)


def refused(given: PickMany, names: Sequence[str], said: Problem) -> Problem:
    """Why the constraint refuses these, more exactly where that is known."""
    chosen, details = set(names), dict(said.details)
    if len(chosen) > 1 and not chosen.isdisjoint(given.exclusive):
        alone = [choice.label for choice in given.choices if choice.name in given.exclusive]
        return Problem("choice-alone", {**details, "alone": ", ".join(alone)})
    if given.is_over(chosen):
        return Problem("choices-over", {**details, "most": str(given.most)})
    if given.is_under(chosen):
        return Problem("choices-under", {**details, "least": str(given.least)})
    return said


def _only_alone(name: str, names: list[str], accepts: Accepts) -> bool:
    """Whether the choice is accepted, but with no other, nor with the first few others."""
    if not accepts([name]):
        return False
    for other in names:
        if other != name and accepts([each for each in names if each in (name, other)]):
            return False
    return not any(
        accepts([each for each in names if each == name or each in names[:size]])
        for size in range(2, len(names) + 1)
    )


def _sizes(names: list[str], accepts: Accepts) -> tuple[int, int | None]:
    """The least and the most of these that are accepted, when it is the number that counts."""
    count = len(names)
    taken = []
    for size in range(1, count + 1):
        said = {accepts(names[:size]), accepts(names[count - size :])}
        if len(said) > 1:
            return 0, None
        if said.pop():
            taken.append(size)
    if not taken or taken != list(range(taken[0], taken[-1] + 1)):
        return 0, None
    least, most = taken[0], taken[-1]
    if (least, most) == (1, count):
        return 0, None
    for size in (least - 1, least, most, most + 1):
        if 0 < size <= count and {accepts(each) for each in _windows(names, size)} != {
            least <= size <= most
        }:
            return 0, None
    return (least if least > 1 else 0), (most if most < count else None)


def _windows(names: list[str], size: int) -> Iterable[list[str]]:
    """Runs of so many names, around the end of the list too."""
    for start in range(len(names)):
        places = sorted((start + step) % len(names) for step in range(size))
        yield [names[place] for place in places]
