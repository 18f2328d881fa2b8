"""What an expression may look at while it is evaluated: values, the moment, the chance, a node."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.xpath.values import Value


@dataclass(eq=False, slots=True)
class Node:
    """An element: of the interview (`path` set, its value is in the context) or of a list."""

    name: str
    path: str = ""
    text: str = ""
    children: "list[Node]" = field(default_factory=list)
    parent: "Node | None" = None

    def add(self, child: "Node") -> "Node":
        child.parent = self
        self.children.append(child)
        return child


@dataclass(eq=False, slots=True)
class Context:
    """`values` hold relevant answers only: an irrelevant node reads as blank.

    `now` is aware and in the respondent's zone; `draw` gives numbers in [0, 1).
    """

    values: Mapping[str, Value]
    irrelevant: Container[str]
    now: datetime
    draw: Callable[[], float]
    choice_name: Callable[["Context", str, str], str]  # (value, question path) -> label
    itext: Callable[["Context", str], str]
    language: str = ""
    node: Node | None = None  # what a predicate is asked about
    position: int = 1
    size: int = 1

    def value(self, node: Node) -> Value:
        return self.values.get(node.path, "") if node.path else node.text
