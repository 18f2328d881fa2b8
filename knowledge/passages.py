"""Any collection of passages searched as SOPs are: by words, by meaning, in either language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.crossing import Crossing
from knowledge.fusion import Floats, fuse
from knowledge.lexical import Document, Index
from knowledge.meaning import Meaning, Vectors, products
from knowledge.text import tokens
from knowledge.windows import windows
from knowledge.wording import Query

FIELDS = {"title": 1.5, "text": 1.0}
MEANING = 0.7  # how much it counts beside words, whose scores stand out further


@dataclass(frozen=True, slots=True)
class Passage:
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Meanings:
    """The meanings of all windows of the passages, and of each passage on the whole."""

    meaning: Meaning
    windows: Floats  # those of a passage follow each other
    starts: NDArray[np.int64]  # where they begin
    means: Floats

    @classmethod
    def of(cls, cut: Sequence[Sequence[str]], vectors: Vectors) -> "Meanings | None":
        """None while a vector is lacking."""
        rows = vectors.of([window for one in cut for window in one])
        if rows is None:
            return None
        starts = np.cumsum([0, *map(len, cut)])[:-1]
        means = np.add.reduceat(rows, starts)
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        return cls(vectors.meaning, rows, starts, means)

    def scores(self, text: str) -> Floats:
        """How near each passage is: its best window, and the passage on the whole."""
        asked = self.meaning.query(text)
        best: Floats = np.maximum.reduceat(products(self.windows, asked), self.starts)
        return best + products(self.means, asked)


@dataclass(frozen=True, slots=True)
class Passages:
    """A collection that can be searched; a value."""

    ids: tuple[str, ...]
    index: Index
    crossing: Crossing
    meanings: Meanings | None

    @classmethod
    def of(
        cls,
        passages: Iterable[Passage],
        vectors: Vectors | None = None,
        reuse: "Passages | None" = None,
    ) -> "Passages":
        """By words alone where there are no vectors, or not yet all of them."""
        every = tuple(passages)
        fields = [Document(each.id, {"title": each.title, "text": each.text}) for each in every]
        index = Index.of(fields, FIELDS, reuse.index if reuse else None)
        cut = [windows(each.title, each.text) for each in every]
        meanings = Meanings.of(cut, vectors) if vectors else None
        return cls(index.ids, index, Crossing.of(index.vocabulary), meanings)

    def search(self, query: str, limit: int = 10) -> list[tuple[str, float]]:
        """Ids of the best passages with their scores, best first."""
        scores, known = self._scores(query)
        order = np.lexsort((np.arange(len(scores)), -scores))[:limit]
        return [(self.ids[at], float(scores[at])) for at in order if known[at]]

    def _scores(self, query: str) -> tuple[Floats, NDArray[np.bool_]]:
        """Of each passage, and whether anything speaks for it."""
        crossed = self.crossing.understood(query)
        asked = crossed if crossed and crossed.terms else self.index.explain(query)
        by_words = self.index.scores(asked)
        if self.meanings is None or not query.strip():
            return by_words, by_words > 0
        words = crossed.words if crossed else repaired(asked)
        changed = words != tuple(tokens(query))
        by_meaning = self.meanings.scores(" ".join(words) if changed else query)
        fused = fuse([(1 - MEANING, by_words), (MEANING, by_meaning)])
        return fused, np.ones(len(fused), np.bool_)


def repaired(asked: Query) -> tuple[str, ...]:
    """The words of the question, mistyped ones as they were meant."""
    meant = {term.typed: term.word for term in asked.terms if term.typed}
    return tuple(meant.get(word, word) for word in asked.words)


def texts_of(passages: Iterable[Passage]) -> list[str]:
    """Everything of them that has a vector of its own."""
    return [window for each in passages for window in windows(each.title, each.text)]
