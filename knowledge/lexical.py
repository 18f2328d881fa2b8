"""Ranking by words: BM25 over fields, as written and stemmed, with repaired and other words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.postings import Occurrences, Postings, joined, occurrences, rarity
from knowledge.stems import STEM
from knowledge.synonyms import CODES, SINGLE
from knowledge.text import STOP_WORDS, Language, language, tokens
from knowledge.typos import Speller
from knowledge.wording import Query, Term, Vocabulary, understood, weight_of

WRITTEN = 0.5  # of a word as it is written; the rest is for its stem
GLOSSARY = 1.0  # documents that a word of the glossary is at least believed to have
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Document:
    """What can be found: texts by the name of their field."""

    id: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cut:
    """A document as numbers of its content words in order, and of their stems."""

    document: Document
    words: Mapping[str, NDArray[np.int32]]
    stems: Mapping[str, NDArray[np.int32]]


@dataclass(frozen=True, slots=True)
class Index:
    """Documents that can be searched; a value, made anew when one changes."""

    ids: tuple[str, ...]
    cuts: Mapping[str, Cut]
    vocabulary: Vocabulary
    written: Postings
    stemmed: Postings

    @classmethod
    def of(
        cls,
        documents: Iterable[Document],
        weights: Mapping[str, float],
        reuse: "Index | None" = None,
    ) -> "Index":
        """An index of the fields that have a weight; unchanged documents are not cut again."""
        words = dict(reuse.vocabulary.words) if reuse else {}
        stems = dict(reuse.vocabulary.stems) if reuse else {}
        cuts: dict[str, Cut] = {}
        for document in documents:
            known = reuse.cuts.get(document.id) if reuse else None
            same = known is not None and known.document == document
            cuts[document.id] = known if known and same else _cut(document, words, stems)
        all_cuts = tuple(cuts.values())
        written = Postings.of(
            _joined([cut.words for cut in all_cuts], weights), len(words), len(cuts)
        )
        stemmed = Postings.of(
            _joined([cut.stems for cut in all_cuts], weights), len(stems), len(cuts)
        )
        vocabulary = Vocabulary(words, stems, _speller(words, written))
        return cls(tuple(cuts), cuts, vocabulary, written, stemmed)

    def search(self, query: str, limit: int = 10) -> list[tuple[str, float]]:
        """Ids of the best documents with their scores, best first."""
        scores = self.scores(understood(query, self.vocabulary))
        count = min(limit, int(np.count_nonzero(scores)))
        if not count:
            return []
        best = np.argpartition(-scores, count - 1)[:count]
        best = best[np.lexsort((best, -scores[best]))]
        return [(self.ids[at], float(scores[at])) for at in best]

    def explain(self, query: str) -> Query:
        """How the question is understood, and how much each of its words tells."""
        found = understood(query, self.vocabulary)
        rarest = rarity(0, len(self.ids))
        terms = tuple(replace(term, idf=self._idf(term, found, rarest)) for term in found.terms)
        return replace(found, terms=terms)

    def scores(self, query: Query) -> Scores:
        """Of each document, in the order of `ids`."""
        total = np.zeros(len(self.ids), np.float32)
        for term in query.terms:
            if len(term.others) == 1:
                self._add(*term.others[0], query.language, total)
            elif term.others:
                total += self._best(term, query.language)
        return total

    def parts(self, query: Query) -> Scores:
        """What each term (a row) adds to the score of each document."""
        found = np.zeros((len(query.terms), len(self.ids)), np.float32)
        for row, term in zip(found, query.terms, strict=True):
            if len(term.others) == 1:
                self._add(*term.others[0], query.language, row)
            elif term.others:
                row[:] = self._best(term, query.language)
        return found

    def _best(self, term: Term, spoken: Language) -> Scores:
        """Of each document, by the one word in it that fits the term best."""
        best = np.zeros(len(self.ids), np.float32)
        scores = np.zeros(len(self.ids), np.float32)
        for word, weight in term.others:
            scores.fill(0)
            self._add(word, weight, spoken, scores)
            np.maximum(best, scores, out=best)
        return best

    def _add(self, word: str, weight: float, spoken: Language, total: Scores) -> None:
        for stem in self.vocabulary.stems_of(word, spoken):
            documents, scores = self.stemmed.of_term(stem)
            total[documents] += weight * (1 - WRITTEN) * scores
        number = self.vocabulary.words.get(word)
        if number is not None:
            documents, scores = self.written.of_term(number)
            total[documents] += weight * WRITTEN * scores

    def _idf(self, term: Term, query: Query, rarest: float) -> float:
        known = (
            self.stemmed.idf[stem]
            for word, _ in term.others[:1]
            for stem in self.vocabulary.stems_of(word, query.language)
        )
        return float(max(known, default=rarest)) * weight_of(term.word)


def _cut(document: Document, words: dict[str, int], stems: dict[str, int]) -> Cut:
    """Numbers new words and stems as they come."""
    in_words: dict[str, NDArray[np.int32]] = {}
    in_stems: dict[str, NDArray[np.int32]] = {}
    for name, text in document.fields.items():
        found = tokens(text)
        spoken = language(found)
        stop, stem = STOP_WORDS[spoken], STEM[spoken]
        content = [word for word in found if word not in stop]
        in_words[name] = np.array([words.setdefault(each, len(words)) for each in content], "i4")
        in_stems[name] = np.array(
            [stems.setdefault(stem(each), len(stems)) for each in content], "i4"
        )
    return Cut(document, in_words, in_stems)


def _joined(
    cuts: Sequence[Mapping[str, NDArray[np.int32]]], weights: Mapping[str, float]
) -> Occurrences:
    nothing = np.zeros(0, np.int32)
    return joined(
        [
            occurrences([cut.get(name, nothing) for cut in cuts], weight)
            for name, weight in weights.items()
        ]
    )


def _speller(words: Mapping[str, int], written: Postings) -> Speller:
    counts = {word: written.frequency(at) for word, at in words.items()}
    known = {word: float(count) for word, count in counts.items() if count and word not in CODES}
    known = dict.fromkeys(SINGLE - CODES, GLOSSARY) | known
    return Speller.of(known)
