"""The updates of Telegram: kept once, in effect once."""

from datetime import timedelta

import pytest

from storage.database import Database
from storage.errors import Conflict
from storage.records import Incoming
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import NOW, at, notice

BOT = 1
Row = tuple[int, int, int | None, str]


def receive(database: Database, *rows: Row) -> tuple[Incoming, ...]:
    return database.write(lambda uow: uow.inbox.receive(rows, NOW))


def pending(database: Database, bot_id: int = BOT) -> list[int]:
    with database.read() as uow:
        return [incoming.update_id for incoming in uow.inbox.pending(bot_id, 100)]


def test_an_update_is_kept_once(database: Database) -> None:
    kept = receive(database, (BOT, 5, 7, "five"), (BOT, 6, None, "six"))
    assert kept == (Incoming(BOT, 5, 7, "five", 0), Incoming(BOT, 6, None, "six", 0))
    assert receive(database, (BOT, 6, 7, "again"), (BOT, 7, 7, "seven")) == (
        Incoming(BOT, 7, 7, "seven", 0),
    )
    assert pending(database) == [5, 6, 7]


def test_an_update_twice_in_one_batch_is_one(database: Database) -> None:
    assert receive(database, (BOT, 5, 7, "a"), (BOT, 5, 7, "b")) == (Incoming(BOT, 5, 7, "a", 0),)
    with database.read() as uow:
        assert uow.inbox.pending(BOT, 10)[0].body == "a"


def test_two_bots_may_use_the_same_numbers(database: Database) -> None:
    receive(database, (1, 5, 7, "one"))
    assert receive(database, (1, 5, 7, "one"), (2, 5, 7, "two")) == (Incoming(2, 5, 7, "two", 0),)
    assert (pending(database, 1), pending(database, 2)) == ([5], [5])


def test_nothing_received_is_nothing_kept(database: Database) -> None:
    assert receive(database) == ()
    with database.read() as uow:
        assert uow.inbox.last_update_id(BOT) is None


def test_a_large_batch_keeps_its_order(database: Database) -> None:
    rows = [(BOT, update_id, 7, "x") for update_id in range(2500, 0, -1)]
    assert [kept.update_id for kept in receive(database, *rows)] == [row[1] for row in rows]


def test_what_waits_comes_oldest_first_and_bounded(database: Database) -> None:
    receive(database, (BOT, 9, 7, "x"), (BOT, 3, 8, "x"), (BOT, 5, 7, "x"))
    with database.read() as uow:
        assert [incoming.update_id for incoming in uow.inbox.pending(BOT, 2)] == [3, 5]
        assert uow.inbox.last_update_id(BOT) == 9


def test_an_update_is_done_once(database: Database) -> None:
    receive(database, (BOT, 5, 7, "x"))
    database.write(lambda uow: uow.inbox.done(BOT, 5, NOW))
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.inbox.done(BOT, 5, NOW))
    assert pending(database) == []
    assert receive(database, (BOT, 5, 7, "x")) == ()


def test_the_effect_of_an_update_done_elsewhere_is_rolled_back(
    database: Database, database_url: str
) -> None:
    receive(database, (BOT, 5, 7, "x"))
    other = Database(database_url)

    def effect(uow: UnitOfWork) -> None:
        uow.outbox.add(notice(), NOW)
        uow.inbox.done(BOT, 5, NOW)

    try:
        futures = [place.submit(effect) for place in (database, other) * 5]
        errors = [future.exception() for future in futures]
    finally:
        other.close()
    assert sum(error is None for error in errors) == 1
    assert all(error is None or isinstance(error, Conflict) for error in errors)
    with database.read() as uow:
        assert uow.outbox.counts() == {"queued": 1}


def test_failures_are_counted(database: Database) -> None:
    receive(database, (BOT, 5, 7, "x"))
    assert [database.write(lambda uow: uow.inbox.failed(BOT, 5)) for _ in range(3)] == [1, 2, 3]
    with database.read() as uow:
        assert uow.inbox.pending(BOT, 1)[0].attempts == 3


def test_a_parked_update_keeps_its_body_and_waits_no_more(database: Database) -> None:
    receive(database, (BOT, 5, 7, "poison"))
    database.write(lambda uow: uow.inbox.park(BOT, 5, "K7Q2", NOW))
    assert pending(database) == []
    with database.read() as uow:
        assert uow.inbox.parked() == (Incoming(BOT, 5, 7, "poison", 0, "K7Q2"),)
    for late in (
        lambda uow: uow.inbox.done(BOT, 5, NOW),
        lambda uow: uow.inbox.failed(BOT, 5),
        lambda uow: uow.inbox.park(BOT, 5, "again", NOW),
    ):
        with pytest.raises(Conflict):
            database.write(late)


def test_an_unknown_update_cannot_be_done(database: Database) -> None:
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.inbox.done(BOT, 404, NOW))


def test_sweeping_takes_only_what_was_done_long_ago(database: Database) -> None:
    receive(database, *((BOT, update_id, 7, "x") for update_id in (1, 2, 3, 4)))
    database.write(lambda uow: uow.inbox.done(BOT, 1, NOW))
    database.write(lambda uow: uow.inbox.done(BOT, 2, at(10)))
    database.write(lambda uow: uow.inbox.park(BOT, 3, "K7Q2", NOW))
    assert database.write(lambda uow: uow.inbox.sweep(NOW + timedelta(seconds=5))) == 1
    assert len(receive(database, *((BOT, update_id, 7, "x") for update_id in (1, 2, 3, 4)))) == 1
