"""What a question is taken to say: its content words, each with other ways it may be meant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.slang import plain
from knowledge.stems import ROOTS, STEM, stem_id
from knowledge.synonyms import ENGLISH_WORDS, SINGLE, is_foreign, synonyms
from knowledge.text import FRAME_WORDS, FUNCTION_WORDS, STOP_WORDS, Language, language, tokens
from knowledge.typos import Speller, repairs

FRAME = 0.3  # of a word that only says what kind of answer is wanted
DOUBT = 0.5  # beliefs are softened by this power before they weigh scores
BELIEVED = 0.5  # from this share on a repair to a function word is final
COMPOUND, APART = 6, 0.8  # letters, and weight, of a word that was typed as two: ibu kota
OFTEN, SOMETIMES = 2000.0, 20.0  # how often function words and others are believed to occur
# What is always known, by language, beside the words of the documents.
ALWAYS: Mapping[Language, Speller] = {
    "id": Speller.of(dict.fromkeys(FUNCTION_WORDS["id"], OFTEN)),
    "en": Speller.of(
        dict.fromkeys(ENGLISH_WORDS, SOMETIMES) | dict.fromkeys(FUNCTION_WORDS["en"], OFTEN)
    ),
}
Other = tuple[str, float]  # a word and how much it counts


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words and stems that an index knows, with their numbers."""

    words: Mapping[str, int]
    stems: Mapping[str, int]
    speller: Speller

    def stems_of(self, word: str, spoken: Language) -> list[int]:
        """Known stems of the word: by both languages where the word itself is known."""
        by: tuple[Language, ...] = ("id", "en") if word in self.words else (spoken,)
        found = {STEM[each](word) for each in by}
        return [self.stems[stem] for stem in found if stem in self.stems]

    def knows(self, word: str, spoken: Language) -> bool:
        return word in self.words or STEM[spoken](word) in self.stems


@dataclass(frozen=True, slots=True)
class Term:
    """A content word as typed, and the words of the index that it may stand for."""

    typed: str
    others: tuple[Other, ...]  # the word itself too, where the index knows it; best first
    idf: float = 0.0  # how much it tells; of a word nobody wrote, as much as of the rarest

    @property
    def word(self) -> str:
        """The likeliest meant."""
        return self.others[0][0] if self.others else self.typed


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the index understands it."""

    language: Language
    words: tuple[str, ...]  # all of them in order, chat spellings written out
    terms: tuple[Term, ...]


def understood(text: str, vocabulary: Vocabulary) -> Query:
    """The question's words against what the index knows."""
    typed = tokens(text)
    spoken = language(plain_word for word in typed for plain_word in plain(word))
    words = list(_written_out(typed, vocabulary, spoken))
    terms = {
        word: term
        for word in words
        if word not in STOP_WORDS[spoken] and (term := _term(word, vocabulary, spoken)) is not None
    }
    return Query(spoken, tuple(words), tuple(_with_synonyms(words, terms, vocabulary, spoken)))


def _written_out(typed: Sequence[str], vocabulary: Vocabulary, spoken: Language) -> Iterator[str]:
    """Chat spellings as words; a spelling that is also a known word stays one."""
    for token in typed:
        meant = plain(token) if spoken == "id" else (token,)
        content = any(word not in STOP_WORDS[spoken] for word in meant)
        yield from (token,) if content and token in vocabulary.words else meant


def _term(word: str, vocabulary: Vocabulary, spoken: Language) -> Term | None:
    """None for a function word that was mistyped."""
    if vocabulary.knows(word, spoken) or _has_meaning(word, spoken):
        return Term(word, ((word, weight_of(word)),))
    if spoken == "id" and stem_id(word) in ROOTS:
        return Term(word, ())  # rightly typed, but of nothing that is here
    meant = repairs(word, (vocabulary.speller, ALWAYS[spoken]))
    stop = STOP_WORDS[spoken]
    if meant and meant[0][0] in stop and meant[0][1] > BELIEVED:
        return None
    return Term(
        word,
        tuple((each, share**DOUBT * weight_of(each)) for each, share in meant if each not in stop),
    )


def _has_meaning(word: str, spoken: Language) -> bool:
    """Whether a table says what it stands for."""
    english = word in ENGLISH_WORDS and (spoken == "en" or is_foreign((word,)))
    return english or word in SINGLE


def weight_of(word: str) -> float:
    """Little for a word that only says what kind of answer is wanted."""
    return FRAME if word in FRAME_WORDS else 1.0


def _with_synonyms(
    words: Sequence[str], terms: Mapping[str, Term], vocabulary: Vocabulary, spoken: Language
) -> Iterator[Term]:
    """A word for a word is another way to mean it; other phrases are terms of their own."""
    meant = [terms[word].word if word in terms else word for word in words]
    more: dict[str, list[Other]] = {}
    for start, end, phrase, weight in synonyms(meant, spoken):
        known = [(each, weight) for each in phrase if vocabulary.knows(each, "id")]
        carrier = next((word for word in words[start:end] if word in terms), "")
        more.setdefault(carrier, []).extend(each for each in known if each[0] not in meant)
    for word, term in terms.items():
        yield replace(term, others=(*term.others, *more[word])) if word in more else term
    yield from (Term("", (other,)) for other in more.get("", ()))
    for one, other in pairwise(words):
        both = one + other
        if both in vocabulary.words and len(both) >= COMPOUND and {one, other} & terms.keys():
            yield Term("", ((both, APART),))
