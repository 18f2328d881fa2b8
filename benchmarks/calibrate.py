"""Fit how much each feature counts in `knowledge/ranking.py`: writes knowledge/words/weights.csv.

Run from the repository: `python -m benchmarks.calibrate [--meaning VECTORS.npz]`. It learns from
gold sets C and E and, where ../shared lies beside the checkout, the sample questions; from the
library's own questions with their likes hidden; and from questions that the library does not answer
(`benchmarks/elsewhere.txt`). Gold set D stays out. Vectors are made once and kept in the file.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.ask import listen
from knowledge.declining import Heard
from knowledge.features import Evidence, belonging, features
from knowledge.layout import Layout
from knowledge.library import Library, seed
from knowledge.meaning import Meaning, Vectors, content_hash, load_meaning
from knowledge.ranking import NAMES

ROOT = Path(__file__).parents[1]
GOLD = (
    ROOT / "tests/knowledge/gold_c.jsonl",
    ROOT / "tests/knowledge/gold_e.jsonl",
    ROOT.parent / "shared/domain/queries_dev.jsonl",
)
ELSEWHERE = ROOT / "benchmarks/elsewhere.txt"
TABLE = ROOT / "knowledge/words/weights.csv"

OWN_WEIGHT = 0.03  # of a question of the library beside one of a gold set
OVERVIEW_WEIGHT = 0.3  # of a question about an SOP as a whole, for choosing steps
EVERY = 5  # which of the library's questions are used
HIDDEN = (0.4, 0.7, 0.9)  # shares of a question's likes that are hidden with it
RIDGE = 1.0
TARGET_ACCEPTED = 0.97

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A question with its features, and what is right."""

    candidates: Array
    segments: Array
    evidence: Evidence
    expected: tuple[str, ...]  # none: the library does not answer it
    step: int | None
    weight: float
    heard: Heard
    source: str


class Kept:
    """A model whose vectors are kept between runs."""

    def __init__(self, model: Meaning, file: Path) -> None:
        self.name, self._model, self._file = model.name, model, file
        self.rows: dict[str, NDArray[np.float16]] = {}
        if file.exists():
            with np.load(file) as stored:
                self.rows = dict(zip(stored["keys"].tolist(), stored["rows"], strict=True))

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._kept("passage " + text, text) for text in texts])

    def query(self, text: str) -> NDArray[np.float32]:
        return self._kept("query " + text, text)

    def _kept(self, name: str, text: str) -> NDArray[np.float32]:
        key = content_hash(name)
        if key not in self.rows:
            asked = name.startswith("query ")
            made = self._model.query(text) if asked else self._model.passages([text])[0]
            self.rows[key] = made.astype(np.float16)
        return self.rows[key].astype(np.float32)

    def keep(self) -> None:
        np.savez(self._file, keys=list(self.rows), rows=np.stack(list(self.rows.values())))


def library(meaning: Meaning | None) -> Library:
    """The seed, by words alone or by meaning too."""
    if meaning is None:
        return Library.of(seed())
    vectors = Vectors(meaning)
    for _ in vectors.make(Library.of(seed()).texts()):
        pass
    return Library.of(seed(), vectors=vectors)


def cases(shelf: Library) -> Iterator[Case]:
    for file in GOLD:
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                right = tuple(row["expected"])
                yield _case(shelf, row["query"], right, row["expected_step"], source=file.stem)
    for line in ELSEWHERE.read_text(encoding="utf-8").splitlines():
        yield _case(shelf, line, (), None, source="elsewhere")
    yield from _own(shelf)


