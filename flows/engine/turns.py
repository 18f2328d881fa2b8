"""The moves of an interview: every one is a function from a snapshot to a turn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flows.answers import Problem
from flows.engine.asking import (
    Place,
    another,
    asked,
    asked_paths,
    fault,
    label,
    only_shown,
    place_at,
    places,
    prompt,
    refusal,
)
from flows.engine.interview import Interview, paths
from flows.engine.progress import share
from flows.engine.run import Run
from flows.prompts import Prompt
from flows.questions import ACKNOWLEDGED, TYPES, YES
from flows.xform import Form
from flows.xpath import canonical


@dataclass(frozen=True, slots=True)
class Turn:
    """What a move led to. No prompt means that everything was passed: the review is next.

    `changed`: the interview is another one than before. `dropped`: labels of the questions whose
    answer was taken back because the choice is no longer offered.
    """

    interview: Interview
    prompt: Prompt | None
    problem: Problem | None = None
    changed: bool = False
    dropped: tuple[str, ...] = ()


def start(
    form: Form,
    now: datetime,
    seed: int = 0,
    prefill: Mapping[str, str] | None = None,
    language: str = "",
    properties: Mapping[str, str] | None = None,
) -> Turn:
    """Open an interview. `now` is aware, in the respondent's zone, here and everywhere.

    `prefill` gives canonical values by path; a question whose value is valid is not asked.
    A path the form does not have is a KeyError. `properties` fill what a form asks of the device
    and its user (`deviceid`, `username`, …).
    """
    blank = Interview(
        values=form.values(now),
        repeats=form.counts,
        language=language or form.default_language,
        seed=seed,
    )
    run = Run(form, blank, now, properties)
    run.begin()
    run.clear()
    run.passed.clear()  # nobody has seen what is filled in by itself
    filled = {path for path, value in (prefill or {}).items() if filled_in(run, path, value)}
    run.prefilled = filled - set(run.dropped)
    run.asked = None
    run.dropped.clear()
    return _go(run, first_open(run))


def answer(form: Form, interview: Interview, path: str, raw: str, now: datetime) -> Turn:
    """Take what a person typed as the answer to a question."""
    return _answered(form, interview, path, raw, now, typed_in=True)


def record(form: Form, interview: Interview, path: str, value: str, now: datetime) -> Turn:
    """Take a canonical value (a button, a file); "" clears or skips what is not required."""
    return _answered(form, interview, path, value, now, typed_in=False)


def back(form: Form, interview: Interview, now: datetime) -> Turn:
    """The question before, notes included; at the first one it stays. Nothing is wiped."""
    run = Run(form, interview, now)
    found = asked_paths(run)
    place = found.index(interview.cursor) if interview.cursor in found else len(found)
    run.editing = False
    return _go(run, found[max(0, place - 1)] if found else "")


def edit(form: Form, interview: Interview, path: str, now: datetime) -> Turn:
    """Go to a question; its answer leads on to what is still open, or to the review."""
    run = Run(form, interview, now)
    if place_at(run, path) is None:
        return _refused(run, Problem("not-asked"))
    run.editing = True
    return _go(run, path)


def resume(form: Form, interview: Interview, now: datetime) -> Turn:
    """Where the person stopped, with everything computed for this day."""
    run = Run(form, interview, now)
    run.refresh()
    return _go_on(run)


def speak(form: Form, interview: Interview, language: str, now: datetime) -> Turn:
    """Another language; answers are kept."""
    run = Run(form, replace(interview, language=language), now)
    run.refresh()
    return _go_on(run)


def remove(form: Form, interview: Interview, path: str, now: datetime) -> Turn:
    """Take an instance of a repeat that people add to away (`/data/rep[2]`), with its answers."""
    run = Run(form, interview, now)
    spot = form.spot(path)
    repeat = form.repeats.get(spot[0].path) if spot else None
    if spot is None or repeat is None or repeat.fixed or not run.exists(spot):
        return _refused(run, Problem("not-asked"))
    run.settle(run.remove(repeat, spot[1]))
    return _go_on(run)


def finish(form: Form, interview: Interview, now: datetime) -> Interview:
    """The interview as it is sent: with the moment of its end where the form asks for it."""
    run = Run(form, interview, now)
    run.end()
    return snapshot(run, interview.cursor)


def refill(
    form: Form, interview: Interview, prefill: Mapping[str, str], now: datetime
) -> Interview:
    """Facts known beforehand that have changed since; the same interview when none has."""
    held = {**interview.parked, **interview.values}
    news = {
        path: value
        for path, value in prefill.items()
        if (path in interview.prefilled or path not in form.questions)
        and canonical(held.get(path, "")) != value
    }
    if not news:
        return interview
    run = Run(form, interview, now)
    run.asked = None
    run.prefilled -= {path for path, value in news.items() if not filled_in(run, path, value)}
    return _go_on(run).interview


def first_open(run: Run) -> str:
    """The first question that was never passed, or lost its answer; "" if none is left."""
    passed = run.passed - set(run.dropped) if run.dropped else run.passed
    return next((place.path for place in places(run) if place.path not in passed), "")


def to_open(run: Run) -> str:
    """Where the person is led back to; nothing behind it is asked again that was passed."""
    run.editing = True
    return first_open(run)


def _go_on(run: Run) -> Turn:
    cursor = run.cursor
    if cursor and place_at(run, cursor) is None:
        cursor = to_open(run)
    return _go(run, cursor)


def _answered(
    form: Form, interview: Interview, path: str, raw: str, now: datetime, *, typed_in: bool
) -> Turn:
    run = Run(form, interview, now)
    place = place_at(run, path)
    if place is None:
        return _refused(run, Problem("not-asked"))
    if place.question is None:
        return _more(run, place, raw, typed_in=typed_in)
    question = place.question
    if only_shown(run, place):
        kind, value = TYPES["note"], raw if raw.strip() else ACKNOWLEDGED
    else:
        kind, value = TYPES[question.kind], raw
    read = (kind.read if typed_in else kind.check)(asked(run, question, place.at), value)
    if isinstance(read, Problem):
        return _refused(run, read)
    if kind is not TYPES["note"]:
        run.put(path, run.typed(question.node, read))
        problem = fault(run, (question.node, place.at))
        if problem is not None:
            before = Run(form, interview, now)
            if problem.code == "constraint":
                problem = refusal(before, place, read, problem)
            return _refused(before, problem)
    return _passed(run, path)


def _more(run: Run, place: Place, raw: str, *, typed_in: bool) -> Turn:
    """One more instance, and its first question; or on to what comes after the repeat."""
    kind, repeat = TYPES["repeat"], place.repeat
    assert repeat is not None
    read = (kind.read if typed_in else kind.check)(another(run), raw)
    if isinstance(read, Problem):
        return _refused(run, read)
    if read != YES:
        return _passed(run, place.path)
    run.settle(run.add(repeat, place.at))
    run.passed.discard(place.path)
    return _go(run, _first_of(run, repeat.node.at((*place.at, run.counts[place.path]))))


def _first_of(run: Run, instance: str) -> str:
    """The first open question of a new instance, whatever else is open further up."""
    inside = (each.path for each in places(run) if each.path.startswith(f"{instance}/"))
    return next((path for path in inside if path not in run.passed), "") or to_open(run)


def _passed(run: Run, path: str) -> Turn:
    """Go on from a question that has been answered, skipped or read."""
    run.passed.add(path)
    return _go(run, _next_after(run, path) or to_open(run))


def _next_after(run: Run, path: str) -> str:
    """The next question; the next open one while an answer is changed."""
    found = asked_paths(run)
    passed = run.passed.difference(run.dropped) if run.editing else ()
    behind = found[found.index(path) + 1 :] if path in found else []
    return next((each for each in behind if each not in passed), "")


def _go(run: Run, cursor: str) -> Turn:
    """The turn that shows the question at `cursor`, or the review."""
    after = snapshot(run, cursor)
    place = place_at(run, cursor) if cursor else None
    return Turn(
        interview=after,
        prompt=prompt(run, place) if place else None,
        changed=after != run.origin,
        dropped=tuple(_label_at(run, path) or path for path in run.dropped),
    )


def _label_at(run: Run, path: str) -> str:
    spot = run.form.spot(path)
    return label(run, Place(path, spot[1], run.form.questions[spot[0].path])) if spot else ""


def snapshot(run: Run, cursor: str) -> Interview:
    """What is left of a run: questions that lost their answer are open again."""
    origin = run.origin
    run.passed.difference_update(run.dropped)
    run.prefilled.difference_update(run.dropped)
    filled = run.filled()
    return Interview(
        values=run.values,
        parked=run.parked,
        repeats=run.counts,
        closed=run.closed(),
        skipped=paths(run.passed - filled),
        unseen=paths(filled - run.passed),
        prefilled=paths(run.prefilled),
        cursor=cursor,
        editing=run.editing and cursor != "",
        language=origin.language,
        seed=origin.seed,
        draws=run.draws,
        peak=max(origin.peak, share(run)),
    )


def _refused(run: Run, problem: Problem) -> Turn:
    """The interview as it was, with its question put again."""
    place = place_at(run, run.cursor) if run.cursor else None
    return Turn(run.origin, prompt(run, place) if place else None, problem)


def filled_in(run: Run, path: str, value: str) -> bool:
    """Fill in a value known beforehand; whether that settles a question."""
    question, node = run.form.questions.get(path), run.form.nodes[path]
    if question is None:
        run.put(path, run.typed(node, value))
        return False
    checked = TYPES[question.kind].check(asked(run, question, ()), value)
    if isinstance(checked, Problem) or checked == "":
        return False
    old = run.value(path)
    run.put(path, run.typed(node, checked))
    if fault(run, (question.node, ())) is None:
        return True
    run.put(path, old)
    return False
