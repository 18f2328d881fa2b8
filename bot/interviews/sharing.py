"""Places as answers: shared from the phone, typed by name, or point after point of a way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.chat.speaker import speaker
from bot.interviews.gazetteer import found, spots
from bot.interviews.opened import Opened, open_interview, save
from bot.interviews.service import live_interview
from bot.interviews.tapping import Tapping, Verb, mark
from flows.answers import Problem
from flows.prompts import Prompt, SendPlace
from flows.questions.coordinates import Point, check_point, read_point
from storage.unit_of_work import UnitOfWork

LEAST = {"point": 1, "trace": 2, "shape": 3}
MOST_POINTS = 50


def as_point(latitude: float, longitude: float, accuracy: float) -> str:
    """A place as a phone knows it, in degrees and metres (0: not known), as it is stored."""
    return f"{latitude:.6f} {longitude:.6f} 0 {accuracy:.1f}"


def share(uow: UnitOfWork, chat_id: int, point: str, now: datetime) -> None:
    """A place came from the phone."""
    person = speaker(uow, chat_id, "interview.answer")
    act = Tapping(uow, person, chat_id, fresh=True, now=now)
    stored = live_interview(uow, person)
    opened = open_interview(uow, person, stored, now) if stored else None
    prompt = opened.prompt if opened else None
    if opened is not None and opened.overtaken:
        # What the person read is not asked any more: the place must not answer something else.
        save(uow, opened, opened.passage, now)
        act.show("", problem="not-asked")
    elif opened is None or prompt is None or not isinstance(prompt.input, SendPlace):
        act.show("", problem="place-not-asked")
    else:
        _take(act, opened, prompt, point)


def take_name(act: Tapping, opened: Opened, prompt: Prompt, text: str) -> bool:
    """The name of an office, a city or a province typed where a place is asked; or one point.

    False for what the question itself reads: coordinates, links, several points at once.
    """
    known, listed = spots(act.uow.offices.all()), opened.passage.found
    numbers = {str(number): key for number, key in enumerate(listed, 1)}
    names, sure = found(text, known)
    chosen = next((spot for spot in known if spot.key == numbers.get(text.strip())), None)
    point = read_point(text)
    if chosen is not None or (isinstance(point, Problem) and sure):
        spot = chosen or names[0]
        _take(act, opened, prompt, spot.point, spot.key)
    elif isinstance(point, Point) and not _is_point(prompt):
        _take(act, opened, prompt, point.stored)
    elif names and point == Problem("place-unreadable"):
        keys = tuple(spot.key for spot in names)
        save(act.uow, opened, replace(opened.passage, found=keys), act.now)
        act.show("")
    else:
        return False
    return True


def place_called(uow: UnitOfWork, marked: int) -> str:
    """The name of the place with this mark, "" for none."""
    keys = (spot.key for spot in spots(uow.offices.all()))
    return next((key for key in keys if mark(key) == marked), "")


def points_of(opened: Opened, prompt: Prompt) -> tuple[str, ...]:
    """The points of a way or an area that is not yet the answer."""
    return opened.passage.ticks.get(prompt.path, ())


def _is_point(prompt: Prompt) -> bool:
    return isinstance(prompt.input, SendPlace) and prompt.input.kind == "point"


def _take(act: Tapping, opened: Opened, prompt: Prompt, point: str, name: str = "") -> str:
    """The answer, said back with the name that it was given by; of a way one point more."""
    toast = act.say("toast.stored", answer=name or point)
    if _is_point(prompt):
        # By its mark: the name of the place is the answer.
        return act.record(opened, prompt, point, toast, echo=prompt.path, place=mark(name))
    checked, points = check_point(point), points_of(opened, prompt)
    if isinstance(checked, Problem):
        return act.show("", problem=checked.code)
    if len(points) >= MOST_POINTS:
        return act.show("", problem="place-too-many", details={"most": MOST_POINTS})
    _keep(act, opened, prompt, (*points, checked.stored))
    return act.show(toast)


def _keep(act: Tapping, opened: Opened, prompt: Prompt, points: tuple[str, ...]) -> None:
    ticks = {**opened.passage.ticks, prompt.path: points}
    save(act.uow, opened, replace(opened.passage, ticks=ticks, found=()), act.now)


def _place(act: Tapping, opened: Opened, marked: int) -> str:
    """One of the places that the typed name may mean; of a way only once."""
    prompt = opened.prompt
    key = next((key for key in opened.passage.found if mark(key) == marked), None)
    spot = next((spot for spot in spots(act.uow.offices.all()) if spot.key == key), None)
    if prompt is None or spot is None or not isinstance(prompt.input, SendPlace):
        return act.stale()
    return _take(act, opened, prompt, spot.point, spot.key)


def _way(act: Tapping, opened: Opened, kept: int, done: int) -> str:
    """All points as the answer, or only so many; the same tap twice is one."""
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, SendPlace) or _is_point(prompt) or done > 1:
        return act.stale()
    points = points_of(opened, prompt)
    if done and kept == len(points):
        return act.record(opened, prompt, "; ".join(points), act.say("toast.stored", answer=kept))
    if done or kept > len(points):
        return act.stale()
    _keep(act, opened, prompt, points[:kept])
    return act.show(act.say("toast.undone"))


SHARING: dict[int, tuple[Callable[..., str], int]] = {
    Verb.PLACE: (_place, 3),
    Verb.WAY: (_way, 4),
}
