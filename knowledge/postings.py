"""Which documents have a term, and what BM25 makes of it: arrays built once, read by term."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# How soon repetition stops counting: in short texts at once, in long ones late (words a text).
K1_LEAST, K1_MOST, K1_WORDS, K1_LESS = 0.4, 2.0, 30.0, 0.55
B = 0.6  # how much a long text is held against its words
RARITY = 1.2  # rare words tell more than the logarithm says
LEAD, REACH = 1.0, 8.0  # a text is about what it begins with: so much more, fading over so many


class Occurrences(NamedTuple):
    """Words of the documents one after the other: who, where, and how much it counts."""

    terms: NDArray[np.int32]
    documents: NDArray[np.int32]
    counts: NDArray[np.float32]


def rarity(frequency: int, documents: int) -> float:
    """How much a word tells that so many of the documents have."""
    return float(log1p((documents - frequency + 0.5) / (frequency + 0.5)) ** RARITY)


def saturation(words: int, documents: int) -> float:
    """BM25's k1 for texts of this length."""
    usual = words / max(documents, 1)
    return min(max(usual / K1_WORDS - K1_LESS, K1_LEAST), K1_MOST)


@dataclass(frozen=True, slots=True)
class Postings:
    """Sorted by term; those of term t lie between starts[t] and starts[t + 1]."""

    starts: NDArray[np.int64]
    documents: NDArray[np.int32]
    scores: NDArray[np.float32]
    idf: NDArray[np.float32]

    @classmethod
    def of(cls, found: Occurrences, terms: int, documents: int) -> "Postings":
        """Equal words of a document are added up over its fields."""
        keys = found.terms.astype(np.int64) * max(documents, 1) + found.documents
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        firsts = np.flatnonzero(np.diff(keys, prepend=-1))
        counts = np.add.reduceat(found.counts[order], firsts) if len(firsts) else found.counts
        term, document = np.divmod(keys[firsts], max(documents, 1))
        frequency = np.bincount(term, minlength=terms)
        rare = np.array([rarity(each, documents) for each in range(frequency.max(initial=0) + 1)])[
            frequency
        ]
        starts = np.concatenate(([0], np.cumsum(frequency)))
        k1 = saturation(len(found.terms), documents)
        scores = rare[term] * counts * (k1 + 1) / (k1 + counts)
        return cls(
            starts,
            document.astype(np.int32),
            scores.astype(np.float32),
            np.where(frequency > 0, rare, 0).astype(np.float32),
        )

    def of_term(self, term: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Documents with the term and its score in each."""
        found = slice(self.starts[term], self.starts[term + 1])
        return self.documents[found], self.scores[found]

    def frequency(self, term: int) -> int:
        """How many documents have it."""
        return int(self.starts[term + 1] - self.starts[term])


def occurrences(field: Sequence[NDArray[np.int32]], weight: float) -> Occurrences:
    """The words of one field of every document, weighed by place and by the field's length."""
    lengths = np.fromiter(map(len, field), np.int64, len(field))
    total = int(lengths.sum())
    documents = np.repeat(np.arange(len(field), dtype=np.int32), lengths)
    if not total:
        return Occurrences(np.zeros(0, np.int32), documents, np.zeros(0, np.float32))
    places = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    usual = total / np.count_nonzero(lengths)
    long = 1 - B + B * lengths[documents] / usual
    counts = weight * (1 + LEAD * np.exp(-places / REACH)) / long
    return Occurrences(np.concatenate(field), documents, counts.astype(np.float32))


def joined(parts: Sequence[Occurrences]) -> Occurrences:
    """Those of several fields."""
    if not parts:
        return occurrences((), 0)
    terms, documents, counts = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Occurrences(terms, documents, counts)
