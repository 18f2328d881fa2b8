"""Two states held against each other, node by node."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.conformance.loose import Loose
from tests.conformance.walks import State

_UUID = re.compile(r"(?:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANCE = re.compile(r"\[\d+\]")
TEXTS = ("label", "hint", "message", "choice_labels")


@dataclass
class Found:
    """Counts by attribute: compared, differing, and values in a named class."""

    compared: Counter[str] = field(default_factory=Counter)
    differed: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    refused: int = 0  # steps that neither takes
    alike: int = 0  # identifiers and moments: two runs cannot share them, but their shape

    def note(self, what: str, example: str) -> None:
        self.differed[what] += 1
        if sum(each.startswith(f"{what}:") for each in self.examples) < 8:
            self.examples.append(f"{what}: {example}")


def compare(ours: State, theirs: State, loose: Loose, found: Found, where: str) -> None:
    """Add what two states of the same moment have in common and what not."""
    found.compared["step_error"] += 1
    if bool(ours.get("step_error")) != bool(theirs.get("step_error")):
        found.note("step_error", f"{where}: {ours.get('step_error')} / {theirs.get('step_error')}")
    if theirs.get("step_error"):
        found.refused += 1
        return
    for key in ("languages", "default_language"):
        found.compared[key] += 1
        if ours[key] != theirs[key]:
            found.note(key, f"{where}: {ours[key]} / {theirs[key]}")
    mine, reference = ours["nodes"], theirs["nodes"]
    found.compared["paths"] += 1
    if mine.keys() != reference.keys():
        found.note("paths", f"{where}: {sorted(mine.keys() ^ reference.keys())[:4]}")
        return
    for path, node in reference.items():
        _node(path, mine[path], node, loose, found, where)


def _node(path: str, ours: State, theirs: State, loose: Loose, found: Found, where: str) -> None:
    generic = _INSTANCE.sub("", path)
    for key in theirs.keys() - {"error"}:
        left, right = ours.get(key), theirs[key]
        found.compared[key] += 1
        if left == right or (key == "value" and same(str(left), right)):
            continue
        if key == "value" and loose.class_of(generic):
            if _alike(str(left), right):
                found.alike += 1
            else:
                found.classes[loose.class_of(generic)] += 1
        elif key in ("choices", "choice_labels") and generic in loose.shuffled:
            if sorted(map(str, left or ())) != sorted(map(str, right)):
                found.note(key, f"{where} {path}: {left!r:.200} / {right!r:.200}")
        else:
            found.note(key, f"{where} {path}: {left!r:.200} / {right!r:.200}")


def same(left: str, right: str) -> bool:
    """Whether two values are equal; numbers may be printed in another way, to 1e-9."""
    if left == right:
        return True
    try:
        mine, reference = float(left), float(right)
    except ValueError:
        return False
    return abs(mine - reference) <= 1e-9 * max(1.0, abs(reference))


def _alike(left: str, right: str) -> bool:
    """Two identifiers of the same form, or two moments of one run."""
    if _UUID.fullmatch(left) and _UUID.fullmatch(right):
        return left.startswith("uuid:") == right.startswith("uuid:")
    try:
        apart = datetime.fromisoformat(left) - datetime.fromisoformat(right)
    except (TypeError, ValueError):
        return False
    return abs(apart) < timedelta(hours=1)
