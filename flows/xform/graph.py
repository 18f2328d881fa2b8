"""The dependency graph: which calculation and relevance follows from which, without cycles."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from flows.xform.errors import UnsupportedForm
from flows.xform.form import Follower, Graph, Question, Trigger, reach_of
from flows.xform.source import Source
from flows.xpath import Closure, Expr, Node, calls, depth_at, reads

_CHANCE = frozenset({"random", "uuid"})
_CLOCK = frozenset({"now", "today"})


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A calculation or relevance before it has its place in the order.

    `reads`: paths with how many names of each are tied to the rule's own instances.
    """

    node: Node
    calculates: bool
    evaluate: Closure
    expression: Expr
    reads: Mapping[str, int]

    @property
    def path(self) -> str:
        return self.node.path


def rules_of(bind: Element, node: Node, source: Source) -> Iterator[Rule]:
    """The triggers that one bind makes."""
    for name in ("calculate", "relevant"):
        text = (bind.get(name) or "").strip()
        if text:
            expression = source.parse(text, node.path)
            found = reads(expression, source.scope(node.path))
            evaluate = source.compile(text, node.path)
            yield Rule(node, name == "calculate", evaluate, expression, found)


def conditions_of(bind: Element, node: Node, source: Source) -> dict[str, int]:
    """What `required` and `readonly` of a bind read, with how many names are the node's own."""
    found: dict[str, int] = {}
    for name in ("required", "readonly"):
        text = (bind.get(name) or "").strip()
        if text not in ("", "true()", "false()"):
            for path, tied in reads(source.parse(text, node.path), source.scope(node.path)).items():
                found[path] = min(found.get(path, tied), tied)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Rules:
    """All rules of a form, and who decides what."""

    rules: list[Rule]
    nodes: Mapping[str, Node]
    below: Mapping[str, tuple[Node, ...]]
    calculating: Mapping[str, int]
    deciding: Mapping[str, int | None]
    conditions: Mapping[str, Mapping[str, int]]  # of a node, what required and readonly read

    def expanded(self, paths: Iterable[str]) -> Iterator[str]:
        for path in paths:
            if path.endswith("/"):
                yield from (node.path for node in self.below.get(path[:-1], ()))
            elif path in self.nodes:
                yield path

    def followed(self, rule: Rule) -> dict[str, int]:
        """What sets the rule off: what it reads, and what decides whether that is required.

        The second changes nothing but a calculated answer that was overwritten; so does JavaRosa.
        """
        found: dict[str, int] = {}
        stack = list(rule.reads.items())
        while stack:
            path, tied = stack.pop()
            if found.get(path, tied + 1) > tied:
                found[path] = tied
                deeper = self.conditions.get(path, {})
                stack += [(each, min(tied, names)) for each, names in deeper.items()]
        return found

    def needs(self, rule: Rule) -> set[int]:
        """The rules that must have been evaluated before this one."""
        needed: set[int | None] = set()
        for path in self.expanded(self.followed(rule)):
            needed |= {self.calculating.get(path), self.deciding[path]}
        if not rule.calculates:
            needed.add(self.deciding[_above(rule.path)])
        return {index for index in needed if index is not None}


def graph_of(
    rules: list[Rule],
    nodes: Mapping[str, Node],
    below: Mapping[str, tuple[Node, ...]],
    questions: Mapping[str, Question],
    conditions: Mapping[str, Mapping[str, int]],
) -> Graph:
    """Rules in topological order; UnsupportedForm("cycle") if there is none."""
    calculating = {rule.path: index for index, rule in enumerate(rules) if rule.calculates}
    whole = _Rules(rules, nodes, below, calculating, _deciding(rules, nodes), conditions)
    needs = [whole.needs(rule) for rule in rules]
    order = _ordered(rules, needs)
    place = {rule: position for position, rule in enumerate(order)}
    dependents: dict[str, dict[int, int]] = defaultdict(dict)
    for rule in order:
        for path, tied in _tied(whole, whole.followed(rules[rule])):
            known = dependents[path].get(place[rule], tied)
            dependents[path][place[rule]] = min(known, tied)
    triggers = _triggers(whole, order)
    followers = tuple(_followers(triggers, dependents))
    return Graph(
        triggers=triggers,
        followers=followers,
        reach=reach_of(followers),
        dependents={path: tuple(found.items()) for path, found in dependents.items()},
        filtered=_filtered(whole, questions),
        reads=_asked_by(whole, needs, questions),
    )


