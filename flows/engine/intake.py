"""An interview made of values that were collected elsewhere, complete as one answered here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from flows.answers import Problem
from flows.engine.asking import asked, fault, only_shown, places
from flows.engine.held import MAX_INSTANCES
from flows.engine.interview import Interview
from flows.engine.run import Changed, Run
from flows.engine.turns import snapshot
from flows.questions import TYPES, Asked
from flows.xform import Form, Question, Trigger
from flows.xpath import At, Spot, Value, canonical, typed

MAX_FAULTS = 100  # of values without a place; more are those of another form
_AS_WRITTEN = frozenset({"text", "barcode", "note"})  # whatever it is, it is what was collected


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a submission out, and the path at which it stands."""

    path: str
    problem: Problem


def taken_in(
    form: Form,
    values: Mapping[str, str],
    now: datetime,
    language: str = "",
    seed: int = 0,
) -> Interview | tuple[Fault, ...]:
    """The submitted interview of these canonical values by concrete path, or all its faults.

    A blank value says that its instance exists. `now` is the moment of submission, in the
    respondent's zone. Relevance and calculations are computed; what was drawn by chance, read
    from the clock, or can be overwritten by the respondent stays as submitted. Answers to
    questions that are not relevant are parked.
    """
    faults = tuple(islice(_misplaced(form, values), MAX_FAULTS))
    if faults:
        return faults
    language = language or form.default_language
    fitting, faults = _fitting(form, values, now, language)
    if faults:
        return faults
    blank = Interview(values=fitting, repeats=_counts(form, values), language=language, seed=seed)
    run = _Intake(form, blank, now)
    run.compute()
    return tuple(_faults(run)) or _passed(run)


class _Intake(Run):
    """A run in which what stands in `as_submitted` is not computed anew."""

    def __init__(self, form: Form, before: Interview, now: datetime) -> None:
        super().__init__(form, before, now)
        own = {each.node.path for each in form.graph.triggers if _is_own(form, each)}
        self.as_submitted = {path for path in before.values if form.generic(path) in own}

    def compute(self) -> None:
        self._evaluate(self._everything(by_chance=True))
        self.recount()

    def _moved(self, trigger: Trigger, at: At) -> "tuple[Changed, ...] | list[Changed]":
        if trigger.calculates and trigger.node.at(at) in self.as_submitted:
            return ()
        return list(super()._moved(trigger, at))


def _is_own(form: Form, trigger: Trigger) -> bool:
    """Whether another moment, other chance or the respondent may have given another value."""
    if not trigger.calculates:
        return False
    path = trigger.node.path
    written_over = path in form.questions and not form.binds[path].always_readonly
    return trigger.by_chance or trigger.by_clock or written_over


# Before anything is computed -----------------------------------------------------------------


def _misplaced(form: Form, values: Mapping[str, str]) -> Iterator[Fault]:
    """Values where the form has no place for one."""
    for path, value in values.items():
        spot = form.spot(path)
        if spot is None or 0 in spot[1] or (spot[0].children and value):
            yield Fault(path, Problem("path-unknown"))
        elif any(place > MAX_INSTANCES for place in spot[1]):
            yield Fault(path, Problem("instances-too-many", {"limit": str(MAX_INSTANCES)}))


def _counts(form: Form, values: Mapping[str, str]) -> dict[str, int]:
    """How many instances of each repeat the paths name."""
    found: dict[str, int] = {}
    for path in values:
        node, at = _spot(form, path)
        for level, repeat in enumerate(form.around[node.path]):
            key = form.nodes[repeat].set_at(at[:level])
            found[key] = max(found.get(key, 0), at[level])
    return found


def _fitting(
    form: Form, values: Mapping[str, str], now: datetime, language: str
) -> tuple[dict[str, Value], tuple[Fault, ...]]:
    """The values as their nodes hold them, and those that do not fit."""
    held: dict[str, Value] = {}
    faults: list[Fault] = []
    for path, text in values.items():
        node, _ = _spot(form, path)
        question = form.questions.get(node.path)
        read = _read(question, text, now, language) if question else text
        if isinstance(read, Problem):
            faults.append(Fault(path, read))
            continue
        value = typed(read, form.kind(node.path), now)
        if value != "":
            held[path] = value
        elif read.strip():
            faults.append(Fault(path, Problem("value-unfit")))
    return held, tuple(faults)


def _read(question: Question, text: str, now: datetime, language: str) -> str | Problem:
    """What a question of this type makes of a value; choices are looked at later."""
    if question.itemset is not None or question.kind in _AS_WRITTEN:
        return text
    about = Asked((), language, now, question.span, question.appearance)
    return TYPES[question.kind].check(about, text.strip())


# Afterwards ----------------------------------------------------------------------------------


def _faults(run: Run) -> Iterator[Fault]:
    """What is wrong with the answers to the questions that are asked."""
    for place in places(run):
        if place.question is None or only_shown(run, place):
            continue
        spot = (place.question.node, place.at)
        problem = _choice_fault(run, place.question, place.at) or fault(run, spot)
        if problem is not None:
            yield Fault(place.path, problem)


def _choice_fault(run: Run, question: Question, at: At) -> Problem | None:
    value = canonical(run.value(question.node.at(at)))
    if question.itemset is None or value == "":
        return None
    checked = TYPES[question.kind].check(asked(run, question, at), value)
    return checked if isinstance(checked, Problem) else None


def _passed(run: Run) -> Interview:
    """All that is asked was passed; the review is behind."""
    run.passed = {place.path for place in places(run)} | run.filled()
    return snapshot(run, "")


def _spot(form: Form, path: str) -> Spot:
    spot = form.spot(path)
    assert spot is not None, "looked for before"
    return spot
