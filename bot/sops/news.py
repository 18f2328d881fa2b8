"""News of a changed SOP: who is told, when, and who does not want to be."""

from datetime import datetime, timedelta

from bot.sops.hours import humane
from storage.records import Notice, Person, SopVersion
from storage.unit_of_work import UnitOfWork

LATELY = timedelta(days=90)  # whoever used the SOP since then is told
BROADCAST = 3  # the lane of what nobody has asked for


def tell_users(uow: UnitOfWork, version: SopVersion, publisher: int | None, now: datetime) -> int:
    """Queue the news for whoever used the SOP lately, each at a humane hour; how many."""
    zones = {office.code: office.zone for office in uow.offices.all()}
    told = 0
    for chat_id, person in uow.sop_uses.users_since(version.code, now - LATELY):
        if person.id != publisher:
            notice = news_card(person, chat_id, version.id, due=humane(now, zones[person.office]))
            told += uow.outbox.add(notice, now) is not None
    return told


def news_card(person: Person, chat_id: int, version: int, *, due: datetime | None = None) -> Notice:
    """What is new in the version (id); the first time when it is due, then at a tap on it."""
    name = f"sops.news:{version}:{person.id}"
    return Notice(
        chat_id,
        "sops.news",
        {"person": person.id, "version": version, "asked": due is None},
        card=name,
        lane=BROADCAST if due else 0,
        dedupe_key=name if due else None,
        due=due,
    )
