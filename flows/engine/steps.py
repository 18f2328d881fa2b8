"""The steps of a conformance walk, as the driver of a reference engine takes them.

JavaRosa takes a selection back that is no longer offered when the choices are asked for, leaves
what depends on it as it is until something else moves it, and remembers the choices by the values
that the filter reads, be they relevant or not. Interviews (`turns`) compute all of it at once; a
walk does as the reference does, so that both can be compared node by node.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flows.engine.interview import Interview
from flows.engine.run import Run
from flows.engine.state import state_of
from flows.engine.turns import snapshot
from flows.xform import Form, Option, Question
from flows.xpath import At, Context, Spot, Value, depth_at

Key = Mapping[str, Value]


class StepError(Exception):
    """A step that cannot be taken; the interview stays as it was."""


class Walk:
    """One interview that is stepped through; `now` stays as it is."""

    def __init__(self, form: Form, now: datetime, seed: int = 0) -> None:
        self.form = form
        self.now = now
        self._seen: dict[str, tuple[Key, tuple[Option, ...]]] = {}
        self.interview = Interview(
            values=form.values(now),
            repeats=form.counts,
            language=form.default_language,
            seed=seed,
        )
        run = self._run()
        run.begin()
        self.interview = snapshot(run, "")

    def take(self, verb: str, path: str, value: str = "") -> None:
        """`set` a value in any leaf whatever is thought of it, `add` or `del` an instance."""
        steps = {"set": self._set, "add": self._add, "del": self._delete}
        if verb not in steps:
            raise StepError(f"no step {verb}")
        run = self._run()
        steps[verb](run, path, value)
        run.recount()
        self.interview = snapshot(run, "")

    def look(self, *, full: bool = False) -> dict[str, Any]:
        """Ask for all choices, which takes back what is not offered; then the state."""
        run = self._run()
        offered: dict[str, tuple[Option, ...]] = {}
        spots = {node.at(at): (self.form.questions[node.path], at) for node, at in run.selects()}
        for path in _as_hashed([path for _, _, path in run.all_questions()]):
            if path in spots:
                offered[path] = self._ask(run, *spots[path])
        self.interview = snapshot(run, "")
        return state_of(run, offered, full=full)

    def _run(self) -> Run:
        run = Run(self.form, self.interview, self.now)

        def choice_name(context: Context, name: str, spot: Spot) -> str:
            node, at = spot
            question, outer = self.form.questions.get(node.path), context.at
            if question is None:
                return ""
            options = self._ask(run, question, at)
            context.at = at
            said = next((each.label.say(context) for each in options if each.name == name), "")
            context.at = outer
            return said

        run.context.choice_name = choice_name
        return run

    def _ask(self, run: Run, question: Question, at: At) -> tuple[Option, ...]:
        """The choices as they are remembered; an answer that is not among them is taken back."""
        key = _key(run, question, at)
        known = self._seen.get(question.path)
        options = known[1] if known and known[0] == key else run.offered(question, at)
        if key is not None:
            self._seen[question.path] = key, options
        if question.itemset is not None and question.itemset.clears:
            left = run.left(question, at, options)
            if left is not None:
                run.keep(question.node.at(at), left)
        return options

    def _set(self, run: Run, path: str, value: str) -> None:
        node, at = self._spot(run, path)
        run.change(node.at(at), run.typed(node, value))

    def _add(self, run: Run, path: str, _value: str) -> None:
        above, _, name = path.rpartition("/")
        parent, at = self._spot(run, above)
        repeat = self.form.repeats.get(f"{parent.path}/{name}")
        if repeat is None or repeat.fixed:
            raise StepError("no repeat that people add to")
        run.add(repeat, at)

    def _delete(self, run: Run, path: str, _value: str) -> None:
        node, at = self._spot(run, path)
        if not node.repeats:
            raise StepError("no repeat")
        run.remove(self.form.repeats[node.path], at)

    def _spot(self, run: Run, path: str) -> Spot:
        """The node at a path; an instance that is not named is the first."""
        named = self.form.nodes.get(self.form.generic(path))
        parts, at = path.split("/")[1:], []
        if named is not None:
            for depth, part in enumerate(parts, 1):
                node = self.form.nodes["/" + "/".join(named.path.split("/")[1 : depth + 1])]
                if node.repeats:
                    at.append(int(part.partition("[")[2].rstrip("]") or 1))
            if run.exists((named, tuple(at))):
                return named, tuple(at)
        raise StepError(f"no node {path}")


def _key(run: Run, question: Question, at: At) -> Key | None:
    """By what the choices are remembered; None where the filter reads several nodes."""
    if question.itemset is None:
        return None
    found: dict[str, Value] = {}
    for path, names in question.itemset.reads.items():
        node = run.form.nodes.get(path)
        if node is None:
            return None
        places = run.context.instances(node, at[: depth_at(node, names)])
        if node.repeats or len(places) != 1:
            return None
        found[node.at(places[0])] = run.value(node.at(places[0]))
    return found


def _as_hashed(paths: list[str]) -> list[str]:
    """Paths in the order in which the reference's driver, a Java HashMap, goes through them.

    Where filters of one list build on each other the order shows in the choices.
    """
    distinct = list(dict.fromkeys(paths))
    size = 16
    while len(distinct) > size * 3 // 4:
        size *= 2
    return sorted(distinct, key=lambda path: _spread(path) & (size - 1))


def _spread(text: str) -> int:
    """Java's String.hashCode, folded as HashMap does."""
    units = text.encode("utf-16-be", "surrogatepass")
    found = 0
    for place in range(0, len(units), 2):
        found = (31 * found + (units[place] << 8 | units[place + 1])) & 0xFFFFFFFF
    return found ^ (found >> 16)
