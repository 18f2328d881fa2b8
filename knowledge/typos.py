"""Repair of mistyped words against a vocabulary: several candidates, each with a weight."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp, log

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, Levenshtein

VOWELS = frozenset("aiueo")
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LIKE = ("ck", "kq", "sz", "cs", "fv", "fp", "pv", "iy", "uw", "jz", "ks", "dt", "bp", "gk", "mn")

SHORTEST = 3  # letters of a token that is repaired
TWO_ERRORS = 5  # letters from which two errors are believed
LONGEST = 24
KEPT = 5  # candidates of a token

MISSING_VOWEL, MISSING, DOUBLED, EXTRA = 1.0, 1.6, 1.0, 1.8
NEIGHBOUR, ALIKE, VOWEL, WRONG, SWAPPED = 1.1, 1.4, 1.5, 2.4, 1.1
FIRST = 1.0  # an error in the first letter is rarer
STEEP = 2.0  # how fast belief falls with the cost
FAMILIAR = 0.35  # how it rises with the logarithm of the frequency

BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that it has an inverse
INVERSE, INVERSE_2 = (np.uint64(pow(0x9E3779B97F4A7C15, -power, 2**64)) for power in (1, 2))


def _neighbours() -> frozenset[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    at = {key: (x + 0.5 * y, y) for y, row in enumerate(ROWS) for x, key in enumerate(row)}
    for one, (x, y) in at.items():
        for other, (u, v) in at.items():
            if one != other and abs(x - u) <= 1 and abs(y - v) <= 1:
                pairs.add((one, other))
    return frozenset(pairs)


NEIGHBOURS = _neighbours()
ALIKES = frozenset((a, b) for pair in LIKE for a, b in (tuple(pair), tuple(pair[::-1])))


def skeleton(word: str) -> str:
    """Its first letter and its consonants, doubled ones once: brngkat, berangkat → brngkt."""
    letters = word[0] + "".join(letter for letter in word[1:] if letter not in VOWELS)
    return "".join(letter for letter, _ in groupby(letters))


def cost(typed: str, meant: str) -> float:
    """How unlikely it is to type the one for the other."""
    operations = Levenshtein.editops(typed, meant)
    swapped = len(operations) - OSA.distance(typed, meant)
    total, spared = swapped * SWAPPED, 2 * swapped
    each = sorted(
        (_cost(typed, meant, op.tag, op.src_pos, op.dest_pos) for op in operations), reverse=True
    )
    return total + sum(each[spared:] if swapped else each)


def _cost(typed: str, meant: str, kind: str, i: int, j: int) -> float:
    first = FIRST if j == 0 and i == 0 else 0.0
    if kind == "insert":
        return first + (MISSING_VOWEL if meant[j] in VOWELS else MISSING)
    if kind == "delete":
        around = typed[max(i - 1, 0) : i] + typed[i + 1 : i + 2]
        return first + (DOUBLED if typed[i] in around else EXTRA)
    pair = typed[i], meant[j]
    if pair in NEIGHBOURS:
        return first + NEIGHBOUR
    if pair in ALIKES:
        return first + ALIKE
    if pair[0] in VOWELS and pair[1] in VOWELS:
        return first + VOWEL
    return first + WRONG


def _hashes(words: NDArray[np.uint8], deletions: int) -> NDArray[np.uint32]:
    """Of each word of one length: the hashes of what is left without so many of its letters."""
    count, length = words.shape
    powers = np.ones(length, np.uint64)
    if length > 1:
        powers[1:] = np.cumprod(np.full(length - 1, BASE, np.uint64))
    prefix = np.zeros((count, length + 1), np.uint64)
    np.cumsum(words.astype(np.uint64) * powers, axis=1, out=prefix[:, 1:])
    if deletions == 0:
        left = prefix[:, length:]
    elif deletions == 1:
        left = prefix[:, :-1] + (prefix[:, length:] - prefix[:, 1:]) * INVERSE
    else:
        i, j = np.triu_indices(length, 1)
        left = (
            prefix[:, i]
            + (prefix[:, j] - prefix[:, i + 1]) * INVERSE
            + (prefix[:, length:] - prefix[:, j + 1]) * INVERSE_2
        )
    return (left >> np.uint64(32)).astype(np.uint32)


def _letters(words: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("".join(words).encode("ascii"), np.uint8).reshape(len(words), -1)


@dataclass(frozen=True, slots=True)
class Deletions:
    """Words by the hashes of what is left of them after up to so many deletions."""

    hashes: NDArray[np.uint32]
    places: NDArray[np.int32]
    deletions: int

    @classmethod
    def of(cls, words: Sequence[str], places: Sequence[int], deletions: int) -> "Deletions":
        order = sorted(range(len(words)), key=lambda at: len(words[at]))
        hashes = [np.zeros(0, np.uint32)]
        found = [np.zeros(0, np.int32)]
        for length, group in groupby(order, key=lambda at: len(words[at])):
            ats = list(group)
            letters = _letters([words[at] for at in ats])
            numbers = np.array([places[at] for at in ats], np.int32)
            for count in range(min(deletions, length - 1) + 1):
                made = _hashes(letters, count)
                hashes.append(made.ravel())
                found.append(np.repeat(numbers, made.shape[1]))
        joined = np.concatenate(hashes)
        by_hash = np.argsort(joined, kind="stable")
        return cls(joined[by_hash], np.concatenate(found)[by_hash], deletions)

    def near(self, word: str) -> NDArray[np.int32]:
        """Places of the words that may be near it."""
        letters = _letters([word])
        counts = range(min(self.deletions, len(word) - 1) + 1)
        wanted = np.concatenate([_hashes(letters, count).ravel() for count in counts])
        begins = np.searchsorted(self.hashes, wanted, "left")
        ends = np.searchsorted(self.hashes, wanted, "right")
        ranges = [self.places[a:b] for a, b in zip(begins, ends, strict=True) if b > a]
        return np.unique(np.concatenate(ranges)) if ranges else np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Speller:
    """A vocabulary that mistyped words are repaired against."""

    words: tuple[str, ...]
    familiar: tuple[float, ...]  # what frequency adds to the belief
    once: Deletions
    twice: Deletions
    bones: Deletions

    @classmethod
    def of(cls, words: Iterable[str], counts: Iterable[float]) -> "Speller":
        pairs = [
            (word, count)
            for word, count in zip(words, counts, strict=True)
            if SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()
        ]
        known = tuple(word for word, _ in pairs)
        long = [at for at, word in enumerate(known) if len(word) >= TWO_ERRORS]
        return cls(
            known,
            tuple(FAMILIAR * log(1 + count) for _, count in pairs),
            Deletions.of(known, range(len(known)), 1),
            Deletions.of([known[at] for at in long], long, 2),
            Deletions.of([skeleton(word) for word in known], range(len(known)), 1),
        )

    def repairs(self, token: str) -> list[tuple[str, float]]:
        """What it may have been, the likeliest first, with shares of the belief."""
        if not (SHORTEST <= len(token) <= LONGEST and token.isascii() and token.isalpha()):
            return []
        ranked = sorted(self._beliefs(token), reverse=True)[:KEPT]
        beliefs = [exp(belief) for belief, _ in ranked]
        total = sum(beliefs)
        return [(word, belief / total) for belief, (_, word) in zip(beliefs, ranked, strict=True)]

    def _beliefs(self, token: str) -> Iterator[tuple[float, str]]:
        for at in self._candidates(token):
            word = self.words[at]
            yield self.familiar[at] - STEEP * cost(token, word), word

    def _candidates(self, token: str) -> list[int]:
        found = set((self.twice if len(token) > TWO_ERRORS else self.once).near(token).tolist())
        far = 2 if len(token) >= TWO_ERRORS else 1
        found = {at for at in found if OSA.distance(token, self.words[at], score_cutoff=far) <= far}
        bones = skeleton(token)
        if len(bones) > 1:
            for at in self.bones.near(bones).tolist():
                word = self.words[at]
                wrong = OSA.distance(bones, skeleton(word))
                if wrong <= (len(bones) > 3) and _dropped(token, word):
                    found.add(at)
        return list(found)


def _dropped(token: str, word: str) -> bool:
    """Whether vowels are mostly missing rather than changed."""
    return len(token) < len(word) and sum(letter in VOWELS for letter in token) * 3 <= len(token)
