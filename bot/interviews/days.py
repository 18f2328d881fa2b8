"""How dates and times are asked on a phone: a calendar and a clock that open on the card."""

from collections.abc import Callable
from datetime import date, time

from bot.chat.screen import Button
from bot.chat.text import paragraphs
from bot.i18n import long_date, short_month
from bot.interviews.almanac import (
    HOURS,
    MONTHS,
    QUARTERS,
    YEARS,
    View,
    can_open,
    chosen_day,
    first_of,
    lying_open,
    month_number,
    weeks,
    years_around,
)
from bot.interviews.drawn import Drawn, Row, button, grid
from bot.interviews.opened import Opened
from bot.interviews.rules import days_offered
from bot.interviews.tapping import Verb
from flows.prompts import Detail, PickDate, PickMoment, PickTime, Prompt
from flows.questions.clock import show_clock
from flows.questions.days import iso_day

MONTHS_IN_ROW, YEARS_IN_ROW, HOURS_IN_ROW = 4, 5, 6
EMPTY = "·"  # of a day that is not in the month: every button has to say something

# The card as it comes ------------------------------------------------------------------------


def pick_date(opened: Opened, prompt: Prompt, given: PickDate) -> Drawn:
    """This day, month or year, the one before, and the calendar."""
    key, more = _CALENDARS[given.detail]
    near = _near(opened, given.detail)
    calendar = _look(opened, prompt, opened.say(more), *_first_view(opened, prompt, given.detail))
    return _lying_open(opened, prompt) or Drawn((opened.say(key),), _rows(near, calendar))


def pick_time(opened: Opened, prompt: Prompt, _given: PickTime) -> Drawn:
    hours = _hours(opened, 0)
    return _lying_open(opened, prompt) or Drawn((opened.say("input.time"),), (_now(opened), *hours))


def pick_moment(opened: Opened, prompt: Prompt, _given: PickMoment) -> Drawn:
    """The present minute, or a day, whose hours open then."""
    view = _first_view(opened, prompt, "day")
    calendar = _look(opened, prompt, opened.say("button.calendar"), *view)
    rows = _rows(_now(opened), _near(opened, "day"), calendar)
    return _lying_open(opened, prompt) or Drawn((opened.say("input.moment"),), rows)


def _near(opened: Opened, detail: Detail) -> Row:
    labels = [opened.say("button.today"), opened.say("button.yesterday")]
    if detail != "day":
        days = days_offered(detail, opened.shown_on)
        labels = [long_date(opened.person.language, day, detail) for day in days]
    return tuple(button(opened, label, Verb.DAY, ago) for ago, label in enumerate(labels))


def _first_view(opened: Opened, prompt: Prompt, detail: Detail) -> tuple[View, int]:
    """Where the calendar opens: at the answer so far, else at the present."""
    day = iso_day(prompt.value[:10]) or opened.shown_on
    if detail == "day":
        return View.DAYS, month_number(day)
    return (View.MONTHS, day.year) if detail == "month" else (View.YEARS, years_around(day.year))


def _now(opened: Opened) -> Row:
    return (button(opened, opened.say("button.now"), Verb.NOW),)


# What lies open ------------------------------------------------------------------------------


def _lying_open(opened: Opened, prompt: Prompt) -> Drawn | None:
    view, number = lying_open(prompt.input, opened.passage.view)
    return _VIEWS[view](opened, prompt, number) if view else None


def _days(opened: Opened, prompt: Prompt, month: int) -> Drawn:
    """A month below its weekdays, between its neighbours; the same month of other years."""
    first = first_of(month)
    named = long_date(opened.person.language, first, "month")
    top = (
        *_look(opened, prompt, f"‹ {_short(opened, month - 1)}", View.DAYS, month - 1),
        *_look(opened, prompt, f"{_short(opened, month)} {first.year}", View.MONTHS, first.year),
        *_look(opened, prompt, f"{_short(opened, month + 1)} ›", View.DAYS, month + 1),
    )
    weekdays = tuple(
        button(opened, name, Verb.LOOK, View.DAYS, month)
        for name in opened.say("calendar.weekdays").split()
    )
    days = tuple(tuple(_day(opened, prompt, day, month) for day in week) for week in weeks(month))
    years = _beside(
        opened, prompt, View.DAYS, month, (MONTHS, str(first.year - 1), str(first.year + 1))
    )
    return Drawn((opened.say("input.calendar", month=named),), _rows(top, weekdays, *days, years))


def _day(opened: Opened, prompt: Prompt, day: date | None, month: int) -> Button:
    if day is None:
        return button(opened, EMPTY, Verb.LOOK, View.DAYS, month)
    label = _marked(str(day.day), prompt.value, day.isoformat())
    return button(opened, label, Verb.DATE, day.toordinal())


