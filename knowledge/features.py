"""What tells for an SOP, for a step of it, and for a question being the library's at all."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.layout import ASPECTS, Floats, Ints, Layout
from knowledge.wording import Query

FAR = -3.0  # deviations: an entry of another kind

Columns = Mapping[str, Floats]

CANDIDATE = (
    "whole",
    "step",
    "question",
    "questions",
    "steps",
    "asked",
    "name",
    "words",
    "words_pooled",
    "segment_words",
    "segment_pooled",
    "telling",
    "telling_pooled",
    "covered",
)
SEGMENT = (
    "step",
    "question",
    "questions",
    "asked",
    "words",
    "words_pooled",
    "telling",
    "telling_pooled",
    "general",
    "general_asked",
    "time_asked",
    "first_asked",
    "act_asked",
    "last_asked",
    "papers_asked",
)
CANDIDATE_MEANING = ("near_question", "near_step", "near_whole", "near_questions", "near_steps")
SEGMENT_MEANING = ("near_question", "near_step", "near_questions")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the two ways of searching say of each entry."""

    query: Query
    parts: Floats  # terms x entries: what each term adds by BM25
    near: Floats | None  # cosine of each entry, where meaning is compared
    asked: Floats  # of ASPECTS

    @property
    def idf(self) -> Floats:
        return np.array([term.idf for term in self.query.terms], np.float32)

    @property
    def mass(self) -> float:
        """What the question's words tell together; scores are shares of it."""
        return max(float(self.idf.sum()), 1e-6)

    def asks(self, aspect: str) -> float:
        return float(self.asked[ASPECTS.index(aspect)])


def _best(values: Floats, starts: Ints) -> Floats:
    return np.asarray(np.maximum.reduceat(values, starts, axis=-1))


def _pooled(values: Floats, starts: Ints) -> Floats:
    """A power mean of the third degree: between the best entry and all of them together."""
    cubes = values * values * values
    return np.asarray(np.cbrt(np.add.reduceat(cubes, starts, axis=-1)))


def _rare(holders: Floats, of: Floats | float) -> Floats:
    """As idf: how much it tells that so few of them have it."""
    return np.asarray(np.log1p((of - holders + 0.5) / (holders + 0.5)))


@dataclass(frozen=True, slots=True)
class Features:
    """Columns by name, for candidates and for segments."""

    candidates: Columns
    segments: Columns

    def matrix(self, columns: Columns, names: tuple[str, ...]) -> Floats:
        return np.stack([columns[name] for name in names], axis=1)


def features(shelf: Layout, found: Evidence) -> Features:
    """All that is known of how a question fits."""
    inside = found.parts[:, : shelf.size]
    by_words = _best(inside, shelf.starts), _pooled(inside, shelf.starts)
    segments = _segments(shelf, found, inside, by_words)
    candidates = _candidates(shelf, found, by_words, segments)
    if found.near is not None:
        near = _meaning(shelf, found.near[: shelf.size])
        up = shelf.candidate_starts
        segments |= near
        candidates |= {
            "near_question": _best(near["near_question"], up),
            "near_step": _best(near["near_step"], up),
            "near_whole": _best(near["near_whole"], up),
            "near_questions": _pooled(near["near_questions"], up),
            "near_steps": _pooled(np.maximum(near["near_step"], 0), up),
        }
    return Features(candidates, segments)


def _segments(
    shelf: Layout, found: Evidence, inside: Floats, by_words: tuple[Floats, Floats]
) -> dict[str, Floats]:
    scores = inside.sum(axis=0) / found.mass
    kinds, starts = shelf.kinds, shelf.starts
    questions = scores * kinds["question"]
    alike = shelf.aspects @ found.asked / max(1.0, float(found.asked.sum()))
    by_word, pooled = by_words
    telling = _telling_inside(shelf, by_word)
    return {
        "whole": _best(scores * kinds["whole"], starts),
        "name": _best(scores * kinds["name"], starts),
        "step": _best(scores * kinds["step"], starts),
        "question": _best(questions, starts),
        "questions": _pooled(questions, starts),
        "asked": _best(questions * alike, starts),
        "words": by_word.sum(axis=0) / found.mass,
        "words_pooled": pooled.sum(axis=0) / found.mass,
        "telling": (by_word * telling).sum(axis=0) / found.mass,
        "telling_pooled": (pooled * telling).sum(axis=0) / found.mass,
        "general": shelf.general,
        "general_asked": shelf.general * found.asks("whole"),
        "time_asked": shelf.timed * found.asks("time"),
        "first_asked": shelf.first * found.asks("first"),
        "act_asked": shelf.first * found.asks("act"),
        "last_asked": shelf.last * found.asks("last"),
        "papers_asked": shelf.papered * found.asks("papers"),
    }


