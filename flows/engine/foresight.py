"""What a new answer would do to the others, before it is given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flows.engine.asking import Place, instance, label, only_shown, places
from flows.engine.interview import Interview
from flows.engine.run import Run
from flows.engine.turns import Turn, answer, record, remove
from flows.xform import Form

Renamed = Callable[[str], str | None]  # a path as it is called afterwards; None: gone


@dataclass(frozen=True, slots=True)
class Affected:
    """A question and where it stands; `instance` is "Kasus 2" in a repeat, else "".

    `kept`: its answer is put aside, and comes back when it is asked again.
    """

    path: str
    label: str
    instance: str
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Foresight:
    """What `turn` changes beside the question it is about, each in the form's order.

    `lost`: answers that no longer count; `asked`: questions that are new; `returned`: questions
    whose answers count again.
    """

    turn: Turn
    lost: tuple[Affected, ...] = ()
    asked: tuple[Affected, ...] = ()
    returned: tuple[Affected, ...] = ()

    @property
    def is_quiet(self) -> bool:
        return not (self.lost or self.asked or self.returned)

    @property
    def paths(self) -> tuple[tuple[str, ...], ...]:
        """What would happen, without words: equal whenever the same would."""
        return tuple(
            tuple(each.path for each in found) for found in (self.lost, self.asked, self.returned)
        )


def foresee(
    form: Form,
    interview: Interview,
    path: str,
    value: str,
    now: datetime,
    *,
    typed_in: bool = False,
) -> Foresight:
    """What the answer would do: canonical as for `record`, or as typed for `answer`.

    The turn is the one that either of them makes, so whoever accepts it need not make it again.
    """
    turn = (answer if typed_in else record)(form, interview, path, value, now)
    return _foreseen(form, interview, turn, path, now, lambda each: each)


def foresee_removal(form: Form, interview: Interview, path: str, now: datetime) -> Foresight:
    """What taking away an instance of a repeat would do; those behind it move up."""
    turn = remove(form, interview, path, now)
    return _foreseen(form, interview, turn, "", now, without(path))


def _foreseen(
    form: Form, before: Interview, turn: Turn, path: str, now: datetime, renamed: Renamed
) -> Foresight:
    if turn.problem is not None or _is_plain(form, before, turn.interview, path):
        return Foresight(turn)
    old, new = Run(form, before, now), Run(form, turn.interview, now)
    was = {place.path: place for place in places(old) if _is_question(old, place)}
    will = {place.path: place for place in places(new) if _is_question(new, place)}
    lost = []
    for place in was.values():
        if place.path == path or place.path not in old.passed or old.value(place.path) == "":
            continue
        name = renamed(place.path)
        held = "" if name is None else new.value(name)
        if name not in will or held != old.value(place.path):
            lost.append(_affected(old, place, kept=name not in will and held != ""))
    stayed = {renamed(each) for each in was}
    come = [place for name, place in will.items() if name not in stayed and name != path]
    return Foresight(
        turn,
        lost=tuple(lost),
        asked=tuple(_affected(new, each) for each in come if each.path not in new.passed),
        returned=tuple(
            _affected(new, each)
            for each in come
            if each.path in new.passed and new.value(each.path) != ""
        ),
    )


def _is_plain(form: Form, before: Interview, after: Interview, path: str) -> bool:
    """Whether nothing opened, closed or changed beside the answer itself: nearly always."""
    if form.repeats or before.closed != after.closed or before.prefilled != after.prefilled:
        return False
    held, questions = after.values, form.questions
    return all(
        held.get(each) == value
        for each, value in before.values.items()
        if each != path and each in questions
    )


def _is_question(run: Run, place: Place) -> bool:
    return place.question is not None and not only_shown(run, place)


def _affected(run: Run, place: Place, *, kept: bool = True) -> Affected:
    return Affected(place.path, label(run, place), instance(run, place), kept)


def without(path: str) -> Renamed:
    """How paths are called when this instance of a repeat is gone."""
    key, _, number = path.rpartition("[")
    gone = int(number.rstrip("]")) if number.rstrip("]").isdigit() else 0

    def renamed(each: str) -> str | None:
        if not each.startswith(f"{key}["):
            return each
        here, _, rest = each[len(key) + 1 :].partition("]")
        if int(here) == gone:
            return None
        return f"{key}[{int(here) - (int(here) > gone)}]{rest}"

    return renamed
