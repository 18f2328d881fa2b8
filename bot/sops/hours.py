"""When a person may be written to without having asked: working hours where they are."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

BEGIN, END = time(8), time(18)
SATURDAY = 5


def humane(now: datetime, zone: str) -> datetime:
    """`now`, or when the next working day begins in the zone."""
    here = now.astimezone(ZoneInfo(zone))
    if is_humane(here):
        return now
    day = here.date() + timedelta(days=here.time() >= END)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, BEGIN, here.tzinfo)


def is_humane(here: datetime) -> bool:
    """Whether the local time lies within working hours; nobody is disturbed on a weekend."""
    return here.weekday() < SATURDAY and BEGIN <= here.time() < END
