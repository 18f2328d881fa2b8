"""A form as a value: nodes, binds, questions, groups, choices, texts, all expressions compiled."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from flows.xform.texts import Text
from flows.xpath import (
    At,
    Closure,
    Context,
    EvaluationError,
    Node,
    Nodes,
    Spot,
    Target,
    Value,
    typed,
)

TABLE_LABEL = "generated_table_list_label_"  # pyxform's note with the label of a `table-list`
_INSTANCE = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Bind:
    """What the model says of one node; `kind` is its data type (string int decimal date …).

    `preload` and `preload_params` say what fills it by itself. `readonly` counts for all below.
    """

    kind: str = "string"
    required: Closure | None = None
    readonly: Closure | None = None
    constraint: Closure | None = None
    constraint_message: Text | None = None
    required_message: Text | None = None
    preload: str = ""
    preload_params: str = ""
    always_readonly: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    name: str
    label: Text


@dataclass(frozen=True, slots=True, eq=False)
class Itemset:
    """The choices of a question: a list, and a filter over it.

    `reads`: paths the filter reads, with how many names of each are tied to the question's own
    instances; empty: always the same choices. `clears`: a selection that is no longer offered is
    taken back (not so for choices written out in the question, as in JavaRosa). `whole`: the list
    without the filter. `source`: where the list is, whatever the filter; "" for choices written
    out.
    """

    nodes: Nodes
    option: Callable[[Context, Spot], Option]
    reads: Mapping[str, int]
    whole: Nodes
    clears: bool = True
    source: str = ""

    def offered(self, context: Context) -> tuple[Option, ...]:
        try:
            return tuple(self.option(context, spot) for spot in self.nodes(context))
        except EvaluationError:
            return ()

    def listed(self, context: Context) -> tuple[Option, ...]:
        """Every choice of the list, offered now or not."""
        try:
            return tuple(self.option(context, spot) for spot in self.whole(context))
        except EvaluationError:
            return ()


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers a range question offers, as the form writes them: `1` `5` `0.5`."""

    start: str
    end: str
    step: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group around a question; `repeats` when each of its instances is a case of its own."""

    path: str
    label: Text | None
    appearance: str = ""
    repeats: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is put to a person; `groups` enclose it, the outermost first."""

    path: str
    kind: str  # a key of flows.questions.TYPES
    label: Text | None
    hint: Text | None
    appearance: str
    groups: tuple[Group, ...]
    itemset: Itemset | None
    on_change: tuple["SetValue", ...]
    span: Span | None = None
    node: Node = field(default_factory=lambda: Node(""))

    def looks(self, name: str) -> bool:
        """Whether the form asks for this appearance, among others."""
        return name in self.appearance.lower().split()

    @property
    def clears(self) -> bool:
        """Whether a selection that is no longer offered is taken back."""
        return self.itemset is not None and self.itemset.clears

    @property
    def is_heading(self) -> bool:
        """The head of a grid: its label, or its choices on a wide screen; it is not answered."""
        if self.itemset is None:
            return self.path.rpartition("/")[2].startswith(TABLE_LABEL)
        return self.looks("label")

    @property
    def is_row(self) -> bool:
        """A row of a grid, which is answered with the choices of its head."""
        return self.itemset is not None and self.looks("list-nolabel")


@dataclass(frozen=True, slots=True, eq=False)
class Repeat:
    """A group that may be there several times, and what is asked in each of its instances.

    `count` is the node that says how many there are; without it people add instances, unless
    they are `fixed`.
    """

    node: Node
    label: Text | None
    groups: tuple[Group, ...]
    body: tuple["Question | Repeat", ...]
    count: Target | None = None
    fixed: bool = False
    on_new: tuple["SetValue", ...] = ()

    @property
    def path(self) -> str:
        return self.node.path


