"""How likely a message is one that is refused: learnt from examples over classes of words."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations

import numpy as np

from knowledge.classes import Marked
from knowledge.layout import Floats
from knowledge.replies import Kind
from knowledge.text import FUNCTION_WORDS, table

KINDS: tuple[Kind, ...] = ("private", "unsafe", "injection")
SURE = 0.65  # from this probability on it is refused

# The classes that tell; pairs of them tell more than each alone.
CLASSES = (
    *(
        "override",
        "orders",
        "roleplay",
        "reveal",
        "secret",
        "destroy",
        "machinery",
        "you",
        "powers",
    ),
    *("datum", "hard_datum", "person", "named", "ask", "reveal_hard", "institution", "story"),
    *("recent", "relation", "guard"),
    *(
        "evade",
        "goal",
        "purpose",
        "intent",
        "report",
        "without",
        "rule",
        "depart",
        "shady",
        "minor",
    ),
    *("make", "fakeness", "money", "official", "giving", "smooth", "somebody_else", "stance"),
)
NAME = "a_name"  # a word that nobody knows
SHORT = "short"
FEW = 6  # words of a short message
_PLAIN = FUNCTION_WORDS["id"] | FUNCTION_WORDS["en"]


def tells(message: Marked, *, named: bool) -> Iterator[str]:
    """What is in the message, and which two things together."""
    found = [name for name in CLASSES if message.has(name)]
    found += [NAME] if named else []
    found += [SHORT] if len(message.words) <= FEW else []
    yield "always"
    yield from found
    for one, other in combinations(found, 2):
        yield f"{one}+{other}"
    for word in dict.fromkeys(message.words):
        if word not in _PLAIN:
            yield f"={word}"


@cache
def _weights() -> Mapping[str, Floats]:
    return {
        row["tell"]: np.array([float(row[kind]) for kind in KINDS], np.float32)
        for row in table("refusals.csv")
    }


def refusal(message: Marked, *, named: bool) -> Kind | None:
    """The kind of refusal that it is, if that is likely."""
    known = _weights()
    total = np.zeros(len(KINDS), np.float32)
    for tell in tells(message, named=named):
        if tell in known:
            total += known[tell]
    shares = np.exp(np.minimum(total, 50))
    chance = float(shares.sum() / (1 + shares.sum()))
    return KINDS[int(np.argmax(total))] if chance >= SURE else None
