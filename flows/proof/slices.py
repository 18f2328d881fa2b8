"""The part of a form on which one condition depends, and every way to fill that part in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

from flows.proof.domains import Domain
from flows.proof.usage import Use
from flows.proof.world import Key, World
from flows.xform import Trigger
from flows.xpath import Context, EvaluationError, Value, depth_at, stored, to_boolean

Answers = Mapping[str, str]  # canonical, by the path of the node; without blanks
Goal = Callable[[Context], bool]


@dataclass(frozen=True, eq=False)
class Slice:
    """`keys` are the expressions that take part, `inputs` the nodes that answers stand in.

    `whole`: nothing outside of it has a say. Otherwise some inputs are taken to be open to any
    answer, though they may not be asked: what is never true here is never true.
    `known`: every expression is a function of the inputs alone.
    """

    world: World
    keys: tuple[Key, ...]
    inputs: tuple[str, ...]
    extra: tuple[Use, ...]
    known: bool
    opaque: bool
    whole: bool
    shut: frozenset[str]  # inputs that are never asked
    filled: str = ""  # the input that is not blank

    @cached_property
    def domains(self) -> tuple[Domain, ...]:
        found = [use for key in self.keys for use in self.world.uses(key)] + [*self.extra]
        return tuple(
            Domain((), exact=True) if path in self.shut else self.world.domain(path, found)
            for path in self.inputs
        )

    @property
    def exact(self) -> bool:
        """Whether the ways to fill it in stand for all there are."""
        return self.known and all(domain.exact for domain in self.domains)

    @property
    def size(self) -> int:
        """How many ways there are."""
        return prod(len(options) for options in self._options)

    @cached_property
    def _options(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            domain.values if path == self.filled else (*domain.values, "")
            for path, domain in zip(self.inputs, self.domains, strict=True)
        )

    @cached_property
    def _triggers(self) -> tuple[Trigger, ...]:
        """In the order in which the form computes them."""
        return tuple(
            each
            for each in self.world.form.graph.triggers
            if ("calculate" if each.calculates else "relevant", each.node.path) in self.keys
        )

    def ways(self) -> Iterator[Answers]:
        """Every way to fill the inputs in."""
        for chosen in product(*self._options):
            yield {path: text for path, text in zip(self.inputs, chosen, strict=True) if text}

    def reached(self, goal: Goal) -> Iterator[Answers]:
        """The ways in which the goal holds."""
        return (answers for answers in self.ways() if goal(self.filled_in(answers)))

    def filled_in(self, answers: Answers) -> Context:
        """What expressions see after these answers and all that follows from them."""
        world, form = self.world, self.world.form
        values: dict[str, Value] = {
            world.spots[path]: world.typed(path, text) for path, text in answers.items()
        }
        irrelevant: set[str] = set()
        context = world.context(values, irrelevant)
        for trigger in self._triggers:
            node = trigger.node
            context.at = (1,) * node.depth
            found = _evaluated(trigger, context)
            if not trigger.calculates:
                above = node.parent.path if node.parent else ""
                closed = above in form.nodes and world.spots[above] in irrelevant
                if closed or not to_boolean(found):
                    for each in trigger.domain:
                        irrelevant.add(world.spots[each.path])
                        values.pop(world.spots[each.path], None)
                continue
            path = world.spots[node.path]
            values.pop(path, None)
            value = stored(found, form.kind(node.path), world.now.tzinfo)
            if path not in irrelevant and value != "":
                values[path] = value
        return context


def _evaluated(trigger: Trigger, context: Context) -> Value:
    try:
        return trigger.evaluate(context)
    except EvaluationError:
        return ""


@dataclass(slots=True)
class Collector:
    """Gathers a slice: what the goals read, and what that depends on."""

    world: World
    shut: frozenset[str] = frozenset()

    def slice(
        self, goals: Iterable[Key], levels: int, *, counts: Iterable[str] = (), filled: str = ""
    ) -> Slice:
        """The slice of these expressions; `levels`: how far the relevance of inputs is followed.

        `counts` are nodes that must hold a number of at least one.
        """
        gathered = _Gathered(self.world)
        gathered.add(goals)
        for path in counts:
            gathered.read(path, None)
        if filled:
            gathered.read(filled, None)
        closed: set[str] = set()
        for _ in range(levels):
            fresh = [path for path in gathered.inputs if path not in closed]
            closed.update(fresh)
            gathered.add(key for path in fresh for key in self.world.conditions(path))
        left = (path for path in gathered.inputs if path not in closed)
        whole = all(key in gathered.keys for path in left for key in self.world.conditions(path))
        place = {path: at for at, path in enumerate(self.world.form.nodes)}
        return Slice(
            world=self.world,
            keys=tuple(gathered.keys),
            inputs=tuple(sorted(gathered.inputs, key=place.__getitem__)),
            extra=tuple(Use(path, "compare", 1.0) for path in counts),
            known=gathered.known,
            opaque=gathered.opaque,
            whole=whole,
            shut=self.shut,
            filled=filled,
        )


class _Gathered:
    def __init__(self, world: World) -> None:
        self.world = world
        self.keys: dict[Key, None] = {}
        self.inputs: dict[str, None] = {}
        self.known = True
        self.opaque = False

    def add(self, keys: Iterable[Key]) -> None:
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key in self.keys:
                continue
            self.keys[key] = None
            self.known = self.known and not self.world.moves(key)
            self.opaque = self.opaque or self.world.opaque(key)
            for path, names in self.world.reads(key).items():
                if not (key[0] == "filters" and path == key[1]):
                    waiting += self._followed(path, names)

    def read(self, path: str, names: int | None) -> None:
        """Take a node in, with what computes it."""
        self.add(self._followed(path, names))

    def _followed(self, path: str, names: int | None) -> list[Key]:
        world = self.world
        node = world.form.nodes.get(path.rstrip("/"))
        if node is None:
            return []
        if path.endswith("/") or node.children:
            self.known = False
            return []
        if names is not None and depth_at(node, names) < node.depth:
            self.known = False
        if path not in world.computed:
            self.inputs[path] = None
            return []
        if path not in world.formulas.calculate:
            self.known = False
            return []
        return [("calculate", path), *world.conditions(path)]
