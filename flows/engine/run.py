"""A working copy of an interview: set a value, and whatever depends on it follows."""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from flows.engine.chance import drawn
from flows.engine.held import MAX_INSTANCES, Held
from flows.engine.interview import Interview
from flows.engine.preloads import preloaded
from flows.xform import Form, Option, Question, Repeat, SetValue, Trigger, in_order
from flows.xform.form import Asked
from flows.xpath import (
    At,
    Closure,
    Context,
    EvaluationError,
    Node,
    Spot,
    Value,
    canonical,
    stored,
    to_boolean,
)

MAX_ACTIONS = 20  # that one change sets off, one after another
Changed = tuple[str, At]  # a node, and the outer repeats in which it changed
Due = dict[int, set[At]]  # triggers, and the places at which they are to be evaluated


class Run(Held):
    """What an interview is while a turn is made."""

    def __init__(
        self,
        form: Form,
        before: Interview,
        now: datetime,
        properties: Mapping[str, str] | None = None,
    ) -> None:
        self.form = form
        self.origin = before
        self.values = dict(before.values)
        self.parked = dict(before.parked)
        self.counts = dict(before.repeats)
        self.irrelevant = set()
        self.prefilled = set(before.prefilled)
        self.cursor = before.cursor
        self.editing = before.editing
        self.asked = None
        self.draws = before.draws
        self.dropped: list[str] = []  # questions whose answer is no longer offered
        self.properties = properties or {}
        self.context = Context(
            values=self.values,
            irrelevant=self.irrelevant,
            counts=self.counts,
            now=now,
            draw=self.draw,
            choice_name=form.choice_label,
            itext=form.text_of,
            language=before.language,
        )
        for path in before.closed:
            paths = form.paths_below.get(path)
            spot = form.spot(path) if paths is None else None
            self.irrelevant.update(self.below(spot) if spot else paths or ())
        if before.passed is not None:
            self.passed = set(before.passed)
        else:
            self.passed = self.filled() - set(before.unseen) | set(before.skipped)

    # Looking ------------------------------------------------------------------------------------

    def draw(self) -> float:
        """The next random number of this interview, in [0, 1)."""
        self.draws += 1
        return drawn(self.origin.seed, self.draws)

    def evaluate(self, expression: Closure, at: At) -> Value:
        """Blank where the expression has no value (`EvaluationError` says when)."""
        self.context.at = at
        try:
            return expression(self.context)
        except EvaluationError:
            return ""

    def holds(self, expression: Closure | None, at: At) -> bool:
        return expression is not None and to_boolean(self.evaluate(expression, at))

    def is_readonly(self, spot: Spot) -> bool:
        """Whether the node, or a group around it, is read-only now."""
        node, at = spot
        return any(self.holds(each, at[:depth]) for each, depth in self.form.shut[node.path])

    def order(self) -> Iterable[Asked]:
        """Every question as a person meets it, and each repeat after its instances."""
        if self.form.flat is not None:
            return self.form.flat
        return in_order(self.form.body, (), self.asked_instances)

    def all_questions(self) -> Iterable[Asked]:
        """Every question in every instance that is there, asked or not."""
        if self.form.flat is not None:
            return self.form.flat
        found = in_order(self.form.body, (), self.there)
        return (each for each in found if isinstance(each[0], Question))

    def there(self, repeat: Repeat, at: At) -> int:
        """How many instances of a repeat there are at a place."""
        return self.counts.get(repeat.node.set_at(at), 0)

    def asked_instances(self, repeat: Repeat, at: At) -> int:
        """How many instances of a repeat are asked: no more than its count says."""
        there = self.there(repeat, at)
        return there if repeat.count is None else min(there, self.wanted(repeat, at))

    def wanted(self, repeat: Repeat, at: At) -> int:
        """What the repeat's count says, be it relevant or not; 0 when it is no number."""
        assert repeat.count is not None
        node = repeat.count.node
        try:
            number = float(canonical(self.value(node.at(at[: node.depth]))))
        except ValueError:
            return 0
        return max(0, min(MAX_INSTANCES, math.floor(number))) if math.isfinite(number) else 0

    def missing(self, repeat: Repeat, at: At) -> int:
        """How many instances the repeat's count asks for beyond those that are there."""
        return min(self.wanted(repeat, at) - self.there(repeat, at), self.room)

    def exists(self, spot: Spot) -> bool:
        """Whether the instances that a place names are there."""
        node, at = spot
        counts = self.counts
        return all(
            1 <= at[level] <= counts.get(node.set_at(at[:level]), 0) for level in range(len(at))
        )

    # Moving -------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Everything a new interview computes before the first question."""
        for node in self.form.nodes.values():
            self._preload(node, self.context.instances(node, ()))
        for action in self.form.first_load:
            for at in self.context.instances(action.node, ()):
                self._act(action, at)
        self._evaluate(self._everything(by_chance=True))
        self.recount()

    def end(self) -> None:
        """The moment of the end, where the form asks for it, and what depends on it."""
        changed: set[Changed] = set()
        for node in self.form.nodes.values():
            bind = self.form.binds.get(node.path)
            if bind is not None and (bind.preload, bind.preload_params) == ("timestamp", "end"):
                for at in self.context.instances(node, ()):
                    self.keep(node.at(at), self.context.now)
                    changed.add((node.path, at))
        self.settle(self._recalculated(changed))

    def refresh(self) -> None:
        """Compute everything anew, except what was left to chance.

        What a person wrote over a computed answer stays until something it is computed from
        changes: the reference's form stays open between two answers, ours is opened by each.
        """
        written = self._overwritten()
        self.settle(self._evaluate(self._everything(by_chance=False)))
        for path, value in written.items():
            if self.values.get(path, value) != value:
                self.put(path, value)

    def _overwritten(self) -> dict[str, Value]:
        """Answers that people may have given in place of what the form computed."""
        found = {}
        for trigger in self.form.graph.triggers:
            if trigger.calculates and trigger.node.path in self.form.questions:
                for at in self.context.instances(trigger.node, ()):
                    path = trigger.node.at(at)
                    asked = path in self.passed and not self.is_readonly((trigger.node, at))
                    if asked and path in self.values:
                        found[path] = self.values[path]
        return found

    def put(self, path: str, value: Value) -> None:
        """Give a node a value, with all that follows from it."""
        self.settle(self.change(path, value))

    def change(self, path: str, value: Value, depth: int = 0) -> set[Changed]:
        """Give a node a value: its dependents follow, then its actions if it is another one.

        Dependents follow even when the value is the same, as in JavaRosa: a calculated question
        that was overwritten is computed again. Actions that set each other off end at MAX_ACTIONS.
        """
        spot = self.form.spot(path)
        assert spot is not None
        node, at = spot
        another = self.keep(path, value)
        changed = self._recalculated({(node.path, at)})
        question = self.form.questions.get(node.path)
        if another and question is not None and depth < MAX_ACTIONS:
            for action in question.on_change:
                for place in self.context.instances(action.node, _shared(action.node, spot)):
                    changed |= self._act(action, place, depth + 1)
        return changed

    def settle(self, changed: set[Changed]) -> None:
        """After a change: instances that a count asks for, choices that are no longer offered."""
        everything = changed | self.recount()
        affected = self.form.affected
        spots: set[Spot] = set()
        for path, at in everything:
            for node, tied in affected.get(path, ()):
                spots.update((node, each) for each in self.context.instances(node, at[:tied]))
        if spots:
            self._clear_unoffered(spots)

    def clear(self) -> None:
        """Take back every selection that is not offered."""
        questions = self.form.questions
        self._clear_unoffered({spot for spot in self.selects() if questions[spot[0].path].clears})

    def add(self, repeat: Repeat, at: At, many: int = 1) -> set[Changed]:
        """More instances at the end of a repeat, with all that they compute."""
        nodes = self.form.below[repeat.path]
        changed: set[Changed] = set()
        due: Due = defaultdict(set)
        for _ in range(many):
            spot = self.grow(repeat, at)
            for node in nodes:
                self._preload(node, self.context.instances(node, spot[1]))
            changed |= {(node.path, spot[1]) for node in nodes}
            for action in repeat.on_new:
                for each in self.context.instances(action.node, _shared(action.node, spot)):
                    changed |= self._act(action, each)
            for place in self.form.inside[repeat.path]:
                node = self.form.graph.triggers[place].node
                due[place].update(self.context.instances(node, spot[1]))
        for place, places in self._due(changed).items():
            due[place] |= places
        return changed | self._evaluate(due)

    def remove(self, repeat: Repeat, at: At) -> set[Changed]:
        """Take an instance away; those behind it move up."""
        self.shrink(repeat, at)
        changed: set[Changed] = {(node.path, at[:-1]) for node in self.form.below[repeat.path]}
        return changed | self._recalculated(changed)

    # Following ----------------------------------------------------------------------------------

    def _preload(self, node: Node, places: Iterable[At]) -> None:
        bind = self.form.binds.get(node.path)
        if bind is not None and bind.preload:
            for at in places:
                value = preloaded(bind, self.context, self.properties)
                if value != "":
                    self.keep(node.at(at), value)

    def _act(self, action: SetValue, at: At, depth: int = 0) -> set[Changed]:
        """A setvalue action, and what follows from it; it reaches irrelevant nodes too."""
        node = action.node
        kind = self.form.kind(node.path)
        value = stored(self.evaluate(action.value, at), kind, self.context.now.tzinfo)
        return self.change(node.at(at), value, depth)

    def _everything(self, *, by_chance: bool) -> Due:
        triggers = enumerate(self.form.graph.triggers)
        return {
            place: set(self.context.instances(trigger.node, ()))
            for place, trigger in triggers
            if by_chance or not trigger.by_chance
        }

    def _due(self, changed: Iterable[Changed]) -> Due:
        graph, due = self.form.graph, defaultdict[int, set[At]](set)
        for path, at in changed:
            for place, tied in graph.dependents.get(path, ()):
                node = graph.triggers[place].node
                due[place].update(self.context.instances(node, at[:tied]) if node.depth else ((),))
        return due

    def _recalculated(self, changed: set[Changed]) -> set[Changed]:
        """The changes, and all that follows from them."""
        return changed | self._evaluate(self._due(changed))

    def _evaluate(self, due: Due) -> set[Changed]:
        """Evaluate triggers and all that follow, in topological order; the nodes that changed.

        What follows is evaluated even if nothing changed before it, as in JavaRosa.
        """
        graph = self.form.graph
        changed: set[Changed] = set()
        if not self.form.repeats:
            for place in graph.cascade(due):
                changed.update(self._moved(graph.triggers[place], ()))
            return changed
        heap = sorted(due)
        while heap:
            place = heapq.heappop(heap)
            trigger, places = graph.triggers[place], due.pop(place)
            for at in sorted(places):
                changed.update(self._moved(trigger, at))
            for following, tied in graph.followers[place]:
                if following not in due:
                    due[following] = set()
                    heapq.heappush(heap, following)
                node = graph.triggers[following].node
                for prefix in {at[:tied] for at in places} or {()}:  # none: a repeat is empty
                    due[following].update(self.context.instances(node, prefix))
        return changed

    def _moved(self, trigger: Trigger, at: At) -> Iterable[Changed]:
        if not trigger.calculates:
            return self._judged(trigger, at)
        node = trigger.node
        kind = self.form.binds[node.path].kind
        value = stored(self.evaluate(trigger.evaluate, at), kind, self.context.now.tzinfo)
        return ((node.path, at),) if self.keep(node.at(at), value) else ()

    def _judged(self, trigger: Trigger, at: At) -> Iterable[Changed]:
        """Relevance: nodes below a group follow it unless they have a say of their own."""
        node = trigger.node
        above = node.parent
        closed = above is not None and above.at(at[: above.depth]) in self.irrelevant
        relevant = not closed and self.holds(trigger.evaluate, at)
        if relevant == (node.at(at) not in self.irrelevant):
            return ()
        for each in trigger.domain:
            for place in self.context.instances(each, at):
                self.move(each.at(place), relevant=relevant)
        return [(each.path, at) for each in trigger.domain]

    def recount(self) -> set[Changed]:
        """Instances that a repeat's count asks for and that are not there yet."""
        changed: set[Changed] = set()
        for repeat in self.form.repeats.values():
            if repeat.count is None:
                continue
            parent = repeat.node.parent
            assert parent is not None
            for at in self.context.instances(parent, ()):
                while (missing := self.missing(repeat, at)) > 0:
                    # What an action sees of a new instance depends on how many there are by then.
                    changed |= self.add(repeat, at, 1 if repeat.on_new else missing)
        return changed

    # Choices ------------------------------------------------------------------------------------

    def selects(self) -> Iterator[Spot]:
        """Every question with choices, in all its instances."""
        for question in self.form.questions.values():
            if question.itemset is not None:
                for at in self.context.instances(question.node, ()):
                    yield question.node, at

    def _clear_unoffered(self, spots: set[Spot]) -> None:
        """Take back selections no longer offered (JavaRosa does when it shows the choices).

        Each round takes something away, so it ends even where two filters exclude each other.
        """
        place = self.form.places
        for node, at in sorted(spots, key=lambda spot: (place[spot[0].path], spot[1])):
            self._clear(self.form.questions[node.path], at)

    def _clear(self, question: Question, at: At) -> None:
        path = question.node.at(at)
        if self.value(path) == "":
            return
        left = self.left(question, at, self.offered(question, at))
        if left is not None and left != canonical(self.value(path)):
            self.keep(path, left)
            self.dropped.append(path)
            self.settle(self._recalculated({(question.path, at)}))

    def offered(self, question: Question, at: At) -> tuple[Option, ...]:
        """The choices of a question, as they are now."""
        self.context.at = at
        return question.itemset.offered(self.context) if question.itemset else ()

    def left(self, question: Question, at: At, options: tuple[Option, ...]) -> str | None:
        """What is left of a selection when only these choices count; None for a blank."""
        value = canonical(self.value(question.node.at(at)))
        if value == "":
            return None
        offered = {option.name for option in options}
        names = [value] if question.kind == "select_one" else value.split()
        return " ".join(name for name in names if name in offered)


def _shared(node: Node, spot: Spot) -> At:
    """The instances that a node shares with another one: those of the repeats around both."""
    other, at = spot
    while other.parent is not None and not f"{node.path}/".startswith(f"{other.path}/"):
        other = other.parent
    return at[: other.depth]
