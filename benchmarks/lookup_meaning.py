"""Searches by meaning: ours, with words, and the model's vectors alone."""

from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks.lookup_peers import Ours
from benchmarks.lookup_sets import DEPTH
from knowledge.meaning import WORKERS, Floats, Meaning, Vectors, load_meaning
from knowledge.passages import Passage, Passages, texts_of

MISSING = "there is no model of meaning for this machine, so only words are measured"
BOTH, RAW = "Pandu, by words and meaning", "E5 vectors alone"


def model() -> Meaning:
    """Only where there is one."""
    found = load_meaning(on=True)
    assert found is not None, MISSING
    return found


class ByMeaning(Ours):
    """knowledge.passages, by words and meaning."""

    meaning: Meaning

    def _made(self, reuse: Passages | None) -> Passages:
        every = [Passage(name, "", text) for name, text in self.passages.items()]
        if reuse is None:
            self.meaning = self.model()
            self.vectors = Vectors(self.meaning)
        for _ in self.vectors.make(texts_of(every), workers=WORKERS):
            pass
        return Passages.of(every, self.vectors, reuse)

    def model(self) -> Meaning:
        return model()


class AnyVectors:
    """Real vectors of questions, any of passages: these take minutes, and time is the same."""

    name = "any"

    def __init__(self) -> None:
        self.draw = np.random.default_rng(7)
        self.query = model().query

    def passages(self, texts: Sequence[str]) -> Floats:
        vectors: Floats = self.draw.standard_normal((len(texts), 384)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


class WithAnyVectors(ByMeaning):
    """For time and memory only."""

    def model(self) -> Meaning:
        return AnyVectors()


class RawVectors:
    """Questions beside whole passages, by nothing but the model."""

    def __init__(self, passages: Mapping[str, str], language: str) -> None:
        del language
        self.passages = dict(passages)
        self.meaning = model()
        self._place()

    def _place(self) -> None:
        made = Vectors(self.meaning)
        texts = list(self.passages.values())
        for _ in made.make(texts, workers=WORKERS):
            pass
        found = made.of(texts)
        assert found is not None
        self.ids, self.vectors = list(self.passages), found

    def search(self, question: str) -> Sequence[str]:
        scores = self.vectors @ self.meaning.query(question)
        return [self.ids[at] for at in np.argsort(-scores, kind="stable")[:DEPTH]]

    def change(self, passage: str, text: str) -> None:
        self.passages[passage] = text
        self._place()
