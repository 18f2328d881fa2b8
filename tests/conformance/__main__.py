"""`make conformance`: everything that is held against JavaRosa, in one table.

    python -m tests.conformance [PART OF A FORM'S NAME]

Needs the oracle and the forms of others that lie beside the repository, and a JDK. Exit status 1
when a bar is not reached.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from tests.conformance.gates import FORMS, Tally, held
from tests.conformance.shipped import shipped
from tests.flows.xpath.probes import ZONE, agrees, computed, probes

BARE = ("relevant", "required", "violation", "choices", "readonly", "kind", "paths", "step_error")
WORDS = ("label", "hint", "message", "choice_labels", "languages", "default_language")
MAX_CLASSES, MAX_SHARE = 6, 0.01
PROCESSES = 2


@dataclass(frozen=True)
class Row:
    gate: str
    what: str
    compared: int
    differed: int
    reached: bool

    def __str__(self) -> str:
        share = 100 * (1 - self.differed / self.compared) if self.compared else 0.0
        mark = "reached" if self.reached else "MISSED"
        return f"{self.gate:3} {self.what:58} {self.compared:>10,} {share:9.4f} %  {mark}"


def main() -> int:
    """Print the table and what differs; the exit status."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if not FORMS.exists():
        sys.stderr.write(f"{FORMS} is absent: nothing to hold the engine against.\n")
        return 1
    files = sorted(file for file in FORMS.iterdir() if wanted in file.name)
    tally = Tally()
    with ProcessPoolExecutor(PROCESSES) as pool:
        for part in pool.map(held, [files[start::24] for start in range(24)]):
            tally.add(part)
    sys.stderr.write("\n")
    rows = [*_probes(), *_walks(tally), *shipped_rows()]
    for row in rows:
        print(row)
    _details(tally)
    return 0 if all(row.reached for row in rows) else 1


def _probes() -> Iterator[Row]:
    recorded = probes()
    ours = computed([row[:2] for row in recorded], datetime(2026, 11, 24, tzinfo=ZONE))
    wrong = sum(not agrees(mine, row[2]) for mine, row in zip(ours, recorded, strict=True))
    yield Row("A", "expressions with the values JavaRosa gives", len(recorded), wrong, not wrong)


def _walks(tally: Tally) -> Iterator[Row]:
    found, counts = tally.found, tally.counts
    for what in BARE:
        compared, differed = found.compared[what], found.differed[what]
        yield Row("B", f"walks: {what}", compared, differed, bool(compared) and not differed)
    values, loose = found.compared["value"], sum(found.classes.values())
    fine = not found.differed["value"] and len(found.classes) <= MAX_CLASSES
    yield Row("B′", "walks: value", values, found.differed["value"], fine)
    within = loose <= MAX_SHARE * values
    yield Row("B′", f"walks: values in {len(found.classes)} named classes", values, loose, within)
    for what in WORDS:
        compared, differed = found.compared[what], found.differed[what]
        yield Row("C", f"walks: {what} in every language", compared, differed, not differed)
    for what in ("snapshots", "edits"):
        differed = counts[f"{what} that differ"]
        enough = counts[what] >= min(1_000, 6 * counts["forms"])
        yield Row("D", _SAID[what], counts[what], differed, enough and not differed)


_SAID = {
    "snapshots": "walks written and read back between two answers",
    "edits": "edited walks beside a fresh fill",
}


def shipped_rows() -> Iterator[Row]:
    """Submissions of the shipped questionnaires, loaded by JavaRosa."""
    found = shipped()
    yield Row(
        "E", "submissions without a violation", found.sent, found.violated, not found.violated
    )
    yield Row("E", "their values, read again", found.values, found.lost, not found.lost)
    yield Row("E", "scores inside the form and ours", found.scores, found.apart, not found.apart)


def _details(tally: Tally) -> None:
    counts, classes = tally.counts, tally.found.classes
    print(
        f"{counts['forms']} forms, {counts['walks']} walks; refused by both: "
        f"{counts['refused by both']}, by us alone: {counts['refused by us']}; "
        f"steps refused by both: {tally.found.refused}; "
        f"identifiers and moments compared by their shape: {tally.found.alike}"
    )
    for name, count in sorted(classes.items()):
        print(f"class {name}: {count} values ({100 * count / tally.found.compared['value']:.3f} %)")
    for example in tally.found.examples[:60]:
        print(example[:400])


if __name__ == "__main__":
    sys.exit(main())
