"""The entries of a library as vectors, to be compared with a question by meaning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import Entry
from knowledge.meaning import Meaning, Vectors, products


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """One row a text; the texts of an entry lie together."""

    meaning: Meaning
    rows: NDArray[np.float32]
    starts: NDArray[np.int64]  # of entries, in rows

    @classmethod
    def of(cls, entries: Sequence[Entry], vectors: Vectors) -> "Space | None":
        """Nothing while a vector is lacking: half a comparison would mislead."""
        rows = vectors.of([text for entry in entries for text in entry.texts])
        if rows is None:
            return None
        lengths = [len(entry.texts) for entry in entries]
        return cls(vectors.meaning, rows, np.cumsum([0, *lengths[:-1]]))

    def near(self, question: str) -> NDArray[np.float32]:
        """The cosine of the question to each entry: of its closest text."""
        cosines = products(self.rows, self.meaning.query(question))
        return np.asarray(np.maximum.reduceat(cosines, self.starts))
