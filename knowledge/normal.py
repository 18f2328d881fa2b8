"""A message in plain spelling: chat words written out, typing errors repaired."""

from functools import cache

from knowledge.classes import classes
from knowledge.text import FUNCTION_WORDS
from knowledge.typos import Speller
from knowledge.wording import Query, Vocabulary

SHORT = 5  # letters: such a word may be anybody's name, and is not read as another
SURE = 0.5  # from this share of the belief on a repair is taken


@cache
def _spoken() -> Speller:
    """Repairs towards the words by which messages are told apart."""
    return Speller.of(dict.fromkeys(classes().words, 1.0))


def normal(query: Query, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Its words in order; a word that nobody knows stays as it is."""
    meant = {term.typed: term.word for term in query.terms if term.typed}
    return tuple(_plain(word, meant.get(word), vocabulary) for word in query.words)


def _plain(word: str, meant: str | None, vocabulary: Vocabulary) -> str:
    if word in vocabulary.words or word in classes().words or word in FUNCTION_WORDS["id"]:
        return word
    if meant is not None and meant != word:
        return meant
    if len(word) <= SHORT:
        return word
    repairs = _spoken().repairs(word)
    return repairs[0][0] if repairs and repairs[0][1] >= SURE else word
