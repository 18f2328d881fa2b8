"""What the buttons of dates and times do, and what is typed while a calendar lies open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from bot.i18n import long_date
from bot.interviews.almanac import (
    View,
    can_open,
    chosen_day,
    day_of,
    lying_open,
    month_number,
)
from bot.interviews.opened import Opened, save
from bot.interviews.rules import days_offered
from bot.interviews.service import type_answer
from bot.interviews.tapping import Tapping, Verb
from flows.answers import Problem
from flows.prompts import PickDate, PickMoment, PickTime, Prompt
from flows.questions.clock import read_clock, show_clock
from flows.questions.days import MAX_TYPED, read_day, read_month, read_year
from flows.questions.language import fold


def _day(act: Tapping, opened: Opened, ago: int) -> str:
    """This day, month or year, or the one before."""
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, PickDate | PickMoment) or ago > 1:
        return act.stale()
    detail = prompt.input.detail if isinstance(prompt.input, PickDate) else "day"
    # A month or a year stands on its button by name: it stays what it was when it was drawn.
    today = opened.local(act.now).date() if detail == "day" else opened.shown_on
    return _take_day(act, opened, prompt, days_offered(detail, today)[ago])


def _date(act: Tapping, opened: Opened, ordinal: int) -> str:
    prompt, day = opened.prompt, day_of(ordinal)
    if prompt is None or day is None or not isinstance(prompt.input, PickDate | PickMoment):
        return act.stale()
    return _take_day(act, opened, prompt, day)


def _take_day(act: Tapping, opened: Opened, prompt: Prompt, day: date) -> str:
    """The answer; where a time belongs to it the hours open."""
    if not isinstance(prompt.input, PickDate):
        return open_view(act, opened, prompt, View.HOURS, day.toordinal())
    said = long_date(act.person.language, day, prompt.input.detail)
    return act.record(opened, prompt, day.isoformat(), act.say("toast.stored", answer=said))


def _clock(act: Tapping, opened: Opened, ordinal: int, minutes: int) -> str:
    prompt, day = opened.prompt, day_of(ordinal)
    if prompt is None or minutes >= 24 * 60:
        return act.stale()
    clock = time(*divmod(minutes, 60))
    said = show_clock(clock, act.person.language)
    if isinstance(prompt.input, PickTime) and ordinal == 0:
        value = clock.isoformat("minutes")
    elif isinstance(prompt.input, PickMoment) and day is not None:
        value = datetime.combine(day, clock).isoformat(timespec="minutes")
        said = f"{long_date(act.person.language, day)}, {said}"
    else:
        return act.stale()
    return act.record(opened, prompt, value, act.say("toast.stored", answer=said))


def _now(act: Tapping, opened: Opened) -> str:
    """The present minute, of a day where that is asked too."""
    prompt = opened.prompt
    if prompt is None or not isinstance(prompt.input, PickTime | PickMoment):
        return act.stale()
    moment = opened.local(act.now).replace(second=0, microsecond=0)
    value, said = (
        moment.isoformat(timespec="minutes"),
        show_clock(moment.time(), act.person.language),
    )
    if isinstance(prompt.input, PickMoment):
        said = f"{long_date(act.person.language, moment.date())}, {said}"
    else:
        value = value.partition("T")[2]
    return act.record(opened, prompt, value, act.say("toast.stored", answer=said))


def _look(act: Tapping, opened: Opened, view: int, number: int) -> str:
    """Open a part of the calendar or the clock; its head and its gaps stay where they are."""
    prompt = opened.prompt
    if prompt is None or not can_open(prompt.input, view, number):
        return act.stale()
    if view == View.DAYS and opened.passage.view == (view, number):
        return act.show(act.say("toast.pick_day"))
    return open_view(act, opened, prompt, View(view), number)


def open_view(act: Tapping, opened: Opened, prompt: Prompt, view: View, number: int) -> str:
    if not can_open(prompt.input, view, number):
        return act.stale()
    numbers = (int(view), number) if view else ()
    save(act.uow, opened, replace(opened.passage, view=numbers), act.now)
    return act.show(act.say("toast.opened" if view else "toast.closed"))


# Typed ---------------------------------------------------------------------------------------


def look_up(act: Tapping, opened: Opened, prompt: Prompt, text: str) -> bool:
    """What is typed where more is asked: a year or a month opens there, a day its hours.

    A time that is typed while those lie open is taken with their day.
    """
    if not is_looked_up(opened, prompt, text, act.now):
        return False
    day = _day_of_time(opened, prompt, text, act.now)
    view = _view_of(prompt, fold(text), opened.local(act.now).date())
    if day is not None:
        type_answer(act.uow, act.chat_id, opened, f"{day.isoformat()} {text}", act.now)
    elif view is not None:
        open_view(act, opened, prompt, *view)
    return True


def is_looked_up(opened: Opened, prompt: Prompt, text: str, now: datetime) -> bool:
    """Whether the text is such a way to the answer."""
    if isinstance(prompt.input, PickDate) and prompt.input.detail != "day":
        return False
    if _day_of_time(opened, prompt, text, now) is not None:
        return True
    view = _view_of(prompt, fold(text), opened.local(now).date())
    return view is not None and can_open(prompt.input, *view)


def _day_of_time(opened: Opened, prompt: Prompt, text: str, now: datetime) -> date | None:
    """The day whose hours lie open, if the text is a time of it."""
    day = chosen_day(*lying_open(prompt.input, opened.passage.view))
    return day if day is not None and _names_time(opened, text, now) else None


def _names_time(opened: Opened, text: str, now: datetime) -> bool:
    language = opened.passage.interview.language
    return read_clock(fold(text), opened.local(now), language) != Problem("time-unreadable")


def _view_of(prompt: Prompt, words: str, today: date) -> tuple[View, int] | None:
    """The part of the calendar that the words name, if they are not the answer themselves."""
    if len(words) > MAX_TYPED:
        return None
    day = read_day(words, today)
    if day is not None:
        return (View.HOURS, day.toordinal()) if isinstance(prompt.input, PickMoment) else None
    if words.isdigit() and (year := read_year(words, today)):
        return View.MONTHS, year.year
    month = read_month(words, today)
    return (View.DAYS, month_number(month)) if month else None


MOMENTS: dict[int, tuple[Callable[..., str], int]] = {
    Verb.DAY: (_day, 3),
    Verb.NOW: (_now, 2),
    Verb.LOOK: (_look, 4),
    Verb.DATE: (_date, 3),
    Verb.CLOCK: (_clock, 4),
}
