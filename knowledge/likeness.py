"""Questions grouped by likeness, so that a coordinator answers each kind once."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

WORD = re.compile(r"\w{3,}")
SAME_WORD = 80.0  # of 100: from here two words are one, spelled in two ways
ALIKE = 0.6  # share of words that two questions must have in common


def groups(texts: Sequence[str]) -> list[list[int]]:
    """The places of texts that are alike, in the order of the first of each group."""
    words = [frozenset(WORD.findall(text.casefold())) for text in texts]
    found: list[list[int]] = []
    for place, mine in enumerate(words):
        likeness = [_likeness(words[group[0]], mine) for group in found]
        best = max(range(len(found)), key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= ALIKE:
            found[best].append(place)
        else:
            found.append([place])
    return found


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that both have, whatever their order and however they are spelled."""
    if not one or not other:
        return float(one == other)
    return (_shared(one, other) + _shared(other, one)) / (len(one) + len(other))


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    return sum(
        word in other or any(fuzz.ratio(word, each) >= SAME_WORD for each in other) for word in one
    )
