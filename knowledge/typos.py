"""Repair of mistyped words against a vocabulary: several candidates, each with a weight."""

from collections.abc import Iterable, Mapping, Sequence
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
WEIGHED = 16  # candidates looked at closely
KEPT = 5  # candidates of a token

MISSING_VOWEL, MISSING, DOUBLED, EXTRA = 1.0, 1.6, 1.0, 1.8
NEIGHBOUR, ALIKE, VOWEL, WRONG, SWAPPED = 1.1, 1.4, 1.5, 2.4, 1.1
FIRST = 1.0  # an error in the first letter is rarer
STEEP = 2.0  # how fast belief falls with the cost
UNKNOWN = 3.0  # what it costs to believe that a word was meant which nobody knows
FAMILIAR = 0.35  # how it rises with the logarithm of the frequency

ALPHABET, FIRST_LETTER = 26, ord("a")


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
    costs = [_cost(typed, meant, *each) for each in Levenshtein.editops(typed, meant).as_list()]
    if len(costs) < 2 or len(costs) == (wrong := OSA.distance(typed, meant)):
        return sum(costs)
    swapped = len(costs) - wrong  # pairs of letters, each counted as two operations
    return swapped * SWAPPED + sum(sorted(costs)[: -2 * swapped])


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


def _signature(word: str) -> int:
    """A bit for each of its letters, and one more where it comes again."""
    bits = 0
    for letter in word:
        bit = 1 << (ord(letter) - FIRST_LETTER)
        bits |= bit << ALPHABET if bits & bit else bit
    return bits


def repairs(token: str, spellers: Iterable["Speller"]) -> list[tuple[str, float]]:
    """What a token may have been, the likeliest first, with its share of the belief.

    The shares fall short of 1 by the belief that it is a word which nobody knows here.
    """
    beliefs = {word: belief for each in spellers for belief, word in each.beliefs(token)}
    ranked = sorted(beliefs.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
    total = exp(-STEEP * UNKNOWN) + sum(exp(belief) for _, belief in ranked)
    return [(word, exp(belief) / total) for word, belief in ranked]


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words by length, with what tells quickly that two of them are far apart."""

    places: Sequence[int]  # where each stood before they were sorted
    words: Sequence[str]
    signatures: NDArray[np.uint64]
    firsts: NDArray[np.uint8]
    starts: Sequence[int]  # of the words of each length

    @classmethod
    def of(cls, words: Sequence[str]) -> "Spellings":
        count = len(words)
        lengths = np.fromiter(map(len, words), np.int64, count)
        order = np.argsort(lengths, kind="stable")
        ordered = [words[at] for at in order]
        return cls(
            order.tolist(),
            ordered,
            np.fromiter(map(_signature, ordered), np.uint64, count),
            np.fromiter((ord(word[0]) for word in ordered), np.uint8, count),
            np.searchsorted(lengths[order], np.arange(LONGEST + 4)).tolist(),
        )

    def near(self, word: str, most: int) -> dict[int, int]:
        """Places of the words that so few errors make of it, and how many.

        An error changes two bits at most; who makes two does not make one in the first letter.
        """
        begin, end = self.starts[max(len(word) - most, 0)], self.starts[len(word) + most + 1]
        differing = np.bitwise_count(self.signatures[begin:end] ^ np.uint64(_signature(word)))
        likely = np.flatnonzero(differing <= 2 * most)
        if most > 1:
            first = self.firsts[begin:end][likely] == ord(word[0])
            likely = likely[first | (differing[likely] <= 2)]
        found = {}
        for at in (likely + begin).tolist():
            wrong = OSA.distance(word, self.words[at], score_cutoff=most)
            if wrong <= most:
                found[self.places[at]] = wrong
        return found


@dataclass(frozen=True, slots=True)
class Speller:
    """A vocabulary that mistyped words are repaired against."""

    words: tuple[str, ...]
    familiar: tuple[float, ...]  # what frequency adds to the belief
    full: Spellings
    bare: Spellings  # without vowels, in the same order

    @classmethod
    def of(cls, counts: Mapping[str, float]) -> "Speller":
        """Words with how often they occur."""
        known = [(word, count) for word, count in sorted(counts.items()) if _is_word(word)]
        return cls(
            tuple(word for word, _ in known),
            tuple(FAMILIAR * log(1 + count) for _, count in known),
            Spellings.of([word for word, _ in known]),
            Spellings.of([skeleton(word) for word, _ in known]),
        )

    def beliefs(self, token: str) -> list[tuple[float, str]]:
        """What it may have been, with the logarithm of how likely that is."""
        if not _is_word(token):
            return []
        found = self._candidates(token)
        if len(found) > WEIGHED:
            found = dict(sorted(found.items(), key=self._at_first_sight)[:WEIGHED])
        return [
            (self.familiar[at] - STEEP * cost(token, self.words[at]), self.words[at])
            for at in found
        ]

    def repairs(self, token: str) -> list[tuple[str, float]]:
        """Those of these words alone."""
        return repairs(token, (self,))

    def _at_first_sight(self, candidate: tuple[int, int]) -> float:
        at, wrong = candidate
        return wrong - self.familiar[at]

    def _candidates(self, token: str) -> dict[int, int]:
        """Words with few wrong letters, and those that it is when its vowels are left out."""
        found = self.full.near(token, 1)
        bones = skeleton(token)
        if len(bones) > 1 and _is_short_of_vowels(token):
            bare = self.bare.near(bones, int(len(bones) > SHORTEST))
            longer = {at: wrong for at, wrong in bare.items() if len(self.words[at]) > len(token)}
            found = longer | found
        if not found and len(token) >= TWO_ERRORS:
            return self.full.near(token, 2)
        return found


def _is_word(token: str) -> bool:
    """Whether it can be compared by letters: not too short, no digits."""
    plain = token.isascii() and token.isalpha() and token.islower()
    return plain and SHORTEST <= len(token) <= LONGEST


def _is_short_of_vowels(token: str) -> bool:
    return sum(letter in VOWELS for letter in token) * 3 <= len(token)