def _own(shelf: Library) -> Iterator[Case]:
    """The library's questions, each with itself and some of its likes hidden."""
    entries = shelf.layout.entries
    draw = np.random.default_rng(7)
    for at, entry in enumerate(entries):
        if entry.form not in ("question", "alias") or at % EVERY:
            continue
        likes = [
            other
            for other, each in enumerate(entries)
            if each.form == entry.form and (each.sop, each.step) == (entry.sop, entry.step)
        ]
        hidden = draw.permutation(likes)[: int(len(likes) * draw.choice(HIDDEN))]
        case = _case(
            shelf, entry.texts[0], (entry.sop or "",), entry.step, hide=[at, *hidden.tolist()]
        )
        yield replace(case, weight=OWN_WEIGHT)


def _case(
    shelf: Library,
    text: str,
    expected: tuple[str, ...],
    step: int | None,
    *,
    source: str = "own",
    hide: Sequence[int] = (),
) -> Case:
    asked = listen(shelf, text, always=True)
    found = asked.found
    if len(hide):
        parts, near = found.parts.copy(), None if found.near is None else found.near.copy()
        parts[:, list(hide)] = 0
        if near is not None:
            near[list(hide)] = near.min()
        found = replace(found, parts=parts, near=near)
    known = features(shelf.layout, found)
    by_meaning = found.near is not None
    return Case(
        known.matrix(known.candidates, NAMES["candidate", by_meaning]).astype(float),
        known.matrix(known.segments, NAMES["segment", by_meaning]).astype(float),
        found,
        expected,
        step,
        1.0,
        asked.heard,
        source,
    )


Choice = tuple[Array, NDArray[np.bool_], float]  # options x features, which are right, weight


def conditional(choices: Sequence[Choice]) -> Array:
    """Weights of a conditional logit: Newton's method with a ridge."""
    size = choices[0][0].shape[1]
    weights = np.zeros(size)
    value = _likelihood(weights, choices)
    for _ in range(40):
        gradient, bend = -RIDGE * weights, RIDGE * np.eye(size)
        for options, right, weight in choices:
            share = _shares(options @ weights)
            ideal = share * right
            ideal /= ideal.sum()
            mean = share @ options
            gradient += weight * ((ideal - share) @ options)
            spread = (options * share[:, None]).T @ options - np.outer(mean, mean)
            bend += weight * spread
        step = np.linalg.solve(bend, gradient)
        while (moved := _likelihood(weights + step, choices)) < value and np.abs(step).max() > 1e-6:
            step /= 2
        weights = weights + step
        if moved - value < 1e-6:
            break
        value = moved
    return weights


def _shares(fits: Array) -> Array:
    shares = np.exp(fits - fits.max())
    return np.asarray(shares / shares.sum())


def _likelihood(weights: Array, choices: Sequence[Choice]) -> float:
    total = -0.5 * RIDGE * float(weights @ weights)
    for options, right, weight in choices:
        total += weight * float(np.log(max(_shares(options @ weights)[right].sum(), 1e-300)))
    return total


