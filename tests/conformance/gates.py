"""What is held against the reference: walks through the forms of others, edits, submissions."""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from random import Random

from flows import Form, answers, engine, load_form
from flows.engine import Interview
from flows.engine.run import Run
from flows.engine.turns import snapshot
from flows.xlsform import Unreadable, converted
from tests.conformance.compare import Found, compare
from tests.conformance.loose import Loose, loose_of
from tests.conformance.walks import Step, Walked, reread, value_for, walked
from tests.flows.xpath.probes import ZONE
from tests.support.oracle import ORACLE, JavaRosa

FORMS = ORACLE.parents[1] / "xlsforms" / "forms"
WALKS, LENGTH, EDITS = 5, 30, 6  # a form; EDITS walks of which each is edited and told once more


class Absent(dict[str, bytes]):
    """Every file that a form names is an empty list, as the oracle has it."""

    def __contains__(self, _name: object) -> bool:
        return True

    def __missing__(self, _name: str) -> bytes:
        return b""


@dataclass
class Tally:
    """What came of some forms: compared states, and the walks of our own engine."""

    found: Found = field(default_factory=Found)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        self.counts.update(other.counts)
        self.found.compared.update(other.found.compared)
        self.found.differed.update(other.found.differed)
        self.found.classes.update(other.found.classes)
        self.found.examples += other.found.examples
        self.found.refused += other.found.refused


def held(files: Iterable[Path]) -> Tally:
    """Walks through these forms, ours and the reference's side by side."""
    tally = Tally()
    with JavaRosa(ZONE.key) as javarosa:
        for file in files:
            _form(file, javarosa, tally)
            sys.stderr.write(".")
            sys.stderr.flush()
    return tally


def _form(file: Path, javarosa: JavaRosa, tally: Tally) -> None:
    try:
        xform = converted(file.read_bytes(), file.name)
    except Unreadable:
        tally.counts["refused by both" if _refuses(javarosa, file) else "refused by us"] += 1
        return
    form, loose, now = load_form(xform, Absent()), loose_of(xform), datetime.now(ZONE)
    tally.counts["forms"] += 1
    for walk in range(WALKS):
        random = Random(f"{file.name} {walk}")
        ours = walked(form, random, LENGTH, now, full=True)
        _against(file, ours, javarosa, loose, tally.found, walk)
        tally.counts["walks"] += 1
    for walk in range(EDITS):
        random = Random(f"{file.name} edits {walk}")
        tally.counts["snapshots"] += 1
        tally.counts["snapshots that differ"] += not _goes_on(form, random, now)
        edited = _edited(form, random, now, loose)
        tally.counts["edits"] += 1
        if edited:
            tally.counts["edits that differ"] += 1
            tally.found.examples.append(f"edits: {file.name} {walk}: {edited}")


def _refuses(javarosa: JavaRosa, file: Path) -> bool:
    return "error" in javarosa.reply(file)


def _against(
    file: Path, ours: Walked, javarosa: JavaRosa, loose: Loose, found: Found, walk: int
) -> None:
    reply = javarosa.reply(file, ours.steps, full=True)
    if "error" in reply:
        found.note("form", f"{file.name}: {reply['error']}")
        return
    for place, (mine, theirs) in enumerate(zip(ours.states, reply["states"], strict=True)):
        step = ours.steps[place - 1] if place else ""
        compare(mine, theirs, loose, found, f"{file.name} walk {walk} step {place} {step}")


def _goes_on(form: Form, random: Random, now: datetime) -> bool:
    """Whether edits with a snapshot between every two end like edits without."""
    straight = again = engine.start(form, now).interview
    for _ in range(LENGTH // 2):
        step = _edit(form, straight, random, now, frozenset(form.questions))
        if step is not None:
            straight, again = _put(form, straight, step, now), _put(form, reread(again), step, now)
    same = engine.state(form, straight, now) == engine.state(form, again, now)
    return same and reread(straight) == again


def _edited(form: Form, random: Random, now: datetime, loose: Loose) -> str:
    """What differs after edits from a fresh fill with the same final values, "" for nothing."""
    kept = _free(form)
    interview = engine.start(form, now).interview
    for _ in range(LENGTH // 2):
        step = _edit(form, interview, random, now, kept)
        if step is not None:
            interview = _put(form, reread(interview), step, now)
    fresh = engine.start(form, now).interview
    for _ in range(3):  # choices may need what is filled in after them
        for path, value in _finals(form, interview, now, kept):
            fresh = _put(form, fresh, ("set", path, value), now)
    left, right = answers(form, interview, now), answers(form, fresh, now)
    return ", ".join(
        f"{path}: {left.get(path)!r} / {right.get(path)!r}"
        for path in sorted(left.keys() | right.keys())
        if left.get(path) != right.get(path) and not loose.class_of(form.generic(path))
    )


def _put(form: Form, interview: Interview, step: Step, now: datetime) -> Interview:
    run = Run(form, interview, now)
    run.put(step[1], run.typed(form.nodes[form.generic(step[1])], step[2]))
    return snapshot(run, "")


@lru_cache(maxsize=4)
def _free(form: Form) -> frozenset[str]:
    """Questions that only people fill: no calculation, default or action does."""
    computed = {each.node.path for each in form.graph.triggers if each.calculates}
    actions = [*form.first_load, *(a for each in form.repeats.values() for a in each.on_new)]
    actions += [action for each in form.questions.values() for action in each.on_change]
    computed |= {action.node.path for action in actions}
    return frozenset(form.questions) - computed


def _edit(
    form: Form, interview: Interview, random: Random, now: datetime, kept: frozenset[str]
) -> Step | None:
    nodes = engine.state(form, interview, now)["nodes"]
    paths = [path for path in nodes if form.generic(path) in kept]
    if not paths:
        return None
    path = random.choice(paths)
    return "set", path, value_for(form.questions[form.generic(path)], nodes[path], random)


def _finals(
    form: Form, interview: Interview, now: datetime, kept: frozenset[str]
) -> list[tuple[str, str]]:
    nodes = engine.state(form, interview, now)["nodes"]
    return [(path, node["value"]) for path, node in nodes.items() if form.generic(path) in kept]
