"""Fit by which words messages are refused: writes knowledge/words/refusals.csv.

Run from the repository: `python -m benchmarks.calibrate_refusals`. It learns from examples of ours
(`benchmarks/refused.txt`), from gold sets C and E, from the sample questions where ../shared lies
beside the checkout, and from the questions and names of the library, which are all answered. Gold
set D stays out.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.calibrate import ELSEWHERE, GOLD, Array
from knowledge.classes import marked
from knowledge.declining import names_in
from knowledge.library import Library, seed
from knowledge.normal import normal
from knowledge.refusals import KINDS, tells

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "benchmarks/refused.txt"
TABLE = ROOT / "knowledge/words/refusals.csv"
RIDGE = 0.4
OFTEN = 3  # examples that a tell is in at least
OWN_WEIGHT = 0.5  # of what only must not be refused, beside an example
STEPS, RATE = 1500, 0.5
SMALL = 0.02


def examples() -> Iterator[tuple[str, str]]:
    kind = "none"
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            yield line, kind


def gold() -> Iterator[tuple[str, str]]:
    for file in GOLD:
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                kind = row["unanswerable_kind"]
                yield row["query"], kind if kind in KINDS else "none"


def harmless() -> Iterator[str]:
    for sop in seed():
        yield from (question.text for question in sop.questions)
        yield from sop.aliases
    yield from ELSEWHERE.read_text(encoding="utf-8").splitlines()


def told(library: Library, text: str) -> list[str]:
    query = library.index.explain(text)
    message = marked(normal(query, library.index.vocabulary))
    named = bool(names_in(message, query.words, library.index.vocabulary.words))
    return list(tells(message, named=named))


def main() -> None:
    library = Library.of(seed())
    rows = [(told(library, text), kind, 1.0) for text, kind in (*examples(), *gold())]
    rows += [(told(library, text), "none", OWN_WEIGHT) for text in harmless()]
    refused = Counter(tell for found, _, weight in rows if weight == 1.0 for tell in found)
    names = [tell for tell, count in refused.items() if count >= OFTEN]
    at = {tell: number for number, tell in enumerate(names)}
    inside = np.zeros((len(rows), len(names)))
    for row, (found, _, _) in zip(inside, rows, strict=True):
        row[[at[tell] for tell in found if tell in at]] = 1
    right = np.array([[float(kind == each) for each in KINDS] for _, kind, _ in rows])
    weight = np.array([each for _, _, each in rows])
    weights = fitted(inside, right, weight)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("tell", *KINDS))
        for tell, row in sorted(zip(names, weights.tolist(), strict=True)):
            if max(map(abs, row)) >= SMALL:
                writer.writerow((tell, *(f"{each:.3g}" for each in row)))


def fitted(inside: Array, right: Array, weight: Array) -> Array:
    """A multinomial logit with *none* as its base, by gradient descent with momentum."""
    weights = np.zeros((inside.shape[1], right.shape[1]))
    speed = np.zeros_like(weights)
    total = weight.sum()
    for _ in range(STEPS):
        shares = np.exp(np.minimum(inside @ weights, 50))
        shares /= 1 + shares.sum(axis=1, keepdims=True)
        slope = inside.T @ (weight[:, None] * (right - shares)) - RIDGE * weights
        speed = 0.9 * speed + RATE * slope / total
        weights = weights + speed
    return weights


if __name__ == "__main__":
    main()