def logistic(rows: Array, right: Array, weight: Array) -> Array:
    """Weights of a logistic regression; the first column is one and is not shrunk with the rest."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    mean[0], spread[0] = 0, 1
    scaled = (rows - mean) / spread
    found = np.zeros(rows.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-scaled @ found))
        gradient = scaled.T @ (weight * (right - chance)) - RIDGE * found
        bend = (scaled * (weight * chance * (1 - chance))[:, None]).T @ scaled
        found = found + np.linalg.solve(bend + RIDGE * np.eye(len(found)), gradient)
    weights = found / spread
    weights[0] -= float((weights[1:] * mean[1:]).sum())
    return np.asarray(weights)


def fitted(shelf: Library, known: Sequence[Case]) -> dict[tuple[str, str], float]:
    """All weights and thresholds of one way of searching."""
    layout = shelf.layout
    by_meaning = shelf.space is not None
    codes = np.array([layout.segments[at].sop for at in layout.candidate_starts])
    answerable = [case for case in known if case.expected]
    candidate = conditional(
        [(case.candidates, np.isin(codes, case.expected), case.weight) for case in answerable]
    )
    segment = conditional(list(_step_choices(layout, answerable)))
    names = NAMES["belongs", by_meaning]
    looked_up = [case for case in known if case.heard.kind is None]
    tells = [_belonging(shelf, case, candidate) for case in looked_up]
    rows = np.array([[tell[name] for name in names] for tell in tells])
    right = np.array([float(bool(case.expected)) for case in looked_up])
    weight = np.array([2 * case.weight if case.expected else 1.0 for case in looked_up])
    belongs = logistic(rows, right, weight)
    chance = 1 / (1 + np.exp(-rows @ belongs))
    found = {("candidate", name): each for name, each in _named("candidate", by_meaning, candidate)}
    found |= {("segment", name): each for name, each in _named("segment", by_meaning, segment)}
    found |= {("belongs", name): each for name, each in _named("belongs", by_meaning, belongs)}
    found["threshold", "accept"] = _accept(looked_up, chance)
    found["threshold", "answer"] = ANSWER
    found["threshold", "overview"] = OVERVIEW
    return found


ANSWER = 0.55  # from this share of the belief on it is an answer, not choices
OVERVIEW = 0.85  # the same for an SOP as a whole instead of one of its steps


def _named(model: str, by_meaning: bool, weights: Array) -> Iterator[tuple[str, float]]:
    return zip(NAMES[model, by_meaning], weights.tolist(), strict=True)


def _step_choices(layout: Layout, known: Iterable[Case]) -> Iterator[Choice]:
    for case in known:
        if case.step is None and case.source != "own":
            continue  # a gold set says nothing of the step then
        at = [at for at, each in enumerate(layout.segments) if each.sop == case.expected[0]]
        right = np.array([layout.segments[each].step == case.step for each in at])
        if right.any():
            weight = case.weight if case.step else case.weight * OVERVIEW_WEIGHT
            yield case.segments[at], right, weight


def _belonging(shelf: Library, case: Case, weights: Array) -> dict[str, float]:
    known = features(shelf.layout, case.evidence)
    fits = (case.candidates @ weights).astype(np.float32)
    return belonging(shelf.layout, case.evidence, known, fits)


def _accept(known: Sequence[Case], chance: Array) -> float:
    """The highest threshold that still accepts so many of the gold questions."""
    gold = [
        each
        for case, each in zip(known, chance, strict=True)
        if case.expected and case.source != "own"
    ]
    return float(np.quantile(gold, 1 - TARGET_ACCEPTED))


def main(arguments: Sequence[str]) -> None:
    columns: list[dict[tuple[str, str], float]] = []
    without = library(None)
    columns.append(fitted(without, list(cases(without))))
    if "--meaning" in arguments:
        model = load_meaning(True)
        if model is None:
            sys.exit("there is no model on this machine")
        kept = Kept(model, Path(arguments[arguments.index("--meaning") + 1]))
        try:
            with_meaning = library(kept)
            columns.append(fitted(with_meaning, list(cases(with_meaning))))
        finally:
            kept.keep()
    else:
        columns.append({})
    _write(columns)


def _write(columns: Sequence[dict[tuple[str, str], float]]) -> None:
    """Without a model the column of meaning stays as it was."""
    before: dict[tuple[str, str], str] = {}
    if TABLE.exists():
        with TABLE.open(encoding="utf-8") as file:
            before = {
                (row["model"], row["feature"]): row["meaning"] for row in csv.DictReader(file)
            }
    names = dict.fromkeys((*columns[0], *columns[1], *(() if columns[1] else before)))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("model", "feature", "words", "meaning"))
        for model, name in names:
            both = [_shown(column.get((model, name))) for column in columns]
            writer.writerow((model, name, both[0], both[1] or before.get((model, name), "")))


def _shown(weight: float | None) -> str:
    return "" if weight is None else f"{weight:.4g}"


if __name__ == "__main__":
    main(sys.argv[1:])
