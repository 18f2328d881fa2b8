"""What an expression may look at while it is evaluated: values, the moment, the chance, a node."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.xpath.values import Value

At = tuple[int, ...]  # the instance of each repeat around a node, from 1, the outermost first


@dataclass(eq=False, slots=True)
class Node:
    """An element: of the form (`path` set, its values are in the context) or of a list.

    A node of the form stands for all its instances; `parts` is its path cut behind every repeat,
    so that the path of one instance is `/data/rep[2]/q`.
    """

    name: str
    path: str = ""
    text: str = ""
    children: "list[Node]" = field(default_factory=list)
    parent: "Node | None" = None
    repeats: bool = False
    parts: tuple[str, ...] = ("",)
    _named: "dict[str, list[Node]]" = field(default_factory=dict)

    def add(self, child: "Node") -> "Node":
        child.parent = self
        self.children.append(child)
        self._named.setdefault(child.name, []).append(child)
        return child

    def named(self, name: str) -> "list[Node]":
        """The children of that name."""
        return self._named.get(name, [])

    @property
    def depth(self) -> int:
        """How many repeats are around the node, itself included."""
        return len(self.parts) - 1

    def at(self, at: At) -> str:
        """The path of one instance."""
        parts = self.parts
        if len(parts) == 1:
            return parts[0]
        return parts[0] + "".join(f"[{i}]{part}" for i, part in zip(at, parts[1:], strict=True))

    def set_at(self, at: At) -> str:
        """The key under which a context counts the instances of a repeat."""
        parts = self.parts
        head = "".join(f"{part}[{i}]" for part, i in zip(parts, at, strict=False))
        return head + parts[len(at)]


def cell_of(row: Node, column: str) -> str:
    """A cell of a list's row, "" where it has none."""
    cells = row.named(column)
    return cells[0].text if cells else ""


Spot = tuple[Node, At]  # one instance of a node


@dataclass(eq=False, slots=True)
class Context:
    """`values` hold relevant answers only: an irrelevant node reads as blank.

    `counts` has the number of instances of every repeat by the path of its set. `now` is aware
    and in the respondent's zone; `draw` gives numbers in [0, 1). `at` is where the node stands
    that the expression belongs to.
    """

    values: Mapping[str, Value]
    irrelevant: Container[str]
    counts: Mapping[str, int]
    now: datetime
    draw: Callable[[], float]
    choice_name: Callable[["Context", str, Spot], str]  # (value, question) -> label
    itext: Callable[["Context", str], str]
    language: str = ""
    at: At = ()
    spot: Spot | None = None  # what a predicate is asked about
    position: int = 1
    size: int = 1

    def value(self, spot: Spot) -> Value:
        node, at = spot
        return self.values.get(node.at(at), "") if node.path else node.text

    def instances(self, node: Node, prefix: At) -> list[At]:
        """Where the instances of a node stand whose outer repeats are at `prefix`."""
        found = [prefix[: node.depth]]
        for _ in range(len(found[0]), node.depth):
            found = [
                (*at, i) for at in found for i in range(1, self.counts.get(node.set_at(at), 0) + 1)
            ]
        return found