def _telling_inside(shelf: Layout, by_word: Floats) -> Floats:
    """How much a word tells between the steps of one SOP."""
    up = shelf.candidate_starts
    holders = np.add.reduceat((by_word > 0).astype(np.float32), up, axis=1)
    sizes = (shelf.candidate_ends - up).astype(np.float32)
    return _rare(holders, sizes)[:, shelf.candidate]


def _candidates(
    shelf: Layout, found: Evidence, by_words: tuple[Floats, Floats], segments: Columns
) -> dict[str, Floats]:
    up = shelf.candidate_starts
    by_word, pooled = _best(by_words[0], up), _pooled(by_words[1], up)
    has = by_word > 0
    telling = _rare(has.sum(axis=1, keepdims=True), float(len(up)))
    return {
        "whole": _best(segments["whole"], up),
        "step": _best(segments["step"], up),
        "question": _best(segments["question"], up),
        "questions": _pooled(segments["questions"], up),
        "steps": _pooled(segments["step"], up),
        "asked": _best(segments["asked"], up),
        "name": _best(segments["name"], up),
        "words": by_word.sum(axis=0) / found.mass,
        "words_pooled": pooled.sum(axis=0) / found.mass,
        "segment_words": _best(segments["words"], up),
        "segment_pooled": _best(segments["words_pooled"], up),
        "telling": (by_word * telling).sum(axis=0) / found.mass,
        "telling_pooled": (pooled * telling).sum(axis=0) / found.mass,
        "covered": (has * found.idf[:, None]).sum(axis=0) / found.mass,
    }


def _meaning(shelf: Layout, near: Floats) -> dict[str, Floats]:
    """Cosines as deviations from their mean over the library: of this question's background."""
    standing = (near - near.mean()) / max(float(near.std()), 1e-6)
    kinds, starts = shelf.kinds, shelf.starts

    def of_kind(kind: str) -> Floats:
        return _best(np.where(kinds[kind] > 0, standing, FAR), starts)

    return {
        "near_question": of_kind("question"),
        "near_step": of_kind("step"),
        "near_whole": of_kind("whole"),
        "near_questions": _pooled(np.maximum(standing, 0) * kinds["question"], starts),
    }


BELONGS = (
    "one",
    "covered",
    "fit",
    "sure",
    "among_three",
    "margin",
    "words",
    "question",
    "segment_words",
    "name",
    "only_elsewhere",
    "elsewhere",
    "rather_elsewhere",
    "length",
    "known_mass",
)
BELONGS_MEANING = ("near", "nearer", "stands_out", "near_candidate")


def belonging(shelf: Layout, found: Evidence, known: Features, fits: Floats) -> dict[str, float]:
    """What tells that the library holds the answer; `fits` are the candidates' utilities."""
    order = np.argsort(-fits)
    best, second = int(order[0]), int(order[min(1, len(order) - 1)])
    shares = np.exp(fits - fits[best])
    shares /= shares.sum()
    here = found.parts[:, : shelf.size]
    there = found.parts[:, shelf.size :]
    holds, held_there = here.max(axis=1) > 0, there.max(axis=1, initial=0) > 0
    idf, mass = found.idf, found.mass
    score_there = float(there.sum(axis=0).max(initial=0)) / mass
    tells = {
        "one": 1.0,
        "fit": float(fits[best]),
        "sure": float(shares[best]),
        "among_three": float(shares[order[:3]].sum()),
        "margin": float(fits[best] - fits[second]),
        "only_elsewhere": float(idf[held_there & ~holds].sum()) / mass,
        "nowhere": float(idf[~held_there & ~holds].sum()) / mass,
        "elsewhere": score_there,
        "rather_elsewhere": score_there - float(here.sum(axis=0).max(initial=0)) / mass,
        "length": float(np.log1p(len(found.query.terms))),
        "known_mass": float(np.log1p(idf[holds].sum())),
    }
    for name in ("covered", "words", "question", "segment_words", "name"):
        tells[name] = float(known.candidates[name][best])
    if found.near is not None:
        tells |= _belonging_by_meaning(shelf, found.near, known, best)
    return tells


def _belonging_by_meaning(
    shelf: Layout, near: Floats, known: Features, best: int
) -> dict[str, float]:
    here, there = near[: shelf.size], near[shelf.size :]
    closest = float(here.max())
    return {
        "near": closest,
        "nearer": closest - float(there.max(initial=-1)),
        "stands_out": (closest - float(here.mean())) / max(float(here.std()), 1e-6),
        "near_candidate": float(known.candidates["near_question"][best]),
    }