def _months(opened: Opened, prompt: Prompt, year: int) -> Drawn:
    months = range(year * MONTHS, (year + 1) * MONTHS)
    buttons = [_part(opened, prompt, "month", View.DAYS, month) for month in months]
    years = (
        *_look(opened, prompt, f"« {year - 1}", View.MONTHS, year - 1),
        *_look(opened, prompt, str(year), View.YEARS, years_around(year)),
        *_look(opened, prompt, f"{year + 1} »", View.MONTHS, year + 1),
    )
    rows = _rows(years, *grid(buttons, MONTHS_IN_ROW), _close(opened))
    return Drawn((opened.say("input.calendar_month", year=year),), rows)


def _years(opened: Opened, prompt: Prompt, first: int) -> Drawn:
    years = range(first, first + YEARS)
    buttons = [_part(opened, prompt, "year", View.MONTHS, year) for year in years]
    named = (YEARS, str(first - 1), str(first + YEARS))
    beside = _beside(opened, prompt, View.YEARS, first, named)
    rows = _rows(*grid(buttons, YEARS_IN_ROW), beside)
    return Drawn((opened.say("input.calendar_year"),), rows)


def _part(opened: Opened, prompt: Prompt, detail: Detail, view: View, number: int) -> Button:
    """A month or a year: the answer where no more is asked, else it opens."""
    day = first_of(number) if detail == "month" else date(number, 1, 1)
    label = _short(opened, number) if detail == "month" else str(number)
    label = _marked(label, prompt.value, day.isoformat()[: 7 if detail == "month" else 4])
    if isinstance(prompt.input, PickDate) and prompt.input.detail == detail:
        return button(opened, label, Verb.DATE, day.toordinal())
    return button(opened, label, Verb.LOOK, view, number)


def _hours_open(opened: Opened, _prompt: Prompt, ordinal: int) -> Drawn:
    hint = _clock_hint(opened, View.HOURS, ordinal, "input.hour")
    return Drawn((hint,), (*_hours(opened, ordinal), _close(opened)))


def _hours(opened: Opened, ordinal: int) -> tuple[Row, ...]:
    hours = [
        button(opened, f"{hour:02d}", Verb.LOOK, View.QUARTERS, ordinal * HOURS + hour)
        for hour in range(HOURS)
    ]
    return grid(hours, HOURS_IN_ROW)


def _quarters(opened: Opened, prompt: Prompt, number: int) -> Drawn:
    ordinal, hour = divmod(number, HOURS)
    quarters = tuple(
        button(
            opened,
            show_clock(time(hour, minute), opened.person.language),
            Verb.CLOCK,
            ordinal,
            hour * 60 + minute,
        )
        for minute in QUARTERS
    )
    back = (View.HOURS, ordinal) if ordinal else (View.CLOSED, 0)
    hours = _look(opened, prompt, opened.say("button.other_hour"), *back)
    hint = _clock_hint(opened, View.QUARTERS, number, "input.minute")
    return Drawn((hint,), (quarters, hours))


def _clock_hint(opened: Opened, view: View, number: int, key: str) -> str:
    day = chosen_day(view, number)
    chosen = opened.say("input.day", day=long_date(opened.person.language, day)) if day else ""
    return paragraphs(chosen, opened.say(key))


# Buttons -------------------------------------------------------------------------------------


def _look(opened: Opened, prompt: Prompt, label: str, view: View, number: int) -> Row:
    """The button that opens a part of the calendar or the clock; none where there is none."""
    there = can_open(prompt.input, view, number)
    return (button(opened, label, Verb.LOOK, view, number),) if there else ()


def _beside(
    opened: Opened, prompt: Prompt, view: View, number: int, named: tuple[int, str, str]
) -> Row:
    """The same so much earlier and later (how much, and the words of both), and closing it."""
    step, before, after = named
    return (
        *_look(opened, prompt, f"« {before}", view, number - step),
        *_close(opened),
        *_look(opened, prompt, f"{after} »", view, number + step),
    )


def _close(opened: Opened) -> Row:
    return (button(opened, opened.say("button.close"), Verb.LOOK, View.CLOSED, 0),)


def _marked(label: str, value: str, start: str) -> str:
    """With a mark where the answer so far begins like this."""
    return f"✓{label}" if value.startswith(start) else label


def _short(opened: Opened, month: int) -> str:
    return short_month(opened.person.language, first_of(month))


def _rows(*rows: Row) -> tuple[Row, ...]:
    return tuple(row for row in rows if row)


_CALENDARS: dict[Detail, tuple[str, str]] = {
    "day": ("input.date", "button.calendar"),
    "month": ("input.month", "button.other_month"),
    "year": ("input.year", "button.other_year"),
}
_VIEWS: dict[View, Callable[[Opened, Prompt, int], Drawn]] = {
    View.DAYS: _days,
    View.MONTHS: _months,
    View.YEARS: _years,
    View.HOURS: _hours_open,
    View.QUARTERS: _quarters,
}
