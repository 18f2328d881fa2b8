"""An open interview carried over to another version of its form, and what that costs its person."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from flows.answers import Problem
from flows.engine.asking import Place, asked, fault, only_shown, place_at, places
from flows.engine.interview import Interview
from flows.engine.review import answers, parked
from flows.engine.run import Changed, Run
from flows.engine.turns import filled_in, snapshot, to_open
from flows.questions import TYPES
from flows.xform import Form, Question, SetValue, Trigger, counterparts
from flows.xpath import At, Node, Value, canonical, typed

NONE: Mapping[str, str] = MappingProxyType({})
_INSTANCE = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Migration:
    """The interview in the new form, and what its person will notice.

    `added`: paths of questions that were not asked before and have to be answered now. `again`:
    paths of questions whose answer does not fit any more, or that may no longer be skipped.
    `lost`: paths, in the old form, of answers that no longer count: their question is gone, or
    not asked now. The engine keeps no answer without a question: keep the old interview for them.
    """

    interview: Interview
    added: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def unchanged(self) -> bool:
        return not (self.added or self.again or self.lost)


def migrate(
    old: Form,
    new: Form,
    interview: Interview,
    now: datetime,
    prefill: Mapping[str, str] = NONE,
    properties: Mapping[str, str] = NONE,
) -> Migration:
    """Carry an interview of `old` over to `new`; `now` is in the respondent's zone.

    Answers follow their question (`counterparts`), seed and what was drawn by chance stay, what
    is new begins as in a new interview. `prefill` and `properties` are those of `start`.
    """
    before = Run(old, interview, now)
    before.refresh()
    moving = _moving(old, new)
    run = _Migrated(moving, before, now, properties)
    run.compute()
    _fill(run, prefill)
    _take_back(run, before, moving)
    cursor = moving.path(before.cursor)
    run.editing = interview.editing
    if not cursor or place_at(run, cursor) is None:
        cursor = to_open(run)
    return _told(run, before, moving, cursor)


def left_behind(
    old: Form, new: Form, before: Interview, after: Interview, now: datetime
) -> dict[str, str]:
    """Answers of an interview in its old form for which the migrated one has none, by old path."""
    moving = _moving(old, new)
    held = {**answers(new, after, now), **parked(new, after, now)}
    found = answers(old, before, now)
    return {path: value for path, value in found.items() if moving.path(path) not in held}


class _Moving:
    """Where what stands in the old form goes in the new one."""

    def __init__(self, old: Form, new: Form) -> None:
        self.old, self.new = old, new
        self.names = counterparts(old, new)
        known = frozenset(self.names.values())
        self.fresh = frozenset(path for path in new.nodes if path not in known)
        self.retyped = frozenset(
            new_path
            for path, new_path in self.names.items()
            if _kind(old.questions.get(path)) != _kind(new.questions.get(new_path))
        )

    def path(self, path: str) -> str:
        """The same instance, or the same repeat's set, in the new form; "" if it is gone."""
        node = self.old.nodes.get(self.old.generic(path))
        target = self.new.nodes.get(self.names.get(node.path, "")) if node else None
        if node is None or target is None:
            return ""
        at = tuple(int(each) for each in _INSTANCE.findall(path))
        return target.at(at) if len(at) == node.depth else target.set_at(at)

    def paths(self, found: Iterable[str]) -> set[str]:
        return {new for path in found if (new := self.path(path))}

    def values(self, run: Run, now: datetime) -> dict[str, Value]:
        """What both forms have a place for, as the new one's nodes hold it."""
        held: dict[str, Value] = {}
        for path, value in {**run.parked, **run.values}.items():
            new_path = self.path(path)
            target = self.new.nodes.get(self.new.generic(new_path)) if new_path else None
            if target is None or target.children:
                continue
            kind = self.new.kind(target.path)
            if kind != self.old.kind(self.old.generic(path)):
                value = typed(canonical(value), kind, now)
            if value != "":
                held[new_path] = value
        return held

    def counts(self, run: Run) -> dict[str, int]:
        """Instances of repeats; of new ones as many as a new interview, or instance, has."""
        counts = {new: count for path, count in run.counts.items() if (new := self.path(path))}
        for repeat in self.new.repeats.values():
            if repeat.path in self.fresh:
                outer = self.new.around[repeat.path][:-1]
                for at in _instances(self.new, outer, counts):
                    key = repeat.node.set_at(at)
                    begin = self.new.inner if at else self.new.counts
                    counts[key] = begin.get(repeat.path, 0)
        return {key: count for key, count in counts.items() if count}


@lru_cache(maxsize=8)  # many interviews go the same way
def _moving(old: Form, new: Form) -> _Moving:
    return _Moving(old, new)


def _kind(question: Question | None) -> str:
    return question.kind if question else ""


