"""Public sets of questions and passages in ../shared, which a clone does not have."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "shared" / "retrieval"
MISSING = f"the public sets lie in {FOLDER}, which is not there"
NOISES = ("clean", "n1", "n2")
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Questions:
    """Passages by id, and questions by level of typing noise and id, with what answers them."""

    name: str
    language: str  # of the questions
    passages: Mapping[str, str]
    questions: Mapping[str, Mapping[str, str]]
    relevant: Mapping[str, Mapping[str, int]]


SETS = (
    ("TyDi-id", "id", "tydiqa-id-1k5"),
    ("FacQA-id", "id", "facqa-id"),
    ("SQuAD en → id", "en", "squad-en2id-500"),
)


def read_sets() -> Iterator[Questions]:
    """All that are there."""
    for name, language, folder in SETS:
        path = FOLDER / folder
        if path.exists():
            yield _read(name, language, path)


def _read(name: str, language: str, path: Path) -> Questions:
    passages = {
        row["id"]: f"{row['title']} {row['text']}".strip() for row in _rows(path / "corpus.jsonl")
    }
    questions = {
        noise: {row["id"]: row["text"] for row in _rows(path / f"queries.dev.{noise}.jsonl")}
        for noise in NOISES
    }
    relevant: dict[str, dict[str, int]] = {}
    for line in (path / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        question, passage, grade = line.split("\t")
        if grade.isdigit():
            relevant.setdefault(question, {})[passage] = int(grade)
    return Questions(name, language, passages, questions, relevant)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def ndcg(ranking: Sequence[str], relevant: Mapping[str, int]) -> float:
    """How well the first ten are ranked: 1 is best."""
    ideal = sorted(relevant.values(), reverse=True)[:DEPTH]
    found = [relevant.get(each, 0) for each in ranking[:DEPTH]]
    return _gain(found) / _gain(ideal)


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))
