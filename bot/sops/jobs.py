"""What falls due by the clock: a note of new questions each working day, the week on Mondays."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.access import may
from bot.chat.jobs import Job
from bot.sops.hours import BEGIN, is_humane
from bot.sops.summary import WEEK
from storage.database import Database
from storage.records import Notice, Person
from storage.unit_of_work import UnitOfWork

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
        notice
        for person in uow.people.all()
        if may(person, "sop.queue")
        for notice in _due_to(uow, person, now.astimezone(ZoneInfo(zones[person.office])))
    ]
    told = uow.outbox.used(notice.dedupe_key for notice in found if notice.dedupe_key)
    return tuple(notice for notice in found if notice.dedupe_key not in told)


def _due_to(uow: UnitOfWork, person: Person, here: datetime) -> Iterator[Notice]:
    """Of the working day that it is where the person is, in the person's chat."""
    if not is_humane(here):
        return
    begin = datetime.combine(here.date(), BEGIN, here.tzinfo)
    monday = here.weekday() == MONDAY
    for chat_id in uow.chats.chats_of(person.id):
        if monday:
            since = begin - WEEK
            if uow.sop_questions.counts(since) or uow.sop_uses.counts(since):
                yield _notice(person, chat_id, "sops.week", since, here)
        elif uow.sop_questions.how_many_wait(begin - DAY):
            yield _notice(person, chat_id, "sops.waiting", begin - DAY, here)


def _notice(person: Person, chat_id: int, name: str, since: datetime, here: datetime) -> Notice:
    return Notice(
        chat_id,
        name,
        {"person": person.id, "since": since.isoformat()},
        lane=SUMMARY,
        dedupe_key=f"{name}:{person.id}:{here.date().isoformat()}",
    )


JOBS = (Job("sops.tell", EVERY, tell_coordinators),)
