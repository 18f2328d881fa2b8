"""Cards, pauses, the audit book, and moments in time."""

from datetime import datetime, timedelta, timezone

import pytest

from storage.database import Database
from storage.records import AuditLine
from storage.tables.columns import Utc
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import NOW, at, notice


def test_a_card_stands_where_it_was_put_last(database: Database) -> None:
    with database.read() as uow:
        assert uow.cards.get("c") is None
    database.write(lambda uow: uow.cards.set("c", 7, None, NOW))
    with database.read() as uow:
        assert uow.cards.get("c") == (7, None)
    database.write(lambda uow: uow.cards.set("c", 8, 55, at(1)))
    with database.read() as uow:
        assert uow.cards.get("c") == (8, 55)
    database.write(lambda uow: uow.cards.forget(["c", "none"]))
    with database.read() as uow:
        assert uow.cards.get("c") is None


def test_the_longer_pause_counts(database: Database) -> None:
    with database.read() as uow:
        assert uow.pauses.until("bot") is None
    database.write(lambda uow: uow.pauses.pause("bot", at(30)))
    database.write(lambda uow: uow.pauses.pause("bot", at(10)))
    with database.read() as uow:
        assert uow.pauses.until("bot") == at(30)
    database.write(lambda uow: uow.pauses.pause("bot", at(60)))
    with database.read() as uow:
        assert uow.pauses.until("bot") == at(60)


def test_the_audit_book_keeps_every_line(database: Database) -> None:
    def work(uow: UnitOfWork) -> None:
        uow.audit.add(NOW, 1, "enrol", "person:1", {"chat": 7})
        uow.audit.add(at(1), None, "expire", "person:1", {})
        uow.audit.add(at(2), 1, "enrol", "person:2", {})

    database.write(work)
    with database.read() as uow:
        assert uow.audit.about("person:1") == (
            AuditLine(NOW, 1, "enrol", "person:1", {"chat": 7}),
            AuditLine(at(1), None, "expire", "person:1", {}),
        )


@pytest.mark.parametrize(
    "moment",
    [
        NOW,
        NOW.replace(microsecond=0),
        NOW.astimezone(timezone(timedelta(hours=9), "WIT")),
        datetime(2026, 12, 31, 23, 30, tzinfo=timezone(timedelta(hours=-3))),
    ],
)
def test_a_moment_comes_back_aware_and_in_utc(database: Database, moment: datetime) -> None:
    database.write(lambda uow: uow.pauses.pause("bot", moment))
    with database.read() as uow:
        kept = uow.pauses.until("bot")
    assert kept == moment
    assert kept is not None
    assert kept.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(Exception, match="time zone"):
        database.write(lambda uow: uow.pauses.pause("bot", naive))
    assert Utc.cache_ok


def test_moments_sort_as_time_does(database: Database) -> None:
    """Also where the fraction of a second is zero, or the zone is another."""
    zone = timezone(timedelta(hours=7))
    whole = NOW.replace(microsecond=0)
    moments = [whole + timedelta(microseconds=step) for step in (0, 1, 999_999, 1_000_000)]

    def work(uow: UnitOfWork) -> None:
        for chat_id, moment in enumerate(reversed(moments)):
            uow.outbox.add(notice(chat_id, due=moment.astimezone(zone)), NOW)

    database.write(work)
    before = whole - timedelta(seconds=1)
    with database.read() as uow:
        seen = [uow.outbox.next_due(after) for after in (before, *moments)]
    assert seen == [*moments, None]
