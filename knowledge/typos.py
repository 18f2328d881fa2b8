"""Repair of mistyped words against a vocabulary: several candidates, each with a weight."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp, log

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
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


def _signature(word: str) -> int:
    """A bit for each of its letters, and one more where it comes again."""
    bits = 0
    for letter in word:
        bit = 1 << (ord(letter) - FIRST_LETTER)
        bits |= bit << ALPHABET if bits & bit else bit
    return bits


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words by length, with what tells quickly that two of them are far apart."""

    places: NDArray[np.int32]  # where each stood before they were sorted
    words: NDArray[np.object_]
    signatures: NDArray[np.uint64]
    firsts: NDArray[np.uint8]
    starts: NDArray[np.int64]  # of the words of each length

    @classmethod
    def of(cls, words: Sequence[str]) -> "Spellings":
        count = len(words)
        lengths = np.fromiter(map(len, words), np.int64, count)
        order = np.argsort(lengths, kind="stable")
        ordered = [words[at] for at in order]
        return cls(
            order.astype(np.int32),
            np.array(ordered, np.object_),
            np.fromiter(map(_signature, ordered), np.uint64, count),
            np.fromiter((ord(word[0]) for word in ordered), np.uint8, count),
            np.searchsorted(lengths[order], np.arange(LONGEST + 4)),
        )

    def near(self, word: str, most: int) -> list[int]:
        """Places of the words that so few errors make of it.

        An error changes two bits at most; who makes two does not make one in the first letter.
        """
        some = slice(self.starts[max(len(word) - most, 0)], self.starts[len(word) + most + 1])
        differing = np.bitwise_count(self.signatures[some] ^ np.uint64(_signature(word)))
        likely = differing <= 2
        if most > 1:
            likely |= (differing <= 2 * most) & (self.firsts[some] == ord(word[0]))
        at = np.flatnonzero(likely) + some.start
        if not len(at):
            return []
        words = self.words[at].tolist()
        wrong = process.cdist([word], words, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)
        found: list[int] = self.places[at[wrong[0] <= most]].tolist()
        return found


@dataclass(frozen=True, slots=True)
class Speller:
    """A vocabulary that mistyped words are repaired against."""

    words: tuple[str, ...]
    familiar: tuple[float, ...]  # what frequency adds to the belief
    full: Spellings
    bare: Spellings  # without vowels, in the same order

    @classmethod
    def of(cls, words: Iterable[str], counts: Iterable[float]) -> "Speller":
        known = [
            (word, count)
            for word, count in zip(words, counts, strict=True)
            if SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()
        ]
        return cls(
            tuple(word for word, _ in known),
            tuple(FAMILIAR * log(1 + count) for _, count in known),
            Spellings.of([word for word, _ in known]),
            Spellings.of([skeleton(word) for word, _ in known]),
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

    def _candidates(self, token: str) -> set[int]:
        """Words with few wrong letters, and those that it is when its vowels are left out."""
        found = set(self.full.near(token, 2 if len(token) >= TWO_ERRORS else 1))
        bones = skeleton(token)
        if len(bones) > 1 and _is_short_of_vowels(token):
            near = self.bare.near(bones, int(len(bones) > SHORTEST))
            found.update(at for at in near if len(self.words[at]) > len(token))
        return found


def _is_short_of_vowels(token: str) -> bool:
    return sum(letter in VOWELS for letter in token) * 3 <= len(token)
