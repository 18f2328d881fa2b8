"""The SOPs and their steps in the order in which they fit a question, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

import numpy as np

from knowledge.features import (
    BELONGS,
    BELONGS_MEANING,
    CANDIDATE,
    CANDIDATE_MEANING,
    SEGMENT,
    SEGMENT_MEANING,
    Evidence,
    Features,
    belonging,
    features,
)
from knowledge.layout import Floats
from knowledge.library import Library
from knowledge.replies import Hit
from knowledge.text import table

NAMES: Mapping[tuple[str, bool], tuple[str, ...]] = {
    ("candidate", False): CANDIDATE,
    ("candidate", True): CANDIDATE + CANDIDATE_MEANING,
    ("segment", False): SEGMENT,
    ("segment", True): SEGMENT + SEGMENT_MEANING,
    ("belongs", False): BELONGS,
    ("belongs", True): BELONGS + BELONGS_MEANING,
    ("threshold", False): ("accept", "answer", "overview"),
    ("threshold", True): ("accept", "answer", "overview"),
}


@cache
def weights(model: str, by_meaning: bool) -> Floats:  # noqa: FBT001
    """How much each feature counts, as benchmarks/calibrate.py fitted it: words/weights.csv."""
    column = "meaning" if by_meaning else "words"
    found = {row["feature"]: row[column] for row in table("weights.csv") if row["model"] == model}
    return np.array([float(found[name] or 0) for name in NAMES[model, by_meaning]], np.float32)


@cache
def threshold(name: str, by_meaning: bool) -> float:  # noqa: FBT001
    """From which probability on something is done."""
    names = NAMES["threshold", by_meaning]
    return float(weights("threshold", by_meaning)[names.index(name)])


@dataclass(frozen=True, slots=True)
class Ranking:
    """Best first; the scores of the hits are probabilities."""

    hits: tuple[Hit, ...]
    sure: float  # that the first is it, if the library holds the answer
    belongs: float  # that the library holds it
    abroad: bool  # it is rather about what the library is known not to hold


def rank(library: Library, found: Evidence) -> Ranking:
    """All candidates, each with its best step."""
    by_meaning = found.near is not None
    known = features(library.layout, found)
    fits = _fits(known, "candidate", by_meaning)
    steps = _fits(known, "segment", by_meaning).tolist()
    tells = belonging(library.layout, found, known, fits)
    names = NAMES["belongs", by_meaning]
    vector = np.array([tells[name] for name in names], np.float32)
    belongs = float(1 / (1 + np.exp(-vector @ weights("belongs", by_meaning))))
    shares = np.exp(fits - fits.max())
    shares /= shares.sum()
    order = np.argsort(-fits, kind="stable")
    hits = tuple(
        hit_of(library, int(at), steps, belongs * float(shares[at]), by_meaning) for at in order
    )
    return Ranking(
        hits,
        float(shares[order[0]]),
        belongs,
        tells["rather_elsewhere"] > 0 or tells["only_elsewhere"] + tells["nowhere"] > 0.5,
    )


def _fits(known: Features, model: str, by_meaning: bool) -> Floats:  # noqa: FBT001
    columns = known.candidates if model == "candidate" else known.segments
    matrix = known.matrix(columns, NAMES[model, by_meaning])
    return np.asarray(matrix @ weights(model, by_meaning))


def hit_of(
    library: Library,
    candidate: int,
    fits: Sequence[float],
    score: float,
    by_meaning: bool,  # noqa: FBT001
) -> Hit:
    """The candidate with its best step; without one where the SOP as a whole is asked for."""
    inside = library.layout.segments_of(candidate)
    segments, fit = library.layout.segments[inside], fits[inside]
    steps = [at for at, segment in enumerate(segments) if segment.step is not None]
    best = max(range(len(fit)), key=fit.__getitem__)
    if segments[best].step is None and steps:
        share = 1 / sum(exp(each - fit[best]) for each in fit)
        if share < threshold("overview", by_meaning):
            best = max(steps, key=fit.__getitem__)
    chosen = segments[best]
    return Hit(chosen.sop, chosen.step, score, chosen.written)


def rank_steps(library: Library, found: Evidence, sop: str) -> Hit:
    """The step of one SOP, where only its steps are in question."""
    by_meaning = found.near is not None
    known = features(library.layout, found)
    codes = [library.layout.segments[at].sop for at in library.layout.candidate_starts]
    fits = _fits(known, "segment", by_meaning).tolist()
    return hit_of(library, codes.index(sop), fits, 1.0, by_meaning)
