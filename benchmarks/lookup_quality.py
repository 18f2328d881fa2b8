"""How well questions are answered: about SOPs, and on public sets with typing noise, beside others.

Run with: python -m benchmarks.lookup_quality. The tables go to stdout, words go to stderr.
"""

import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks import lookup_sops
from benchmarks.lookup_meaning import BOTH, RAW, ByMeaning, RawVectors
from benchmarks.lookup_meaning import MISSING as NO_MODEL
from benchmarks.lookup_peers import BASELINE, BY_WORDS, OURS, Searcher
from benchmarks.lookup_sets import MISSING, NOISES, Questions, ndcg, read_sets
from benchmarks.report import aligned
from knowledge.meaning import load_meaning

Contestants = Mapping[str, Callable[[Mapping[str, str], str], Searcher]]
HEADINGS = ("nDCG@10, %", "set", "questions", *NOISES, "clean - n2")
LOSS = 3.0  # points from clean to the worst noise, on the Indonesian sets
# Points above a baseline in the same run, by set and noise.
WANTED: Sequence[tuple[str, str, str, Sequence[float]]] = (
    ("TyDi-id", OURS, BASELINE, (2, 7, 18)),
    ("FacQA-id", OURS, BASELINE, (2, 4, 8)),
    ("SQuAD en → id", BOTH, RAW, (6, 7, 9)),
    ("TyDi-id", BOTH, OURS, (0, 0, 0)),
    ("FacQA-id", BOTH, OURS, (0, 0, 0)),
)
BY_MEANING: Contestants = {BOTH: ByMeaning, RAW: RawVectors}


@dataclass(frozen=True, slots=True)
class Found:
    """Points of one contestant on one set, by noise."""

    contestant: str
    of: Questions
    points: Sequence[float]

    @property
    def loss(self) -> float:
        return self.points[0] - self.points[-1]


def measure(sets: Sequence[Questions], contestants: Contestants) -> list[Found]:
    """Every contestant on every set."""
    return [
        Found(name, each, _points(make(each.passages, each.language), each))
        for each in sets
        for name, make in contestants.items()
        if (name, each.language) != (RAW, "id")  # minutes for what nothing is compared with
    ]


def _points(searcher: Searcher, of: Questions) -> list[float]:
    return [
        100
        * statistics.fmean(
            ndcg(searcher.search(text), of.relevant[name])
            for name, text in of.questions[noise].items()
        )
        for noise in NOISES
    ]


def table(found: Sequence[Found]) -> str:
    rows = [
        (
            each.contestant,
            each.of.name,
            str(len(each.of.questions["clean"])),
            *(f"{points:.1f}" for points in each.points),
            f"{each.loss:.1f}",
        )
        for each in found
    ]
    return aligned([HEADINGS, *rows], 2)


def words(found: Sequence[Found]) -> Iterator[str]:
    """What was wanted, and whether it was reached."""
    points = {(each.of.name, each.contestant): each for each in found}
    for name, one, other, wanted in WANTED:
        if {(name, one), (name, other)} <= points.keys():
            yield from _verdicts(points[name, one], points[name, other], wanted)


def _verdicts(ours: Found, baseline: Found, wanted: Sequence[float]) -> Iterator[str]:
    what = f"{ours.of.name}, {ours.contestant}"
    for noise, mine, theirs, bar in zip(NOISES, ours.points, baseline.points, wanted, strict=True):
        reached = "reached" if mine - theirs >= bar else "not reached"
        yield (
            f"{what}, {noise}: {mine - theirs:+.1f} points beside {baseline.contestant}"
            f" (wanted: {bar:+.0f}): {reached}"
        )
    if ours.of.language == "id":
        reached = "reached" if ours.loss <= LOSS else "not reached"
        yield (
            f"{what}, loss from clean to n2: {ours.loss:.1f} points"
            f" (wanted: at most {LOSS:.0f}): {reached}"
        )


def main() -> None:
    meaning = load_meaning(on=True)
    if meaning is None:
        print(NO_MODEL, file=sys.stderr)
    lookup_sops.report(meaning)
    sets = list(read_sets())
    if not sets:
        print(MISSING, file=sys.stderr)
        return
    found = measure(sets, {**BY_WORDS, **BY_MEANING} if meaning else BY_WORDS)
    print(table(found))
    print(*words(found), sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
