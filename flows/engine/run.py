"""A working copy of an interview: set a value, and whatever depends on it follows."""

import heapq
from collections.abc import Iterable
from datetime import datetime

from flows.engine.chance import drawn
from flows.engine.interview import Interview
from flows.xform import Form, SetValue, Trigger
from flows.xpath import (
    Closure,
    Context,
    EvaluationError,
    Value,
    canonical,
    stored,
    to_boolean,
)


class Run:
    """What an interview is while a turn is made; `values` are relevant, `parked` are not."""

    def __init__(self, form: Form, before: Interview, now: datetime) -> None:
        self.form = form
        self.origin = before
        self.before = before  # moves change its cursor and bookkeeping
        self.values: dict[str, Value] = dict(before.values)
        self.parked: dict[str, Value] = dict(before.parked)
        self.irrelevant: set[str] = set(before.irrelevant)
        self.draws = before.draws
        self.dropped: list[str] = []  # questions whose answer is no longer offered
        self.context = Context(
            values=self.values,
            irrelevant=self.irrelevant,
            now=now,
            draw=self.draw,
            choice_name=form.choice_label,
            itext=form.text_of,
            language=before.language,
        )

    def draw(self) -> float:
        """The next random number of this interview, in [0, 1)."""
        self.draws += 1
        return drawn(self.before.seed, self.draws)

    def value(self, path: str) -> Value:
        """The value of a node, relevant or not."""
        return (self.parked if path in self.irrelevant else self.values).get(path, "")

    def evaluate(self, expression: Closure) -> Value:
        """Blank where the expression has no value (`EvaluationError` says when)."""
        try:
            return expression(self.context)
        except EvaluationError:
            return ""

    def holds(self, expression: Closure | None) -> bool:
        return expression is not None and to_boolean(self.evaluate(expression))

    def begin(self) -> None:
        """Everything a new interview computes before the first question."""
        for path, bind in self.form.binds.items():
            if bind.preload_uid:
                self._keep(path, f"uuid:{self._uuid()}")
        self._recalculate(range(len(self.form.graph.triggers)), set())
        for action in self.form.first_load:
            self.settle(self._act(action))
        self._clear_unoffered(set(self.form.questions))

    def refresh(self) -> None:
        """Compute everything anew, except what was left to chance."""
        triggers = self.form.graph.triggers
        changed: set[str] = set()
        due = [place for place, each in enumerate(triggers) if not each.by_chance]
        self._recalculate(due, changed)
        self._filter(changed)

    def put(self, path: str, value: Value) -> None:
        """Give a node a value: its actions run if it is another one, then its dependents follow.

        Dependents follow even when the value is the same, as in JavaRosa: a calculated question
        that was overwritten is computed again.
        """
        changed = {path}
        question = self.form.questions.get(path)
        if self._keep(path, value) and question is not None:
            for action in question.on_change:
                changed |= self._act(action)
        self.settle(changed)

    def settle(self, changed: set[str]) -> None:
        """Recalculate what depends on the changed nodes, and what is no longer offered."""
        everything = set(changed)
        self._recalculate(self._due(changed), everything)
        self._filter(everything)

    def _uuid(self) -> str:
        digits = "".join(f"{int(self.draw() * 16):x}" for _ in range(32))
        variant = "89ab"[int(digits[16], 16) % 4]
        return (
            f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
        )

    def _keep(self, path: str, value: Value) -> bool:
        """Store a value; whether it is another one than before."""
        place = self.parked if path in self.irrelevant else self.values
        old = place.get(path, "")
        if old == value and type(old) is type(value):
            return False
        if isinstance(value, str) and value == "":
            del place[path]
        else:
            place[path] = value
        return True

    def _act(self, action: SetValue) -> set[str]:
        """A setvalue action; it reaches irrelevant nodes too."""
        kind = self.form.binds[action.path].kind
        value = stored(self.evaluate(action.value), kind, self.context.now.tzinfo)
        return {action.path} if self._keep(action.path, value) else set()

    def _due(self, changed: Iterable[str]) -> set[int]:
        dependents = self.form.graph.dependents
        return {place for path in changed for place in dependents.get(path, ())}

    def _recalculate(self, due: Iterable[int], changed: set[str]) -> None:
        """Evaluate triggers in topological order; add the nodes that changed to `changed`."""
        graph = self.form.graph
        heap = sorted(due)
        waiting = set(heap)
        while heap:
            place = heapq.heappop(heap)
            waiting.discard(place)
            trigger = graph.triggers[place]
            moved = self._calculated(trigger) if trigger.calculates else self._judged(trigger)
            if not moved:
                continue
            changed.update(moved)
            for following in (*self._due(moved), *trigger.nested):
                if following > place and following not in waiting:
                    waiting.add(following)
                    heapq.heappush(heap, following)

    def _calculated(self, trigger: Trigger) -> tuple[str, ...]:
        kind = self.form.binds[trigger.path].kind
        value = stored(self.evaluate(trigger.evaluate), kind, self.context.now.tzinfo)
        return (trigger.path,) if self._keep(trigger.path, value) else ()

    def _judged(self, trigger: Trigger) -> tuple[str, ...]:
        """Relevance: nodes below a group follow it unless they have a say of their own."""
        above = trigger.path.rpartition("/")[0]
        relevant = above not in self.irrelevant and self.holds(trigger.evaluate)
        if relevant == (trigger.path not in self.irrelevant):
            return ()
        source, target = (self.parked, self.values) if relevant else (self.values, self.parked)
        move = self.irrelevant.discard if relevant else self.irrelevant.add
        for path in trigger.domain:
            move(path)
            if path in source:
                target[path] = source.pop(path)
        return trigger.domain

    def _filter(self, changed: set[str]) -> None:
        """Choices that changed, and questions that came back, may not offer their answer."""
        filtered = self.form.graph.filtered
        questions = {path for node in changed for path in filtered.get(node, ())}
        self._clear_unoffered(questions | (changed & self.form.questions.keys()))

    def _clear_unoffered(self, questions: set[str]) -> None:
        """Take back selections no longer offered (JavaRosa does when it shows the choices).

        Each round takes something away, so it ends even where two filters exclude each other.
        """
        for path in [path for path in self.form.questions if path in questions]:
            itemset = self.form.questions[path].itemset
            value = self.values.get(path, "")
            if itemset is None or value == "":
                continue
            offered = {option.name for option in itemset.offered(self.context)}
            names = canonical(value).split()
            left = [name for name in names if name in offered]
            if len(left) < len(names):
                self._keep(path, " ".join(left))
                self.dropped.append(path)
                self.settle({path})
