"""What is held against the reference: walks through the forms of others, edits, submissions."""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from flows import Form, answers, engine, load_form
from flows.engine import Interview
from flows.engine.run import Run
from flows.engine.turns import snapshot
from flows.xform import Question
from flows.xlsform import Unreadable, converted
from flows.xpath import Value
from tests.conformance.compare import Found, compare
from tests.conformance.loose import Loose, loose_of
from tests.conformance.walks import Walked, reread, value_for, walked
from tests.flows.xpath.probes import ZONE
from tests.support.oracle import ORACLE, JavaRosa

Edit = tuple[str, Value]
FORMS = ORACLE.parents[1] / "xlsforms" / "forms"
WALKS, LENGTH, EDITS = 5, 30, 6  # of each form; EDITS of our own engine alone
WORDED = 8  # steps of one more walk on which all texts are compared; JavaRosa is slow at them


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
        self.found.alike += other.found.alike


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
    for walk in range(WALKS + 1):
        random, full = Random(f"{file.name} {walk}"), walk == WALKS
        ours = walked(form, random, WORDED if full else LENGTH, now, full=full)
        reply = javarosa.reply(file, ours.steps, full=full)
        _against(f"{file.name} walk {walk}", ours, reply, loose, tally.found)
        tally.counts["walks"] += 1
    for walk in range(EDITS):
        random = Random(f"{file.name} edits {walk}")
        tally.counts["snapshots"] += 1
        tally.counts["snapshots that differ"] += not goes_on(form, random, now)
        apart = edited(form, random, now, loose)
        tally.counts["edits"] += 1
        if apart:
            tally.counts["edits that differ"] += 1
            tally.found.examples.append(f"edits: {file.name} {walk}: {apart}")


def _refuses(javarosa: JavaRosa, file: Path) -> bool:
    return "error" in javarosa.reply(file)


def _against(name: str, ours: Walked, reply: dict[str, Any], loose: Loose, found: Found) -> None:
    if "error" in reply:
        found.note("form", f"{name}: {reply['error']}")
        return
    for place, (mine, theirs) in enumerate(zip(ours.states, reply["states"], strict=True)):
        step = ours.steps[place - 1] if place else ""
        compare(mine, theirs, loose, found, f"{name} step {place} {step}")


def goes_on(form: Form, random: Random, now: datetime) -> bool:
    """Whether edits with a snapshot between every two end like edits without."""
    straight = again = engine.start(form, now).interview
    whole = Run(form, straight, now)
    for _ in range(LENGTH // 2):
        step = _edit(whole, random, frozenset(form.questions))
        if step is not None:
            whole.put(*step)
            again = _put(form, reread(again), step, now)
    straight = snapshot(whole, "")
    return engine.state(form, straight, now) == engine.state(form, again, now)


def edited(form: Form, random: Random, now: datetime, loose: Loose) -> str:
    """What differs after edits from a fresh fill with the same final values, "" for nothing."""
    kept = _free(form)
    run = Run(form, engine.start(form, now).interview, now)
    for _ in range(LENGTH // 2):
        step = _edit(run, random, kept)
        if step is not None:
            run.put(*step)
    interview = reread(snapshot(run, ""))
    fresh = Run(form, engine.start(form, now).interview, now)
    finals = _finals(run, kept)
    for _ in range(3):  # choices may need what is filled in after them
        for path, value in finals:
            spot = form.spot(path)
            if spot is not None and fresh.exists(spot):
                fresh.put(path, value)
    left, right = answers(form, interview, now), answers(form, snapshot(fresh, ""), now)
    return ", ".join(
        f"{path}: {left.get(path)!r} / {right.get(path)!r}"
        for path in sorted(left.keys() | right.keys())
        if left.get(path) != right.get(path) and not loose.class_of(form.generic(path))
    )


def _put(form: Form, interview: Interview, step: Edit, now: datetime) -> Interview:
    run = Run(form, interview, now)
    run.put(*step)
    return snapshot(run, "")


@lru_cache(maxsize=4)
def _free(form: Form) -> frozenset[str]:
    """Questions that only people fill: no calculation, default or action does."""
    computed = {each.node.path for each in form.graph.triggers if each.calculates}
    actions = [*form.first_load, *(a for each in form.repeats.values() for a in each.on_new)]
    actions += [action for each in form.questions.values() for action in each.on_change]
    computed |= {action.node.path for action in actions}
    return frozenset(form.questions) - computed


def _edit(run: Run, random: Random, kept: frozenset[str]) -> Edit | None:
    """A new value for one of the questions, in one of their instances."""
    spots = [
        (item, at, path)
        for item, at, path in run.all_questions()
        if isinstance(item, Question) and item.path in kept
    ]
    if not spots:
        return None
    question, at, path = random.choice(spots)
    names = [option.name for option in run.offered(question, at)]
    node = {"choices": names} if question.itemset else {}
    return path, run.typed(question.node, value_for(question, node, random))


def _finals(run: Run, kept: frozenset[str]) -> list[Edit]:
    """What all questions that people fill hold in the end, blanks too."""
    return [(path, run.value(path)) for item, _, path in run.all_questions() if item.path in kept]
