"""Order by chance: drawn, or the same in every engine for a given seed.

JavaRosa and Enketo shuffle alike: the inside-out Fisher-Yates algorithm over the Park-Miller
generator (Communications of the ACM 31/10, 1988); a text seeds it by its SHA-256.
"""

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from flows.xpath.doubles import saturated
from flows.xpath.values import Value, text_of, to_number

T = TypeVar("T")

_MODULUS, _MULTIPLIER = 2**31 - 1, 16807


def shuffled(items: Sequence[T], seed: int | None, draw: Callable[[], float]) -> list[T]:
    """The items in another order; without a seed `draw` gives numbers in [0, 1)."""
    chances = None if seed is None else _park_miller(seed)
    found: list[T] = []
    for place, item in enumerate(items):
        chance = draw() if chances is None else next(chances)
        found.append(item)
        other = int(chance * (place + 1))
        found[place], found[other] = found[other], item
    return found


def seed_of(value: Value) -> int:
    """A 64-bit seed: a number without its fraction, or the start of a text's SHA-256."""
    number = to_number(value)
    if not math.isnan(number):
        return saturated(number)
    text = text_of(value)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], "big", signed=True) if text else 0


def _park_miller(seed: int) -> Iterator[float]:
    state = int(math.fmod(float(seed), _MODULUS))  # a long seed loses digits in a double, as there
    if state <= 0:
        state += _MODULUS - 1
    while True:
        state = state * _MULTIPLIER % _MODULUS
        yield (state - 1) / (_MODULUS - 1)
