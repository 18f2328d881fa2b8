"""Searches by words, ours and those of others, each behind the same two calls."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import bm25s  # type: ignore[import-untyped,unused-ignore]
import numpy as np
import Stemmer  # type: ignore[import-not-found,unused-ignore]
import tantivy
from rapidfuzz import fuzz, process

from benchmarks.lookup_sets import DEPTH
from knowledge.passages import Passage, Passages
from knowledge.text import FUNCTION_WORDS, tokens

OURS = "Pandu, by words"
LANGUAGES = {"id": "indonesian", "en": "english"}


class Searcher(Protocol):
    """Passages by id that can be searched and of which one can be changed."""

    def search(self, question: str) -> Sequence[str]: ...

    def change(self, passage: str, text: str) -> None: ...


class Ours:
    """knowledge.passages, by words alone."""

    def __init__(self, passages: Mapping[str, str], language: str) -> None:
        del language  # it finds out itself
        self.passages = dict(passages)
        self.made = self._made(None)

    def _made(self, reuse: Passages | None) -> Passages:
        every = [Passage(name, "", text) for name, text in self.passages.items()]
        return Passages.of(every, None, reuse)

    def search(self, question: str) -> Sequence[str]:
        return [name for name, _ in self.made.search(question, DEPTH)]

    def change(self, passage: str, text: str) -> None:
        self.passages[passage] = text
        self.made = self._made(self.made)


class Bm25s:
    """bm25s with a stop list and the Snowball stemmer of the questions' language."""

    def __init__(self, passages: Mapping[str, str], language: str) -> None:
        self.passages = dict(passages)
        self.stop = sorted(FUNCTION_WORDS[language])
        self.stemmer = Stemmer.Stemmer(LANGUAGES[language])
        self._index()

    def _index(self) -> None:
        self.ids = list(self.passages)
        cut = self._cut(list(self.passages.values()), return_ids=True)
        self.bm25 = bm25s.BM25()
        self.bm25.index(cut, show_progress=False)

    def _cut(self, texts: Sequence[str], *, return_ids: bool) -> Any:
        return bm25s.tokenize(
            texts,
            stopwords=self.stop,
            stemmer=self.stemmer,
            return_ids=return_ids,
            show_progress=False,
        )

    def search(self, question: str) -> Sequence[str]:
        words = self._cut([question], return_ids=False)[0]
        known = [word for word in words if word in self.bm25.vocab_dict]
        if not known:
            return []
        scores = self.bm25.get_scores(known)
        best = np.argpartition(-scores, DEPTH)[:DEPTH]
        return [self.ids[at] for at in best[np.argsort(-scores[best], kind="stable")]]

    def change(self, passage: str, text: str) -> None:
        self.passages[passage] = text
        self._index()


class Tantivy:
    """tantivy with its own tokenizer, an index in memory, any word may match."""

    def __init__(self, passages: Mapping[str, str], language: str) -> None:
        del language
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("text")
        self.index = tantivy.Index(builder.build())
        self.writer = self.index.writer(num_threads=1)
        for name, text in passages.items():
            self.writer.add_document(tantivy.Document(id=name, text=text))
        self._commit()

    def _commit(self) -> None:
        self.writer.commit()
        self.index.reload()
        self.searcher = self.index.searcher()

    def search(self, question: str) -> Sequence[str]:
        words = " ".join(tokens(question))
        if not words:
            return []
        query, _ = self.index.parse_query_lenient(words, ["text"])
        hits = self.searcher.search(query, DEPTH).hits
        return [self.searcher.doc(address)["id"][0] for _, address in hits]

    def change(self, passage: str, text: str) -> None:
        self.writer.delete_documents_by_term("id", passage)
        self.writer.add_document(tantivy.Document(id=passage, text=text))
        self._commit()


class RapidFuzz:
    """The likeness of the words of question and passage, against every passage."""

    def __init__(self, passages: Mapping[str, str], language: str) -> None:
        del language
        self.passages = {name: text.lower() for name, text in passages.items()}

    def search(self, question: str) -> Sequence[str]:
        found = process.extract(
            question.lower(), self.passages, scorer=fuzz.token_set_ratio, limit=DEPTH
        )
        return [name for _, _, name in found]

    def change(self, passage: str, text: str) -> None:
        self.passages[passage] = text.lower()


BY_WORDS: Mapping[str, type[Ours] | type[Bm25s] | type[Tantivy] | type[RapidFuzz]] = {
    OURS: Ours,
    "bm25s, stop list, Snowball": Bm25s,
    "tantivy": Tantivy,
    "rapidfuzz": RapidFuzz,
}
BASELINE = "bm25s, stop list, Snowball"
