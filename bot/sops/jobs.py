"""What falls due by the clock: a note of new questions each working day, the week on Mondays."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.access import holders
from bot.chat.jobs import Job
from bot.sops.hours import BEGIN, is_humane
from bot.sops.summary import WEEK
from storage.database import Database
from storage.records import Notice, Person
from storage.unit_of_work import UnitOfWork

WEEKLY, WAITING = "sops.week", "sops.waiting"
MONDAY = 0
DAY = timedelta(days=1)
EVERY = timedelta(minutes=1)
SUMMARY = 2  # the lane of reminders


def tell_coordinators(database: Database, now: datetime) -> None:
    """Queue what is due now; again and again, by several processes: each is sent once."""
    with database.read() as uow:
        found = due(uow, now)
    if not found:
        return

    def queue(uow: UnitOfWork) -> None:
        for notice in found:
            uow.outbox.add(notice, now)

    database.write(queue)


def due(uow: UnitOfWork, now: datetime) -> tuple[Notice, ...]:
    """What coordinators are to be told now and were not told yet."""
    zones = {office.code: office.zone for office in uow.offices.all()}
    found = [
        _due_to(person, chat_id, here)
        for chat_id, person in uow.chats.of_access(holders("sop.queue"))
        if is_humane(here := now.astimezone(ZoneInfo(zones[person.office])))
    ]
    if not found:
        return ()
    told = uow.outbox.used(notice.dedupe_key for notice in found if notice.dedupe_key)

    @cache
    def is_news(name: str, since: str) -> bool:
        return _IS_NEWS[name](uow, datetime.fromisoformat(since))

    return tuple(
        notice
        for notice in found
        if notice.dedupe_key not in told and is_news(notice.name, notice.arguments["since"])
    )


def _due_to(person: Person, chat_id: int, here: datetime) -> Notice:
    """Of the working day that it is where the person is."""
    begin = datetime.combine(here.date(), BEGIN, here.tzinfo)
    if here.weekday() == MONDAY:
        return _notice(person, chat_id, WEEKLY, begin - WEEK, here)
    return _notice(person, chat_id, WAITING, begin - DAY, here)


def _was_busy(uow: UnitOfWork, since: datetime) -> bool:
    return bool(uow.sop_questions.counts(since) or uow.sop_uses.counts(since))


def _is_waited_for(uow: UnitOfWork, since: datetime) -> bool:
    return uow.sop_questions.how_many_wait(since) > 0


def _notice(person: Person, chat_id: int, name: str, since: datetime, here: datetime) -> Notice:
    return Notice(
        chat_id,
        name,
        {"person": person.id, "since": since.isoformat()},
        lane=SUMMARY,
        dedupe_key=f"{name}:{person.id}:{here.date().isoformat()}",
    )


_IS_NEWS: Mapping[str, Callable[[UnitOfWork, datetime], bool]] = {
    WEEKLY: _was_busy,
    WAITING: _is_waited_for,
}
JOBS = (Job("sops.tell", EVERY, tell_coordinators),)
