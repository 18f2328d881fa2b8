"""The steps of a conformance walk, as the driver of a reference engine takes them.

JavaRosa takes a selection back that is no longer offered when the choices are asked for, and
leaves what depends on it as it is until something else moves it. Interviews (`turns`) compute
what depends on it at once; a walk does as the reference does, so that both can be compared node
by node.
"""

from datetime import datetime
from typing import Any

from flows.engine.interview import Interview
from flows.engine.run import Run
from flows.engine.state import state_of
from flows.engine.turns import snapshot
from flows.xform import Form, Option, Question
from flows.xpath import At


class StepError(Exception):
    """A step that cannot be taken; the interview stays as it was."""


def begin(form: Form, now: datetime, seed: int = 0) -> Interview:
    """A new interview before its choices are asked for."""
    blank = Interview(
        values=form.values(now),
        repeats=form.counts,
        language=form.default_language,
        seed=seed,
    )
    run = Run(form, blank, now)
    run.begin()
    return snapshot(run, "")


def look(
    form: Form, interview: Interview, now: datetime, *, full: bool = False
) -> tuple[Interview, dict[str, Any]]:
    """Ask for all choices, which takes back what is not offered; then the state (`state`)."""
    run = Run(form, interview, now)
    offered: dict[str, tuple[Option, ...]] = {}
    spots = {node.at(at): (form.questions[node.path], at) for node, at in run.selects()}
    for path in _as_hashed([path for _, _, path in run.all_questions()]):
        if path in spots:
            offered[path] = _ask(run, path, *spots[path])
    return snapshot(run, ""), state_of(run, offered, full=full)


def _ask(run: Run, path: str, question: Question, at: At) -> tuple[Option, ...]:
    assert question.itemset is not None
    left = run.left(question, at) if question.itemset.clears else None
    if left is not None:
        run.keep(path, left)
    return run.offered(question, at)


def put(form: Form, interview: Interview, path: str, value: str, now: datetime) -> Interview:
    """Store a canonical value in any leaf, whatever is thought of it."""
    run = Run(form, interview, now)
    spot = form.spot(path)
    if spot is None or not run.exists(spot):
        raise StepError(f"no node {path}")
    run.change(path, run.typed(spot[0], value))
    run.recount()
    return snapshot(run, "")


def add(form: Form, interview: Interview, path: str, now: datetime) -> Interview:
    """One more instance of the repeat at a path (`/data/rep`, `/data/rep[1]/inner`)."""
    above, _, name = path.rpartition("/")
    parent = form.spot(above)
    run = Run(form, interview, now)
    repeat = form.repeats.get(f"{parent[0].path}/{name}") if parent else None
    if parent is None or repeat is None or not run.exists(parent):
        raise StepError(f"no repeat {path}")
    if repeat.fixed:
        raise StepError("cannot create")
    run.add(repeat, parent[1])
    run.recount()
    return snapshot(run, "")


def delete(form: Form, interview: Interview, path: str, now: datetime) -> Interview:
    """Without the instance of a repeat at a path (`/data/rep[2]`)."""
    spot = form.spot(path)
    run = Run(form, interview, now)
    if spot is None or not run.exists(spot) or not spot[0].repeats:
        raise StepError(f"no node {path}")
    run.remove(form.repeats[spot[0].path], spot[1])
    run.recount()
    return snapshot(run, "")


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
