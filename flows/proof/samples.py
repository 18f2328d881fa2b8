"""Answers worth trying for each question: near what the form compares with, else plain ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from flows.proof.domains import WORD, days, texts
from flows.proof.patterns import examples
from flows.proof.usage import Use, constant_of
from flows.proof.world import Key, World
from flows.xpath import Expr, canonical
from flows.xpath.dependencies import children
from flows.xpath.syntax import Binary, Call, Literal

_COLUMNS = ("relevant", "calculate", "constraint", "required", "readonly", "filters")
_USUAL = ("3", "1", "2", "5", "10", "18", "25", "30", "50", "100", "500", "1000", "2025")
_DAYS = (0, -1, 1, -30, -365, -8000, 30, 400)  # from the day of the interview


@dataclass(frozen=True, eq=False)
class Samples:
    """Canonical answers by question, those that expressions tell apart first."""

    world: World
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _uses(self) -> dict[str, list[Use]]:
        found: dict[str, list[Use]] = {}
        for column in _COLUMNS:
            for path in getattr(self.world.formulas, column):
                for use in self.world.uses((column, path)):
                    found.setdefault(use.path, []).append(use)
        return found

    def of(self, path: str) -> tuple[str, ...]:
        """What may be tried for a question, at least one unless its list is empty."""
        if path not in self._known:
            kind = self.world.form.questions[path].kind
            domain = self.world.domain(path, self._uses.get(path, ())).values
            self._known[path] = tuple(dict.fromkeys((*domain, *self._more(path, kind))))
        return self._known[path]

    def likely(self, path: str) -> tuple[str, ...]:
        """The same answers, first those that people may well give."""
        kind = self.world.form.questions[path].kind
        return tuple(dict.fromkeys((*self._more(path, kind), *self.of(path))))

    def _more(self, path: str, kind: str) -> Iterator[str]:
        today = self.world.now.date()
        if kind in ("integer", "decimal", "range"):
            yield from _USUAL
        elif kind == "date":
            yield from ((today + timedelta(days=off)).isoformat() for off in _DAYS)
        elif kind == "datetime":
            yield from (f"{today + timedelta(days=off)}T09:00:00.000+00:00" for off in _DAYS)
        elif kind in ("text", "barcode"):
            key = ("constraint", path)
            if path in self.world.formulas.constraint:
                yield from _shaped(self.world.expression(key))
            yield from (WORD, *_USUAL)

    def near(self, key: Key, held: Callable[[str], str]) -> Iterator[str]:
        """Answers close to what the nodes that a constraint reads hold now."""
        for path in self.world.reads(key):
            text = held(path) if path in self.world.form.nodes else ""
            if path == key[1] or not text:
                continue
            yield text
            day = _day(text)
            if day is not None:
                yield from days([day])
            elif _is_number(text):
                yield from texts([float(text)])


def _shaped(expression: Expr) -> Iterator[str]:
    """Texts as a constraint's patterns and lengths want them."""
    stack = [expression]
    while stack:
        node = stack.pop()
        if (
            isinstance(node, Call)
            and node.name == "regex"
            and isinstance(node.arguments[1], Literal)
        ):
            yield from examples(node.arguments[1].text)
        if isinstance(node, Binary):
            for side, other in ((node.left, node.right), (node.right, node.left)):
                size = constant_of(other)
                if isinstance(side, Call) and side.name == "string-length" and size is not None:
                    yield from _of_length(canonical(size))
        stack += children(node)


def _of_length(size: str) -> Iterator[str]:
    if size.isdigit() and int(size) <= 500:
        for length in (int(size), int(size) + 1, int(size) - 1):
            yield "1" * length
            yield "a" * length


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isdigit()
