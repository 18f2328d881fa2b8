"""What an interview holds while it is worked on: answers, relevance, instances of repeats."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from flows.engine.interview import paths
from flows.xform import Form, Repeat
from flows.xpath import At, Context, Node, Spot, Value, typed

T = TypeVar("T")

MAX_INSTANCES = 1_000  # of all repeats of an interview together; a count makes no more


class Held:
    """`values` are relevant, `parked` are not; both by the path of the instance."""

    form: Form
    context: Context
    values: dict[str, Value]
    parked: dict[str, Value]
    counts: dict[str, int]
    irrelevant: set[str]
    passed: set[str]
    prefilled: set[str]
    cursor: str
    asked: "list[Any] | None"  # what is asked now (`asking.places`), until something moves

    def value(self, path: str) -> Value:
        """The value of a node, relevant or not."""
        return (self.parked if path in self.irrelevant else self.values).get(path, "")

    def typed(self, node: Node, text: str) -> Value:
        """A canonical text as a value of the node."""
        return typed(text, self.form.kind(node.path), self.context.now)

    def keep(self, path: str, value: Value) -> bool:
        """Store a value; whether it is another one than before."""
        if self.form.repeats:
            self.asked = None  # the value may be a count
        place = self.parked if path in self.irrelevant else self.values
        old = place.get(path, "")
        if old == value and type(old) is type(value):
            return False
        if isinstance(value, str) and value == "":
            del place[path]
        else:
            place[path] = value
        return True

    def move(self, path: str, *, relevant: bool) -> None:
        """Make a node relevant or not; its value is kept either way."""
        self.asked = None
        source, target = (self.parked, self.values) if relevant else (self.values, self.parked)
        (self.irrelevant.discard if relevant else self.irrelevant.add)(path)
        if path in source:
            target[path] = source.pop(path)

    def below(self, spot: Spot) -> Iterator[str]:
        """The paths of an instance and of everything below it."""
        node, at = spot
        for each in self.form.below[node.path]:
            if each.depth == len(at):
                yield each.at(at)
            else:
                yield from (each.at(place) for place in self.context.instances(each, at))

    @property
    def room(self) -> int:
        """How many instances may still be added."""
        return MAX_INSTANCES - sum(self.counts.values())

    def grow(self, repeat: Repeat, at: At) -> Spot:
        """One more instance, with the values of the template, as relevant as what is around it."""
        node, parent = repeat.node, repeat.node.parent
        self.asked = None
        key = node.set_at(at)
        place = (*at, self.counts.get(key, 0) + 1)
        self.counts[key] = place[-1]
        closed = parent is not None and parent.at(at[: parent.depth]) in self.irrelevant
        self._plant(node, place, closed=closed)
        return node, place

    def _plant(self, node: Node, at: At, *, closed: bool) -> None:
        path = node.at(at)
        if closed:
            self.irrelevant.add(path)
        if node.path in self.form.defaults:
            self.keep(path, self.typed(node, self.form.defaults[node.path]))
        for child in node.children:
            if not child.repeats:
                self._plant(child, at, closed=closed)
                continue
            for instance in range(1, self.form.inner.get(child.path, 0) + 1):
                self.counts[child.set_at(at)] = instance
                self._plant(child, (*at, instance), closed=closed)

    def shrink(self, repeat: Repeat, at: At) -> None:
        """Forget an instance and give those behind it the place before theirs."""
        self.asked = None
        key = repeat.node.set_at(at[:-1])
        last = self.counts[key]
        self._rename(f"{key}[{at[-1]}]", None)
        for place in range(at[-1] + 1, last + 1):
            self._rename(f"{key}[{place}]", f"{key}[{place - 1}]")
        self.counts[key] = last - 1

    def _rename(self, above: str, name: str | None) -> None:
        """Give all that lies at or below a path another name, or forget it."""

        def renamed(path: str) -> str | None:
            if path != above and not path.startswith(f"{above}/"):
                return path
            return None if name is None else name + path[len(above) :]

        def kept(found: Iterable[str]) -> set[str]:
            return {new for path in found if (new := renamed(path)) is not None}

        _rename_keys(self.values, renamed)
        _rename_keys(self.parked, renamed)
        _rename_keys(self.counts, renamed)
        closed = kept(self.irrelevant)
        self.irrelevant.clear()
        self.irrelevant |= closed
        self.passed = kept(self.passed)
        self.prefilled = kept(self.prefilled)
        self.cursor = renamed(self.cursor) or ""

    def filled(self) -> set[str]:
        """The questions that hold an answer, relevant or not."""
        questions = self.form.asked
        found = set(questions.intersection(self.values)) | questions.intersection(self.parked)
        if self.form.repeats:
            generic = self.form.generic
            for held in (self.values, self.parked):
                found |= {path for path in held if "[" in path and generic(path) in questions}
        return found

    def closed(self) -> tuple[str, ...]:
        """What is not relevant, without what lies below it."""
        irrelevant = self.irrelevant
        candidates = irrelevant if self.form.repeats else irrelevant & self.form.relevance.keys()
        return paths(path for path in candidates if path.rpartition("/")[0] not in irrelevant)


def _rename_keys(held: dict[str, T], renamed: Callable[[str], str | None]) -> None:
    changed = {path: new for path in held if (new := renamed(path)) != path}
    moved = {new: held.pop(path) for path, new in changed.items() if new is not None}
    for path in changed:
        held.pop(path, None)
    held.update(moved)
