"""A look-up by words in 5,000 passages: time, memory and a change, beside bm25s and others.

Run with: python -m benchmarks.lookup. Tables go to stdout, words go to stderr. Times are CPU time
of the process, which is a new one for each contestant; memory is what the process has more of
after indexing and searching than before, without the model of meaning itself. By meaning, the
vectors of the questions are real and those of the passages any: making them takes minutes.
"""

import argparse
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks.lookup_meaning import BOTH, WithAnyVectors, model
from benchmarks.lookup_meaning import MISSING as NO_MODEL
from benchmarks.lookup_peers import BY_WORDS, OURS
from benchmarks.lookup_sets import MISSING, read_sets
from benchmarks.report import aligned
from knowledge.meaning import load_meaning

PASSAGES, QUESTIONS = 5000, 1000
BAR_SEARCH_MS, BAR_INDEX_S, BAR_MEMORY_MB, BAR_CHANGE_MS = 3.0, 3.0, 150.0, 1000.0
BAR_MEANING_MS = 40.0  # a search by meaning, p50
CONTESTANTS = {**BY_WORDS, BOTH: WithAnyVectors}
HEADINGS = ("5,000 passages", "p50 ms", "p99 ms", "max ms", "index s", "memory MB", "change ms")
PAGE_MB = 4096 / 2**20


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of each search, of indexing and of a change; megabytes."""

    name: str
    searches: Sequence[float]
    index: float
    memory: float
    change: float


@dataclass(frozen=True, slots=True)
class Material:
    passages: Mapping[str, str]
    questions: Sequence[str]


def material(passages: int, questions: int, seed: int = 7) -> Material:
    """The passages of the public sets, filled up with new ones made of two halves of theirs."""
    sets = list(read_sets())
    if not sets:
        print(f"{MISSING}; SOP texts take their place", file=sys.stderr)
    texts = [text for each in sets for text in each.passages.values()] or list(_sop_lines())
    asked = [
        text for each in sets for noise in each.questions.values() for text in noise.values()
    ] or texts
    draw = np.random.default_rng(seed)
    mixed = list(texts[:passages])
    while len(mixed) < passages:
        one, other = (texts[at].split() for at in draw.integers(0, len(texts), 2))
        mixed.append(" ".join([*one[: len(one) // 2], *other[len(other) // 2 :]]))
    chosen = draw.permutation(len(asked))[:questions]
    return Material({f"p{at}": text for at, text in enumerate(mixed)}, [asked[at] for at in chosen])


def _sop_lines() -> Iterator[str]:
    for file in files("knowledge").joinpath("content").iterdir():
        yield from filter(None, file.read_text(encoding="utf-8").splitlines())


def measure(name: str, of: Material) -> Measured:
    """One contestant, in a process of its own."""
    if name == BOTH:
        model().query("warm")
    before, begun = _memory(), process_time()
    searcher = CONTESTANTS[name](of.passages, "id")
    indexed = process_time() - begun
    for question in of.questions[:20]:  # warm
        searcher.search(question)
    searches = []
    for question in of.questions:
        begun = process_time()
        searcher.search(question)
        searches.append(process_time() - begun)
    memory = _memory() - before
    begun = process_time()
    searcher.change("p0", "Pemulangan jenazah dari luar negeri")
    return Measured(name, searches, indexed, memory, process_time() - begun)


def _memory() -> float:
    """Megabytes in use now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_MB


def table(found: Sequence[Measured]) -> str:
    rows = []
    for each in found:
        cuts = statistics.quantiles(each.searches, n=100, method="inclusive")
        times = (1e3 * cuts[49], 1e3 * cuts[98], 1e3 * max(each.searches), each.index)
        rows.append(
            (
                each.name,
                *(f"{time:.2f}" for time in times),
                f"{each.memory:.0f}",
                f"{1e3 * each.change:.1f}",
            )
        )
    return aligned([HEADINGS, *rows])


def words(ours: Measured) -> Iterator[str]:
    """What was wanted, and whether it was reached."""
    cuts = statistics.quantiles(ours.searches, n=100, method="inclusive")
    if ours.name == BOTH:
        search = ("a search, p50", 1e3 * cuts[49], BAR_MEANING_MS, "ms")
    else:
        search = ("a search, p99", 1e3 * cuts[98], BAR_SEARCH_MS, "ms")
    for what, found, bar, unit in (
        search,
        ("an index", ours.index, BAR_INDEX_S, "s"),
        ("its memory", ours.memory, BAR_MEMORY_MB, "MB"),
        ("a changed passage", 1e3 * ours.change, BAR_CHANGE_MS, "ms"),
    ):
        reached = "reached" if found <= bar else "not reached"
        yield f"{ours.name}, {what}: {found:.2f} {unit} (wanted: at most {bar:.0f}): {reached}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=PASSAGES)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    chosen = parser.parse_args()
    of = material(chosen.passages, chosen.questions)
    by_meaning = load_meaning(on=True) is not None
    if not by_meaning:
        print(NO_MODEL, file=sys.stderr)
    found = []
    for name in CONTESTANTS if by_meaning else BY_WORDS:
        with get_context("spawn").Pool(1) as process:
            found.append(process.apply(measure, (name, of)))
    print(table(found))
    for each in found:
        if each.name in (OURS, BOTH):
            print(*words(each), sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