def _tied(whole: _Rules, found: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Nodes that are read, with how many of the repeats around each are the reader's own."""
    for path, names in found.items():
        for each in whole.expanded([path]):
            yield each, depth_at(whole.nodes[each], names)


def _above(path: str) -> str:
    return path.rpartition("/")[0]


def _deciding(rules: list[Rule], nodes: Mapping[str, Node]) -> dict[str, int | None]:
    """For every node the relevance nearest to it: its own, its group's, or none."""
    own = {rule.path: index for index, rule in enumerate(rules) if not rule.calculates}
    found: dict[str, int | None] = {"": None}
    for path in nodes:
        found[path] = own.get(path, found[_above(path)])
    return found


def _ordered(rules: list[Rule], needs: list[set[int]]) -> list[int]:
    """Layer by layer, as JavaRosa: what needs nothing, what needs that, and so on.

    In a layer calculations come first (`once` shows it).
    """
    followers: dict[int, list[int]] = defaultdict(list)
    waiting = [len(need) for need in needs]
    for rule, need in enumerate(needs):
        for before in need:
            followers[before].append(rule)
    order: list[int] = []
    layer = [rule for rule, count in enumerate(waiting) if not count]
    while layer:
        order += sorted(layer, key=lambda rule: (not rules[rule].calculates, rule))
        following: list[int] = []
        for rule in layer:
            for each in followers[rule]:
                waiting[each] -= 1
                if waiting[each] == 0:
                    following.append(each)
        layer = following
    if len(order) < len(rules):
        _refuse_cycle(rules, needs, set(order))
    return order


def _refuse_cycle(rules: list[Rule], needs: list[set[int]], done: set[int]) -> None:
    """Walk from one unfinished rule to another until one comes twice."""
    trail: list[int] = []
    rule = min(set(range(len(rules))) - done)
    while rule not in trail:
        trail.append(rule)
        rule = min(needs[rule] - done)
    circle = [*trail[trail.index(rule) :], rule]
    names = " → ".join(rules[each].path for each in reversed(circle))
    raise UnsupportedForm("cycle", rules[rule].path, names)


def _triggers(whole: _Rules, order: list[int]) -> tuple[Trigger, ...]:
    domains: dict[int, list[Node]] = defaultdict(list)
    for path, node in whole.nodes.items():
        by = whole.deciding[path]
        if by is not None:
            domains[by].append(node)
    called = [calls(rule.expression) for rule in whole.rules]
    return tuple(
        Trigger(
            node=whole.rules[index].node,
            calculates=whole.rules[index].calculates,
            evaluate=whole.rules[index].evaluate,
            by_chance=not _CHANCE.isdisjoint(called[index]),
            by_clock=not _CLOCK.isdisjoint(called[index]),
            domain=tuple(domains[index]),
        )
        for index in order
    )


def _followers(
    triggers: tuple[Trigger, ...], dependents: Mapping[str, Mapping[int, int]]
) -> Iterator[tuple[Follower, ...]]:
    """What comes after each trigger: what reads its nodes, and the relevances just below."""
    own = {each.node.path: place for place, each in enumerate(triggers) if not each.calculates}
    nested: dict[str, list[str]] = defaultdict(list)
    for path in own:
        outer = _above(path)
        while outer and outer not in own:
            outer = _above(outer)
        nested[outer].append(path)
    for trigger in triggers:
        found: dict[int, int] = {}
        nodes = (trigger.node,) if trigger.calculates else trigger.domain
        for node in nodes:
            for follower, tied in dependents.get(node.path, {}).items():
                shared = min(tied, trigger.node.depth)
                found[follower] = min(found.get(follower, shared), shared)
        if not trigger.calculates:
            for path in nested[trigger.node.path]:
                found[own[path]] = min(found.get(own[path], 99), trigger.node.depth)
        yield tuple(found.items())


def _filtered(
    whole: _Rules, questions: Mapping[str, Question]
) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for question in questions.values():
        if question.itemset is not None:
            for path, tied in _tied(whole, question.itemset.reads):
                found[path][question.path] = tied
    return {path: tuple(each.items()) for path, each in found.items()}


def _asked_by(
    whole: _Rules, needs: list[set[int]], questions: Mapping[str, Question]
) -> dict[str, frozenset[str]]:
    """For every question with a relevance, the questions whose answers decide it."""
    answers = [set(whole.expanded(rule.reads)) & questions.keys() for rule in whole.rules]
    found: dict[str, frozenset[str]] = {}
    known: dict[int, frozenset[str]] = {}
    for path in questions:
        start = whole.deciding[path]
        if start is None:
            continue
        if start not in known:
            reached: set[int] = set()
            stack = [start]
            while stack:
                rule = stack.pop()
                if rule not in reached:
                    reached.add(rule)
                    stack += needs[rule]
            known[start] = frozenset(answer for rule in reached for answer in answers[rule])
        found[path] = known[start]
    return found
