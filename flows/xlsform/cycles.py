"""Circular dependencies: values that need themselves, named with all their cells."""

from collections.abc import Iterator

from flows.xlsform.expressions import Formula, formulas
from flows.xlsform.problems import FormProblem
from flows.xlsform.survey import Survey

_DRIVING = ("calculate", "relevant", "required", "readonly", "jr:count")

Graph = dict[str, dict[str, Formula]]  # path -> path it needs -> the cell that says so


def cycles(survey: Survey) -> Iterator[FormProblem]:
    """One error for each circle, at its first cell in sheet order.

    As in JavaRosa an element needs what its calculation, relevance, `required` and `readonly`
    read, and what its groups' relevance reads; a constraint may read its own question. All rounds
    of a repeat count as one: a round that reads the one before it waits for itself.
    """
    graph = _graph(survey)
    order = {element.path: place for place, element in enumerate(survey.elements)}
    for element in survey.elements:
        order[survey.count_of(element) or element.path] = order[element.path]
    for circle in _circles(graph):
        start = min(range(len(circle)), key=lambda place: order[circle[place]])
        yield _problem(survey, graph, circle[start:] + circle[:start])


def _graph(survey: Survey) -> Graph:
    graph: Graph = {element.path: {} for element in survey.elements}
    graph |= {path: {} for element in survey.elements if (path := survey.count_of(element))}
    inside: dict[str, list[str]] = {}
    for element in survey.elements:
        for group in element.groups:
            inside.setdefault(group, []).append(element.path)
    for formula in formulas(survey):
        path = formula.element.path
        if formula.column.name not in _DRIVING or _only_points(formula):
            continue
        targets = [path, *inside.get(path, [])] if formula.column.name == "relevant" else [path]
        needed = [place for need in formula.needs() for place in _nodes(graph, need)]
        for target in targets:
            for place in needed:
                graph[target].setdefault(place, formula)
    return graph


def _only_points(formula: Formula) -> bool:
    """Whether it is the number of rounds as a mere reference, which nothing waits for."""
    return formula.column.name == "jr:count" and formula.element.kind == "repeat"


def _nodes(graph: Graph, need: str) -> list[str]:
    """The elements behind a dependency; one that ends in "/" is a node with all below it."""
    if need.endswith("/"):
        return [path for path in graph if f"{path}/".startswith(need)]
    return [need] if need in graph else []


def _circles(graph: Graph) -> list[list[str]]:
    """One circle for every set of elements that need each other (no recursion: forms are long)."""
    found = []
    done: set[str] = set()
    for start in graph:
        trail: list[str] = []
        place: dict[str, int] = {}
        stack = [(start, False)]
        while stack:
            path, leaving = stack.pop()
            if leaving:
                done.add(path)
                del place[trail.pop()]
            elif path in place:
                found.append(trail[place[path] :])
            elif path not in done:
                place[path] = len(trail)
                trail.append(path)
                stack.append((path, True))
                stack += [(needed, False) for needed in graph.get(path, {})]
    return _distinct(found)


def _distinct(circles: list[list[str]]) -> list[list[str]]:
    """Circles that share no element with an earlier one: the author mends one at a time."""
    kept = []
    seen: set[str] = set()
    for circle in circles:
        if seen.isdisjoint(circle):
            kept.append(circle)
        seen.update(circle)
    return kept


def _problem(survey: Survey, graph: Graph, circle: list[str]) -> FormProblem:
    following = circle[1:] + circle[:1]
    edges = [graph[path][needed] for path, needed in zip(circle, following, strict=True)]
    sheet = survey.columns.sheet
    cells = [sheet.address(edge.element.row.number, edge.column.header) for edge in edges]
    names = [path.rpartition("/")[2] for path in [*circle, circle[0]]]
    details = {"names": " → ".join(names), "cells": ", ".join(dict.fromkeys(cells))}
    first = edges[0]
    row, header = first.element.row.number, first.column.header
    return FormProblem("error", "cycle", sheet.name, row, header, details)
