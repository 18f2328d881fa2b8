"""A question put to the library: an answer, choices, or an honest word that there is none."""

from dataclasses import dataclass, replace

import numpy as np

from knowledge.classes import Marked
from knowledge.declining import REASONS, Heard, hear, is_refused
from knowledge.features import Evidence
from knowledge.layout import Floats, aspects
from knowledge.library import Library
from knowledge.naming import called
from knowledge.normal import normal
from knowledge.privacy import mask, unmarked
from knowledge.ranking import Ranking, rank, rank_steps, threshold
from knowledge.replies import Answer, Choices, Hit, Kind, NotFound, Reply
from knowledge.wording import Query

__all__ = ["ask", "mask"]

LONGEST = 600  # characters of a question that are read
CHOICES = 3
TOPIC = 3  # words of a message that names a subject and asks nothing
OPTION = 0.06  # the least share of the belief that makes a choice
SAME = 0.72  # so alike are two wordings of one question: a harmonic mean of shares


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was understood."""

    heard: Heard
    found: Evidence


def ask(library: Library, text: str, *, about: str | None = None) -> Reply:
    """The reply to a question; `about` is the SOP that the asker looked at just before."""
    asked = listen(library, text)
    kind = asked.heard.kind
    if kind == "unreadable" or not library.layout.size:
        return NotFound(REASONS[kind or "unknown"], kind or "unknown", ())
    ranking = rank(library, asked.found)
    if asked.heard.message.has("begins"):
        ranking = replace(ranking, hits=tuple(_begun(library, hit) for hit in ranking.hits))
    if not is_refused(kind):
        named = called(text, library.names, library.sops)
        if named is not None:
            return _led_by(named, ranking)
        known = _asked_before(library, asked.found)
        if known is not None:
            return _led_by(known, ranking)
    if kind == "underspecified" and about is not None and about in library.sops:
        return _led_by(_within(library, asked, about), ranking)
    if kind is not None:
        return NotFound(REASONS[kind], kind, ranking.hits)
    return _weighed(library, ranking, asked)


def _begun(library: Library, hit: Hit) -> Hit:
    """The first step of the SOP."""
    return replace(hit, step=library.sops[hit.sop].steps[0].number) if hit.sop else hit


def _led_by(first: Hit, ranking: Ranking) -> Answer:
    return Answer((first, *(hit for hit in ranking.hits if hit.sop != first.sop)))


def listen(library: Library, text: str, *, always: bool = False) -> Asked:
    """What was said, and what the two ways of searching make of it.

    What is declined by its words is compared by words alone, unless it shall be `always`.
    """
    said = unmarked(mask(text))[:LONGEST]
    query = library.index.explain(said)
    words = normal(query, library.index.vocabulary)
    heard = hear(said, words, query.words, library.index.vocabulary.words)
    query = _without(query, heard.polite)
    near = None
    if library.space is not None and (always or heard.kind is None):
        near = library.space.near(" ".join(words))
    query, parts = _at_home(library, query, heard.faraway)
    return Asked(heard, Evidence(query, parts, near, aspects(heard.message)))


def _without(query: Query, polite: frozenset[str]) -> Query:
    """Greetings and words of address are not looked for."""
    kept = tuple(term for term in query.terms if term.typed not in polite)
    return replace(query, terms=kept) if kept else query


def _at_home(library: Library, query: Query, faraway: frozenset[str]) -> tuple[Query, Floats]:
    """A country that no SOP names does not tell against them: it is where somebody works."""
    parts = library.index.parts(query)
    held = parts[:, : library.layout.size].max(axis=1, initial=0) > 0
    kept = [at for at, term in enumerate(query.terms) if held[at] or term.typed not in faraway]
    if not kept:
        return query, parts
    return replace(query, terms=tuple(query.terms[at] for at in kept)), parts[kept]


def _is_topic(library: Library, asked: Asked) -> bool:
    """A few words that stand together in an entry: too few to be sure, enough to offer."""
    held = asked.found.parts[:, : library.layout.size] > 0
    return len(asked.heard.message.words) <= TOPIC and bool(held.all(axis=0).any())


def _weighed(library: Library, ranking: Ranking, asked: Asked) -> Reply:
    by_meaning = asked.found.near is not None
    first = ranking.hits[0].score or 1.0
    options = tuple(hit for hit in ranking.hits[:CHOICES] if hit.score / first > OPTION)
    if not asked.found.query.terms or ranking.belongs < threshold("accept", by_meaning):
        if not ranking.abroad and _is_topic(library, asked):
            return Choices(options, ranking.hits)
        kind: Kind = "out_of_scope" if ranking.abroad else "unknown"
        return NotFound(REASONS[kind], kind, ranking.hits)
    if ranking.sure >= threshold("answer", by_meaning) or len(options) < 2:
        return Answer(ranking.hits)
    return Choices(options, ranking.hits)


def _asked_before(library: Library, found: Evidence) -> Hit | None:
    """A question that a coordinator answered, or gave to an SOP, in nearly these words."""
    at_hand = library.added
    if not len(at_hand) or not len(found.parts):
        return None
    covered = ((found.parts[:, at_hand] > 0) * found.idf[:, None]).sum(axis=0)
    alike = 2 * covered / (found.mass + library.masses[at_hand])
    best = int(np.argmax(alike))
    if alike[best] < SAME:
        return None
    entry = library.layout.entries[at_hand[best]]
    return Hit(entry.sop, entry.step, float(min(alike[best], 1.0)), entry.written)


def _within(library: Library, asked: Asked, sop: str) -> Hit:
    """Few words, but it is known what they are about."""
    message: Marked = asked.heard.message
    if message.has("asks_first"):
        return Hit(sop, library.sops[sop].steps[0].number, 1.0)
    if message.has("asks_last"):
        return Hit(sop, library.sops[sop].steps[-1].number, 1.0)
    if not message.has("vague"):
        # What is needed, what it takes and costs: that stands on the page of the whole.
        return Hit(sop, None, 1.0)
    return rank_steps(library, asked.found, sop)