def _instances(form: Form, repeats: tuple[str, ...], counts: Mapping[str, int]) -> list[At]:
    """Every place in these repeats, each inside of the one before."""
    found: list[At] = [()]
    for path in repeats:
        node = form.nodes[path]
        found = [
            (*at, place) for at in found for place in range(1, counts.get(node.set_at(at), 0) + 1)
        ]
    return found


class _Migrated(Run):
    """A run of the new form that begins with what was carried over."""

    def __init__(
        self, moving: _Moving, before: Run, now: datetime, properties: Mapping[str, str]
    ) -> None:
        new, origin = moving.new, before.origin
        known = not new.languages or origin.language in new.languages
        values = moving.values(before, now)
        kept = (
            path
            for path in before.passed
            if moving.path(path) in values or before.value(path) == ""
        )
        blank = Interview(
            values=values,
            repeats=moving.counts(before),
            prefilled=tuple(sorted(moving.paths(before.prefilled))),
            language=origin.language if known else new.default_language,
            seed=origin.seed,
            draws=before.draws,
            peak=origin.peak,
            passed=tuple(moving.paths(kept)),
        )
        super().__init__(new, blank, now, properties)
        self.fresh = moving.fresh
        self.by_chance = {
            path for path in blank.values if moving.new.generic(path) not in moving.fresh
        }

    def compute(self) -> None:
        """What is new begins; everything but what chance gave is computed for the new form."""
        for node in self.form.nodes.values():
            if node.path in self.fresh:
                self._begin(node)
        for action in self._first_actions():
            if action.node.path in self.fresh:
                for at in self.context.instances(action.node, ()):
                    self._act(action, at)
        self._evaluate(self._everything(by_chance=True))
        self.recount()
        self.clear()

    def take_back(self, place: Place) -> None:
        """Ask a question anew, without the answer that it had."""
        self.passed.discard(place.path)
        if place.question is not None and self.keep(place.path, ""):
            self.settle(self._recalculated({(place.question.path, place.at)}))

    def _begin(self, node: Node) -> None:
        for at in self.context.instances(node, ()):
            path = node.at(at)
            text = self.form.beginning.get(path, self.form.defaults.get(node.path, ""))
            if text:
                self.keep(path, self.typed(node, text))
            self._preload(node, (at,))

    def _first_actions(self) -> Iterator[SetValue]:
        yield from self.form.first_load
        for repeat in self.form.repeats.values():
            yield from repeat.on_new

    def _moved(self, trigger: Trigger, at: At) -> Iterable[Changed]:
        if trigger.calculates and trigger.by_chance and trigger.node.at(at) in self.by_chance:
            return ()
        return super()._moved(trigger, at)


def _fill(run: Run, prefill: Mapping[str, str]) -> None:
    """Facts known beforehand, where nothing has been answered; what does not fit is asked."""
    run.prefilled.intersection_update(prefill)
    filled = run.filled()
    for path, value in prefill.items():
        if path in run.form.questions and path in filled and path not in run.prefilled:
            continue
        settled = filled_in(run, path, value)
        (run.prefilled.add if settled else run.prefilled.discard)(path)
    run.asked = None


def _take_back(run: _Migrated, before: Run, moving: _Moving) -> None:
    """Take back, one after another, what the new form would not accept, though the old one did."""
    if next(_unfits(run, moving, frozenset()), None) is None:
        return  # nearly always
    excused = frozenset(
        moving.path(place.path) for place in places(before) if _unfit(before, place)
    )
    while wrong := next(_unfits(run, moving, excused), None):
        run.take_back(wrong)


def _unfits(run: Run, moving: _Moving, excused: frozenset[str]) -> Iterator[Place]:
    for place in places(run):
        if place.path in run.passed and place.path not in excused:
            retyped = run.form.generic(place.path) in moving.retyped
            if _unfit(run, place, checked=retyped):
                yield place


def _unfit(run: Run, place: Place, *, checked: bool = False) -> bool:
    """Whether the answer would be refused if it were given now; `checked` looks at its form too."""
    question = place.question
    if question is None or only_shown(run, place):
        return False
    value = canonical(run.value(place.path))
    if value and (checked or question.itemset is not None or question.span is not None):
        about = asked(run, question, place.at)
        if isinstance(TYPES[question.kind].check(about, value), Problem):
            return True
    return fault(run, (question.node, place.at)) is not None


def _told(run: Run, before: Run, moving: _Moving, cursor: str) -> Migration:
    """The result, as its person will find it."""
    passed = moving.paths(before.passed)
    known = {moving.path(place.path) for place in places(before)}
    here = {place.path for place in places(run)} | run.prefilled
    after = snapshot(run, cursor)
    waiting = [
        place.path
        for place in places(run)
        if place.question and place.path not in run.passed and not only_shown(run, place)
    ]
    return Migration(
        interview=after,
        added=tuple(path for path in waiting if path not in known),
        again=tuple(path for path in waiting if path in known and path in passed),
        lost=tuple(
            place.path
            for place in places(before)
            if place.question
            and not only_shown(before, place)
            and before.value(place.path) != ""
            and moving.path(place.path) not in here
        ),
    )