@dataclass(frozen=True, slots=True, eq=False)
class SetValue:
    """An action that gives the node a value, in the instances that it shares with its cause."""

    node: Node
    value: Closure


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """One calculation or relevance, with what has to follow when it changes.

    `domain`: the nodes whose relevance this decides (itself and what lies below it without a
    relevance of its own).
    """

    node: Node
    calculates: bool
    evaluate: Closure
    by_chance: bool  # draws random numbers: evaluated only when what it reads changes
    by_clock: bool  # looks at the clock
    domain: tuple[Node, ...]


Follower = tuple[int, int]  # trigger, and how many outer repeats it shares with what changed


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Triggers in an order in which each comes after what it reads."""

    triggers: tuple[Trigger, ...]
    followers: tuple[tuple[Follower, ...], ...]  # of each trigger, those to evaluate after it
    reach: tuple[int, ...]  # of each trigger, all that follow, as bits
    dependents: Mapping[str, tuple[Follower, ...]]  # node that changed -> triggers to evaluate
    filtered: Mapping[str, tuple[tuple[str, int], ...]]  # node -> questions to filter anew
    reads: Mapping[str, frozenset[str]]  # question -> questions its being asked depends on
    _cascades: dict[tuple[int, ...], tuple[int, ...]] = field(default_factory=dict)

    def cascade(self, due: Iterable[int]) -> tuple[int, ...]:
        """Triggers and all that follow, in order: each once, in a form without repeats."""
        start = tuple(due)
        found = self._cascades.get(start)
        if found is None:
            mask = 0
            for place in start:
                mask |= 1 << place | self.reach[place]
            found = self._cascades[start] = tuple(_bits(mask))
        return found


def reach_of(followers: Sequence[Sequence[Follower]]) -> tuple[int, ...]:
    """Of each trigger all that follow it, near and far, as the bits of a number."""
    found = [0] * len(followers)
    for place in reversed(range(len(followers))):
        for following, _ in followers[place]:
            found[place] |= 1 << following | found[following]
    return tuple(found)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


Asked = tuple["Question | Repeat", At, str]  # with the path of the instance, or of the set


@dataclass(frozen=True, eq=False)
class Form:
    """A loaded form. Every node is named by its absolute path, `/data/group/question`."""

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]  # as the form lists them; () without translations
    default_language: str
    root: Node
    nodes: Mapping[str, Node]  # groups and leaves in document order
    below: Mapping[str, tuple[Node, ...]]  # each with all nodes below it, in document order
    binds: Mapping[str, Bind]  # of every leaf, and of groups that have one
    shut: Mapping[str, tuple[tuple[Closure, int], ...]]  # readonly of a node and its groups
    questions: Mapping[str, Question]  # in the order they are asked
    repeats: Mapping[str, Repeat]  # the outer ones first
    body: tuple[Question | Repeat, ...]
    defaults: Mapping[str, str]  # canonical texts of the leaves; of repeats in a new instance
    beginning: Mapping[str, str]  # what a new interview begins with, by path of the instance
    counts: Mapping[str, int]  # how many instances of each repeat a new interview begins with
    inner: Mapping[str, int]  # how many a new instance of the repeat around each begins with
    spaces: Mapping[str, str]  # namespaces of nodes that are not in the form's own
    first_load: tuple[SetValue, ...]
    itext: Mapping[str, Text]
    graph: Graph
    ignored: tuple[tuple[str, str, str], ...] = ()  # what the form asks for in vain

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        return tuple(path for path, node in self.nodes.items() if not node.children)

    @cached_property
    def flat(self) -> tuple[Asked, ...] | None:
        """The questions in order, when the form has no repeats."""
        if self.repeats:
            return None
        return tuple((question, (), question.path) for question in self.questions.values())

    @cached_property
    def asked(self) -> frozenset[str]:
        """The paths of all questions."""
        return frozenset(self.questions)

    @cached_property
    def paths_below(self) -> Mapping[str, tuple[str, ...]]:
        """The paths at and below each node outside of repeats, where those have no instances."""
        return {
            path: tuple(node.path for node in nodes)
            for path, nodes in self.below.items()
            if not any(node.depth for node in nodes)
        }

    @cached_property
    def affected(self) -> Mapping[str, tuple[tuple[Node, int], ...]]:
        """Which selections may be gone when a node has changed: its own, and filtered ones."""
        found: dict[str, list[tuple[Node, int]]] = {}
        for path, question in self.questions.items():
            if question.clears:
                found.setdefault(path, []).append((question.node, question.node.depth))
        for path, filtered in self.graph.filtered.items():
            found.setdefault(path, []).extend((self.nodes[each], tied) for each, tied in filtered)
        return {path: tuple(each) for path, each in found.items()}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each question stands among all."""
        return {path: place for place, path in enumerate(self.questions)}

    @cached_property
    def relevance(self) -> Mapping[str, Closure]:
        """The relevance that nodes have of their own."""
        triggers = self.graph.triggers
        return {each.node.path: each.evaluate for each in triggers if not each.calculates}

    @cached_property
    def inside(self) -> Mapping[str, tuple[int, ...]]:
        """The triggers inside of each repeat."""
        triggers = list(enumerate(self.graph.triggers))
        return {
            path: tuple(place for place, each in triggers if path in self.around[each.node.path])
            for path in self.repeats
        }

    @cached_property
    def around(self) -> Mapping[str, tuple[str, ...]]:
        """The repeats around each node, itself included, the outermost first."""
        found: dict[str, tuple[str, ...]] = {"": ()}
        for path, node in self.nodes.items():
            own = (path,) if node.repeats else ()
            found[path] = (*found[path.rpartition("/")[0]], *own)
        return found

    def spot(self, path: str) -> Spot | None:
        """The node and where it stands, by the path of an instance; None if there is no such."""
        node = self.nodes.get(path)
        if node is not None:
            return (node, ()) if node.depth == 0 else None
        at = tuple(int(each) for each in _INSTANCE.findall(path)) if "[" in path else ()
        node = self.nodes.get(_INSTANCE.sub("", path))
        if node is None or node.depth != len(at) or node.at(at) != path:
            return None
        return node, at

    def values(self, now: datetime) -> dict[str, Value]:
        """What stands in a new interview before anything is computed."""
        found = {
            path: typed(text, self.kind(self.generic(path)), now)
            for path, text in self.beginning.items()
        }
        return {path: value for path, value in found.items() if value != ""}

    def kind(self, path: str) -> str:
        """The data type of a node."""
        bind = self.binds.get(path)
        return bind.kind if bind else "string"

    def generic(self, path: str) -> str:
        """The path of a node without the instances of its repeats."""
        return _INSTANCE.sub("", path) if "[" in path else path

    def text_of(self, context: Context, key: str) -> str:
        """jr:itext: a text by its id."""
        text = self.itext.get(key)
        return text.say(context) if text else f"[itext:{key}]"

    def choice_label(self, context: Context, name: str, spot: Spot) -> str:
        """jr:choice-name: the label of an offered choice, "" when there is none."""
        node, at = spot
        question = self.questions.get(node.path)
        if question is None or question.itemset is None:
            return ""
        outer = context.at
        context.at = at
        try:
            for option in question.itemset.offered(context):
                if option.name == name:
                    return option.label.say(context)
        finally:
            context.at = outer
        return ""


def below_of(nodes: Mapping[str, Node]) -> dict[str, tuple[Node, ...]]:
    """Every node with all nodes below it; `nodes` are in document order."""
    order = list(nodes.values())
    place = {node.path: start for start, node in enumerate(order)}
    ends = dict(place)
    for node in reversed(order):
        ends[node.path] = ends[node.children[-1].path] if node.children else place[node.path]
    return {path: tuple(order[place[path] : ends[path] + 1]) for path in place}


def in_order(
    body: Sequence[Question | Repeat], at: At, many: Callable[[Repeat, At], int]
) -> Iterator[Asked]:
    """Questions of every instance as a person meets them; after a repeat's last one the repeat.

    `many` says how many instances of a repeat there are at a place.
    """
    for item in body:
        if isinstance(item, Question):
            yield item, at, item.node.at(at)
            continue
        for instance in range(1, many(item, at) + 1):
            yield from in_order(item.body, (*at, instance), many)
        yield item, at, item.node.set_at(at)
