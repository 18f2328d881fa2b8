"""What no answer opens, takes or offers: proved where every way is tried, else said as tried."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from flows.proof.fills import Filled, Filler
from flows.proof.samples import Samples
from flows.proof.slices import Answers, Collector, Goal, Slice
from flows.proof.world import Key, World
from flows.xform import Repeat
from flows.xpath import Context, EvaluationError, to_boolean, to_number

WAYS = 2_048  # that one slice is tried in
LEVELS = 6  # how far the relevance of what a condition reads is followed
BUDGET = 60_000  # evaluations for a form, so that a large one is checked in seconds
FILLS = 40  # interviews at most
FILL_BUDGET = 8_000  # questions in all of them
ROWS = 50  # of a list that take as long as a question
HOPES = 16  # ways that are remembered
DIRECTED = 6  # interviews that aim at one thing


@dataclass(frozen=True, slots=True)
class Finding:
    """`what`: `closed` (a node is never relevant), `refusing` (a constraint takes no answer),
    `empty` (a list never offers anything), `gap` (a required question has nothing to offer after
    the answers of `example`, which an interview has shown); `sure` whether that is proved.
    """

    what: Literal["closed", "refusing", "empty", "gap"]
    path: str
    sure: bool
    example: Answers = field(default_factory=dict)


@dataclass(eq=False)
class Search:
    """Goes through a form once; `findings` are in the order of the form."""

    world: World
    filler: Filler
    fills: list[Filled] = field(default_factory=list)
    _left: int = BUDGET
    _opened: set[str] = field(default_factory=set)
    _answered: set[str] = field(default_factory=set)
    _offered: set[str] = field(default_factory=set)
    _shut: set[str] = field(default_factory=set)  # proved
    _unopened: set[str] = field(default_factory=set)
    _witness: dict[str, Answers] = field(default_factory=dict)

    @staticmethod
    def of(world: World) -> "Search":
        return Search(world, Filler(world, Samples(world)))

    def findings(self) -> tuple[Finding, ...]:
        """Everything that is never opened, taken or offered, as far as it can be told."""
        weight = sum(1 + self._weight(path) for path in self.world.form.questions)
        for number in range(max(1, min(FILLS, FILL_BUDGET // max(1, weight)))):
            self._note(self.filler.fill(number, {}))
        return tuple(self._findings())

    def _findings(self) -> Iterator[Finding]:
        form, formulas = self.world.form, self.world.formulas
        counted = {path for path, repeat in form.repeats.items() if repeat.count}
        for path in form.nodes:
            above = path.rpartition("/")[0]
            if above in self._shut | self._unopened:
                (self._shut if above in self._shut else self._unopened).add(path)
            elif path not in self._opened and (path in formulas.relevant or path in counted):
                yield from self._closed(path)
            if path in form.questions and path in self._opened:
                yield from self._answers(path)

    def _weight(self, path: str) -> int:
        """How much more a question costs than one without a list: a filter reads every row."""
        return len(self.world.lists[path] or ()) // ROWS

    def is_closed_to(self, path: str, fact: str, value: str) -> bool:
        """Whether it is proved that a question is never asked of whom the roster calls so."""
        hidden = {each for each, key in self.world.prefill.items() if key == fact}
        goal = self._open_goal(path, [])
        for levels in range(LEVELS):
            part = self._collector().slice(self.world.conditions(path), levels)
            known = dict.fromkeys(hidden.intersection(part.inputs), value)
            if not known:
                continue
            if not part.exact or not self._affordable(part):
                return False
            ways = (way for way in part.ways() if way.items() >= known.items())
            if not any(goal(part.filled_in(way)) for way in ways):
                return True
        return False

    def witness(self, path: str) -> Answers | None:
        """Answers with which a question was asked; None if none are known."""
        return self._needed(path) if path in self._opened else None

    def _answers(self, path: str) -> Iterator[Finding]:
        """Of a question that is asked: whether its list and its constraint leave an answer."""
        world = self.world
        question, bind = world.form.questions[path], world.form.binds[path]
        if question.itemset and path in world.formulas.filters and path not in self._offered:
            itemset = question.itemset
            goal = self._at(path, lambda context: bool(itemset.offered(context)))
            if world.lists[path] != ():
                yield from self._judged("empty", path, ("filters", path), goal)
                return
        if path in world.formulas.filters and world.must_be_answered(path):
            yield from self._gap(path)
        constraint = bind.constraint
        if constraint is None or path in self._answered or question.kind == "note":
            return
        if path not in world.formulas.constraint or not self._may_be_answered(path):
            return

        def taken(context: Context) -> bool:
            try:
                return to_boolean(constraint(context))
            except EvaluationError:
                return True

        yield from self._judged(
            "refusing", path, ("constraint", path), self._at(path, taken), filled=path
        )

    def _gap(self, path: str) -> Iterator[Finding]:
        """Answers after which a required question, which others can answer, has no choice."""
        world, itemset = self.world, self.world.form.questions[path].itemset
        spot, at = world.spots[path], (1,) * world.form.nodes[path].depth
        if itemset is None or not world.lists[path]:
            return

        def caught(context: Context) -> bool:
            context.at = at
            return spot not in context.irrelevant and not itemset.offered(context)

        keys = [("filters", path), *world.conditions(path)]
        part = self._collector().slice(keys, 1)
        if not part.known or not self._affordable(part, 1 + self._weight(path)):
            return
        hopes = (way for way in part.reached(caught) if not self._skips(part.inputs, way))
        for number, way in enumerate(islice(hopes, DIRECTED)):
            filled = self.filler.fill(2000 + number, way)
            happened = all(filled.values.get(each) == text for each, text in way.items())
            if happened and path in filled.opened and path not in filled.offered:
                yield Finding("gap", path, sure=True, example=way)
                return

    def _skips(self, inputs: Iterable[str], way: Answers) -> bool:
        """Whether a question is left blank that nobody may leave blank."""
        return any(each not in way and self.world.must_be_answered(each) for each in inputs)

    def _may_be_answered(self, path: str) -> bool:
        question = self.world.form.questions[path]
        return not self.world.form.shut[path] and (
            question.itemset is None or path in self._offered
        )

    def _at(self, path: str, goal: Goal) -> Goal:
        at = (1,) * self.world.form.nodes[path].depth

        def holds(context: Context) -> bool:
            context.at = at
            return goal(context)

        return holds

    def _judged(
        self, what: Literal["refusing", "empty"], path: str, key: Key, goal: Goal, filled: str = ""
    ) -> Iterator[Finding]:
        tried = False
        for levels in range(LEVELS):
            part = self._collector().slice([key], levels, filled=filled)
            if not self._affordable(part, 1 + self._weight(path) * (what == "empty")):
                break
            if next(part.reached(goal), None) is not None:
                if part.whole:
                    return
                tried = True
                continue
            if part.exact or not part.opaque:
                yield Finding(what, path, sure=part.exact)
            return
        if tried:
            return  # some answers would do, if they are ever given together

    def _closed(self, path: str) -> Iterator[Finding]:
        counts = self._counts(path)
        goal = self._open_goal(path, counts)
        hopes: list[Answers] = []
        opaque = False
        for levels in range(LEVELS):
            keys = self.world.conditions(path)
            nodes = [each.count.node.path for each in counts if each.count]
            part = self._collector().slice(keys, levels, counts=nodes)
            opaque = opaque or part.opaque
            if not self._affordable(part):
                break
            hopes = list(islice(part.reached(goal), 1 if part.whole else HOPES))
            if not hopes:
                if part.exact:
                    self._shut.add(path)
                    yield from self._found(path, sure=True)
                    return
                break
            if part.whole:
                self._opened.add(path)
                self._witness[path] = hopes[0]
                return
        if self._directed(path, hopes):
            return
        self._unopened.add(path)
        if not opaque:
            yield from self._found(path, sure=False)

    def _found(self, path: str, *, sure: bool) -> Iterator[Finding]:
        """A value that nobody is asked for may lie shut: that is nothing to put right."""
        form = self.world.form
        if path in form.questions or form.nodes[path].children:
            yield Finding("closed", path, sure=sure)

    def _affordable(self, part: Slice, weight: int = 1) -> bool:
        """Whether all its ways can be tried; `weight` is the price of one."""
        size = part.size
        if size > WAYS or size * weight > self._left:
            return False
        self._left -= size * weight
        return True

    def _collector(self) -> Collector:
        return Collector(self.world, frozenset(self._shut))

    def _counts(self, path: str) -> list[Repeat]:
        """The repeats at and around a node whose number of instances is computed."""
        repeats = (self.world.form.repeats[each] for each in self.world.form.around[path])
        return [each for each in repeats if each.count is not None]

    def _open_goal(self, path: str, counts: list[Repeat]) -> Goal:
        spot = self.world.spots[path]
        wanted = [self.world.spots[each.count.node.path] for each in counts if each.count]

        def goal(context: Context) -> bool:
            if spot in context.irrelevant:
                return False
            return all(to_number(context.values.get(each, "")) >= 1 for each in wanted)

        return goal

    def _directed(self, path: str, hopes: Iterable[Answers]) -> bool:
        """Whether an interview opens it that aims at one of these ways, with what they need."""
        for number, hope in enumerate(islice(hopes, DIRECTED)):
            wanted: dict[str, str] = {}
            for each in hope:
                wanted |= self._needed(each)
            filled = self.filler.fill(1000 + number, wanted | dict(hope))
            self._note(filled)
            if path in filled.opened:
                return True
        return False

    def _needed(self, path: str) -> Answers:
        """What opened an input before: of its own relevance and of the groups around it."""
        keys = self.world.conditions(path)
        found: dict[str, str] = {}
        for _, each in keys:
            found |= self._witness.get(each, {})
        return found

    def _note(self, filled: Filled) -> None:
        for path in filled.opened - self._opened:
            if path in self.world.formulas.relevant:
                inputs = self._collector().slice(self.world.conditions(path), 3).inputs
                self._witness[path] = {
                    each: filled.values[each] for each in inputs if each in filled.values
                }
        self._opened |= filled.opened
        self._answered |= filled.answered
        self._offered |= filled.offered
        self.fills.append(filled)
