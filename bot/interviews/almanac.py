"""Months and days of a calendar as numbers, and which part of it lies open on a card."""

from calendar import Calendar
from datetime import date
from enum import IntEnum

from flows.prompts import Input, PickDate, PickMoment, PickTime

FIRST_YEAR, LAST_YEAR = 1900, 2100  # what buttons lead to; other years are typed
YEARS = 40  # years that lie open at a time
AHEAD = 2  # of them after the present one
MONTHS, HOURS, QUARTERS = 12, 24, (0, 15, 30, 45)


class View(IntEnum):
    """What lies open on the card of a date or a time; with a number."""

    CLOSED = 0  # 0
    DAYS = 1  # a month, as `month_number`
    MONTHS = 2  # a year
    YEARS = 3  # the first of the years
    HOURS = 4  # a day, as its ordinal
    QUARTERS = 5  # a day's ordinal (0 where no day is asked) times 24, plus the hour


_CALENDAR = {
    "day": (View.DAYS, View.MONTHS, View.YEARS),
    "month": (View.MONTHS, View.YEARS),
    "year": (View.YEARS,),
}


def can_open(asked: Input, view: int, number: int) -> bool:
    """Whether the card of this question has such a view."""
    if not isinstance(asked, PickDate | PickTime | PickMoment):
        return False
    if view == View.CLOSED:
        return number == 0
    if isinstance(asked, PickTime):
        return view == View.QUARTERS and number < HOURS
    in_calendar = isinstance(asked, PickMoment) or view in _CALENDAR[asked.detail]
    return in_calendar and _exists(view, number)


def _exists(view: int, number: int) -> bool:
    if view == View.DAYS:
        return FIRST_YEAR * MONTHS <= number < (LAST_YEAR + 1) * MONTHS
    if view == View.MONTHS:
        return FIRST_YEAR <= number <= LAST_YEAR
    if view == View.YEARS:
        return FIRST_YEAR <= number <= LAST_YEAR - YEARS + 1
    day = number // HOURS if view == View.QUARTERS else number
    return view in (View.HOURS, View.QUARTERS) and day_of(day) is not None


def lying_open(asked: Input, numbers: tuple[int, ...]) -> tuple[View, int]:
    """The view that is stored in these numbers; closed where they are none of this question."""
    if len(numbers) == 2 and can_open(asked, *numbers):
        return View(numbers[0]), numbers[1]
    return View.CLOSED, 0


def month_number(day: date) -> int:
    return day.year * MONTHS + day.month - 1


def first_of(month: int) -> date:
    """The first day of the month of this number."""
    return date(month // MONTHS, month % MONTHS + 1, 1)


def weeks(month: int) -> list[list[date | None]]:
    """The days of a month by week, Monday first; None for days of its neighbours."""
    first = first_of(month)
    return [
        [day if day.month == first.month else None for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]


def years_around(year: int) -> int:
    """The first of the years that lie open so that `year` is near their end."""
    return max(FIRST_YEAR, min(year + AHEAD, LAST_YEAR) - YEARS + 1)


def day_of(ordinal: int) -> date | None:
    """The day of this ordinal, in the years that buttons lead to."""
    inside = date(FIRST_YEAR, 1, 1).toordinal() <= ordinal <= date(LAST_YEAR, 12, 31).toordinal()
    return date.fromordinal(ordinal) if inside else None


def chosen_day(view: View, number: int) -> date | None:
    """The day whose time is asked now."""
    if view is View.HOURS:
        return day_of(number)
    return day_of(number // HOURS) if view is View.QUARTERS else None
