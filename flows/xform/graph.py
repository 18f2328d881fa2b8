"""The dependency graph: which calculation and relevance follows from which, without cycles."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from flows.xform.errors import UnsupportedForm
from flows.xform.form import Graph, Question, Trigger
from flows.xform.source import Source
from flows.xpath import Closure, Expr, calls, dependencies

_CHANCE = frozenset({"random", "uuid"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A calculation or relevance before it has its place in the order."""

    path: str
    calculates: bool
    evaluate: Closure
    expression: Expr
    reads: frozenset[str]


def rules_of(bind: Element, path: str, source: Source) -> Iterable[Rule]:
    """The triggers that one bind makes."""
    for name in ("calculate", "relevant"):
        text = bind.get(name)
        if text:
            expression = source.parse(text, path)
            reads = dependencies(expression, source.scope(path))
            yield Rule(path, name == "calculate", source.compile(text, path), expression, reads)


def graph_of(rules: list[Rule], nodes: tuple[str, ...], questions: Mapping[str, Question]) -> Graph:
    """Rules in topological order; UnsupportedForm("cycle") if there is none."""
    deciding = _deciding(rules, nodes)
    needs = [_needs(rule, rules, deciding, nodes) for rule in rules]
    order = _ordered(rules, needs)
    place = {rule: position for position, rule in enumerate(order)}
    dependents: dict[str, list[int]] = defaultdict(list)
    for rule in order:
        for path in _expanded(rules[rule].reads, nodes):
            dependents[path].append(place[rule])
    return Graph(
        triggers=tuple(_trigger(rules, rule, deciding, place) for rule in order),
        dependents={path: tuple(found) for path, found in dependents.items()},
        filtered=_filtered(questions, nodes),
        reads=_asked_by(rules, deciding, nodes, questions),
    )


def _deciding(rules: list[Rule], nodes: tuple[str, ...]) -> dict[str, int | None]:
    """For every node the relevance nearest to it: its own, its group's, or none."""
    own = {rule.path: index for index, rule in enumerate(rules) if not rule.calculates}
    found: dict[str, int | None] = {"": None}
    for path in nodes:
        found[path] = own.get(path, found[path.rpartition("/")[0]])
    return found


def _expanded(paths: Iterable[str], nodes: tuple[str, ...]) -> Iterable[str]:
    for path in paths:
        if path.endswith("/"):
            yield from (node for node in nodes if f"{node}/".startswith(path))
        else:
            yield path


def _needs(
    rule: Rule, rules: list[Rule], deciding: dict[str, int | None], nodes: tuple[str, ...]
) -> set[int]:
    """The rules that must have been evaluated before this one."""
    calculated = {each.path: index for index, each in enumerate(rules) if each.calculates}
    needed: set[int | None] = set()
    for path in _expanded(rule.reads, nodes):
        needed |= {calculated.get(path), deciding.get(path)}
    if not rule.calculates:
        needed.add(deciding[rule.path.rpartition("/")[0]])
    return {index for index in needed if index is not None}


def _ordered(rules: list[Rule], needs: list[set[int]]) -> list[int]:
    """Kahn's order; among equals calculations come first, as in JavaRosa (`once` shows it)."""
    followers: dict[int, list[int]] = defaultdict(list)
    waiting = [len(need) for need in needs]
    for rule, need in enumerate(needs):
        for before in need:
            followers[before].append(rule)
    ready = [(not rules[rule].calculates, rule) for rule, count in enumerate(waiting) if not count]
    heapq.heapify(ready)
    order: list[int] = []
    while ready:
        _, rule = heapq.heappop(ready)
        order.append(rule)
        for following in followers[rule]:
            waiting[following] -= 1
            if waiting[following] == 0:
                heapq.heappush(ready, (not rules[following].calculates, following))
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


def _trigger(
    rules: list[Rule], index: int, deciding: dict[str, int | None], place: dict[int, int]
) -> Trigger:
    rule = rules[index]
    domain: tuple[str, ...] = ()
    nested: list[int] = []
    if not rule.calculates:
        domain = tuple(path for path, by in deciding.items() if by == index)
        nested = [
            place[other]
            for other, each in enumerate(rules)
            if not each.calculates and deciding[each.path.rpartition("/")[0]] == index
        ]
    by_chance = not _CHANCE.isdisjoint(calls(rule.expression))
    return Trigger(
        rule.path, rule.calculates, rule.evaluate, by_chance, domain, tuple(sorted(nested))
    )


def _filtered(
    questions: Mapping[str, Question], nodes: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for question in questions.values():
        if question.itemset is not None:
            for path in _expanded(question.itemset.reads, nodes):
                found[path].append(question.path)
    return {path: tuple(each) for path, each in found.items()}


def _asked_by(
    rules: list[Rule],
    deciding: dict[str, int | None],
    nodes: tuple[str, ...],
    questions: Mapping[str, Question],
) -> dict[str, frozenset[str]]:
    """For every question with a relevance, the questions whose answers decide it."""
    needs = [_needs(rule, rules, deciding, nodes) for rule in rules]
    answers = [set(_expanded(rule.reads, nodes)) & questions.keys() for rule in rules]
    found: dict[str, frozenset[str]] = {}
    for path in questions:
        start = deciding[path]
        reached: set[int] = set()
        stack = [] if start is None else [start]
        while stack:
            rule = stack.pop()
            if rule not in reached:
                reached.add(rule)
                stack += needs[rule]
        if reached:
            found[path] = frozenset(answer for rule in reached for answer in answers[rule])
    return found
