"""One writer that commits in groups, readers beside it, and what goes wrong."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage import engines
from storage.database import BATCH, Database
from storage.errors import Busy, Conflict, Unavailable
from storage.records import Office
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import JAKARTA, KUPANG, NOW, add_person, notice

ROOT = Path(__file__).parents[2]


def receives(update_id: int) -> Callable[[UnitOfWork], int]:
    def work(uow: UnitOfWork) -> int:
        uow.inbox.receive([(1, update_id, 7, "x")], NOW)
        return update_id

    return work


def received(database: Database) -> list[int]:
    with database.read() as uow:
        return [incoming.update_id for incoming in uow.inbox.pending(1, 1000)]


@contextmanager
def writer_held(database: Database) -> Iterator[None]:
    """While it lasts the writer thread is busy, so that what is submitted waits together."""
    begun, go_on = threading.Event(), threading.Event()

    def wait(_: UnitOfWork) -> None:
        begun.set()
        go_on.wait()

    held = database.submit(wait)
    begun.wait()
    try:
        yield
    finally:
        go_on.set()
        held.result()


def submit_together(
    database: Database, works: list[Callable[[UnitOfWork], object]]
) -> list[Future[object]]:
    with writer_held(database):
        futures = [database.submit(work) for work in works]
    for future in futures:
        future.exception()
    return futures


def test_a_bad_unit_among_many_is_rolled_back_alone(database: Database) -> None:
    def bad(uow: UnitOfWork) -> None:
        receives(100)(uow)
        raise Conflict("late")

    def worse(uow: UnitOfWork) -> None:
        receives(101)(uow)
        uow.offices.upsert(KUPANG)  # its parent is absent

    works = [receives(1), bad, receives(2), worse, receives(3)]
    futures = submit_together(database, list(works))
    assert [futures[place].result() for place in (0, 2, 4)] == [1, 2, 3]
    assert isinstance(futures[1].exception(), Conflict)
    assert "IntegrityError" in repr(futures[3].exception())
    assert received(database) == [1, 2, 3]


def test_a_bad_unit_alone_is_rolled_back(database: Database) -> None:
    def bad(uow: UnitOfWork) -> None:
        receives(100)(uow)
        raise Conflict("late")

    with pytest.raises(Conflict):
        database.write(bad)
    assert database.write(receives(1)) == 1
    assert received(database) == [1]


def swallowing(uow: UnitOfWork) -> None:
    receives(100)(uow)
    try:
        uow.offices.upsert(KUPANG)
    except Exception:
        return


def test_a_unit_that_swallows_an_error_never_counts_as_committed_on_postgresql(
    postgresql_url: str,
) -> None:
    """PostgreSQL answers COMMIT with a silent rollback when a statement had failed."""
    database = Database(postgresql_url)
    try:
        with pytest.raises(RuntimeError):
            database.write(swallowing)
        futures = submit_together(database, [receives(1), swallowing, receives(2)])
        assert isinstance(futures[1].exception(), RuntimeError)
        assert received(database) == [1, 2]
    finally:
        database.close()


def test_more_than_a_batch_is_committed(database: Database) -> None:
    count = 3 * BATCH + 5
    futures = submit_together(database, [receives(update_id) for update_id in range(count)])
    assert [future.result() for future in futures] == list(range(count))
    assert received(database) == list(range(count))


def test_what_waits_together_shares_a_commit(database: Database) -> None:
    def transaction(uow: UnitOfWork) -> int:
        return id(uow.inbox._connection.get_transaction())

    futures = submit_together(database, [transaction] * BATCH)
    assert len({future.result() for future in futures}) == 1


def test_units_of_a_batch_see_what_came_before(database: Database) -> None:
    seen = submit_together(
        database, [receives(1), lambda uow: uow.inbox.last_update_id(1), receives(2)]
    )
    assert seen[1].result() == 1


def test_a_cancelled_unit_that_waits_is_not_run(database: Database) -> None:
    with writer_held(database):
        future = database.submit(receives(1))
        assert future.cancel()
    database.write(receives(2))
    assert received(database) == [2]


def test_a_unit_can_be_awaited(database: Database) -> None:
    async def many() -> list[int]:
        return await asyncio.gather(*(database.run(receives(number)) for number in range(20)))

    assert asyncio.run(many()) == list(range(20))


def test_cancelling_the_wait_does_not_stop_what_began(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(uow: UnitOfWork) -> None:
        receives(1)(uow)
        begun.set()
        go_on.wait()

    async def give_up() -> None:
        task = asyncio.create_task(database.run(slow))
        await asyncio.to_thread(begun.wait)
        task.cancel()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(give_up())
    database.write(receives(2))
    assert received(database) == [1, 2]


def test_a_unit_cannot_wait_for_another(database: Database) -> None:
    with pytest.raises(RuntimeError):
        database.write(lambda _: database.write(receives(1)))


def test_closing_finishes_what_waits(database_url: str) -> None:
    database = Database(database_url)
    with writer_held(database):
        futures = [database.submit(receives(number)) for number in range(10)]
        closing = threading.Thread(target=database.close)
        closing.start()
    closing.join()
    assert [future.result() for future in futures] == list(range(10))
    database.close()
    with pytest.raises(Unavailable):
        database.write(receives(11))


def test_a_reader_sees_one_moment_and_cannot_write(database: Database) -> None:
    database.write(receives(1))
    with database.read() as uow:
        assert uow.inbox.last_update_id(1) == 1
        database.write(receives(2))
        assert uow.inbox.last_update_id(1) == 1
    assert received(database) == [1, 2]
    with pytest.raises(Exception, match=r"read-?only"), database.read() as uow:
        receives(3)(uow)
    assert received(database) == [1, 2]


def test_references_are_enforced(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        database.write(lambda uow: uow.consents.give(404, "1", "id", NOW))


def test_readers_and_the_writer_work_at_once(database: Database) -> None:
    futures = [database.submit(receives(number)) for number in range(100)]
    readers = [threading.Thread(target=received, args=(database,)) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert [future.result() for future in futures] == list(range(100))


WRITER = """
import sys
from storage.database import Database
from tests.storage.samples import NOW
database = Database(sys.argv[1])
first = int(sys.argv[2])
for update_id in range(first, first + 50):
    def work(uow, update_id=update_id):
        assert (uow.inbox.last_update_id(1) or 0) >= 0  # read, then write
        uow.inbox.receive([(1, update_id, 7, "x")], NOW)
    database.write(work)
    print(update_id, flush=True)
sys.stdin.read()
database.close()
"""


@contextmanager
def other_process(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", code, *arguments]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        yield process
    finally:
        process.communicate()


def test_two_processes_write_at_once(database: Database, database_url: str) -> None:
    """A transaction that read first and then writes is not refused: it began with the lock."""

    def work(update_id: int) -> Callable[[UnitOfWork], int]:
        def read_then_write(uow: UnitOfWork) -> int:
            assert (uow.inbox.last_update_id(1) or 0) >= 0
            return receives(update_id)(uow)

        return read_then_write

    with other_process(WRITER, database_url, "1000") as process:
        assert process.stdout is not None
        process.stdout.readline()
        for update_id in range(50):
            database.write(work(update_id))
    assert process.returncode == 0
    assert received(database) == [*range(50), *range(1000, 1050)]


def test_what_was_acknowledged_survives_a_kill(database: Database, database_url: str) -> None:
    with other_process(WRITER, database_url, "1") as process:
        assert process.stdout is not None
        acknowledged = [int(process.stdout.readline()) for _ in range(10)]
        process.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in process.stdout.read().splitlines()]
    kept = received(database)
    assert set(acknowledged) <= set(kept)
    assert len(kept) <= len(acknowledged) + 1
    assert database.write(receives(1000)) == 1000


KILLED_BEFORE_COMMIT = """
import os, signal, sys
from storage.database import Database
from tests.storage.samples import NOW
def work(uow):
    uow.inbox.receive([(1, 1, 7, "x")], NOW)
    os.kill(os.getpid(), signal.SIGKILL)
Database(sys.argv[1]).write(work)
"""


def test_a_crash_before_the_commit_leaves_nothing(database: Database, database_url: str) -> None:
    with other_process(KILLED_BEFORE_COMMIT, database_url) as process:
        pass
    assert process.returncode == -signal.SIGKILL
    assert received(database) == []
    assert database.write(receives(2)) == 2


def test_sqlite_is_opened_by_our_rules(sqlite_url: str) -> None:
    engine = engines.writing(engines.parse(sqlite_url))
    with engine.connect() as connection:
        rules = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert rules == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": engines.BUSY_TIMEOUT * 1000,
    }


def test_a_database_locked_too_long_is_unavailable(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_TIMEOUT", 0.05)
    database = Database(sqlite_url)
    holder = sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="locked"):
        database.write(receives(1))
    assert received(database) == []
    holder.rollback()
    holder.close()
    assert database.write(receives(1)) == 1
    database.close()


def test_a_full_disk_is_unavailable_to_the_whole_batch(sqlite_url: str) -> None:
    database = Database(sqlite_url)

    def fill(uow: UnitOfWork) -> None:
        connection = uow.inbox._connection
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        uow.inbox.receive([(1, 100, 7, "x" * 100_000)], NOW)

    with pytest.raises(Unavailable, match="full"):
        database.write(fill)
    futures = submit_together(database, [receives(1), fill, receives(2)])
    errors = [future.exception() for future in futures]
    assert isinstance(errors[1], Unavailable)
    kept = [1, 2] if errors[0] is None else []
    assert [error is None for error in errors] == [bool(kept), False, bool(kept)]
    assert received(database) == kept
    assert database.write(receives(3)) == 3
    database.close()


def test_a_lost_connection_is_unavailable_and_then_renewed(postgresql_url: str) -> None:
    database = Database(postgresql_url)

    def hang_up(uow: UnitOfWork) -> None:
        uow.inbox._connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(Unavailable):
        database.write(hang_up)
    assert database.write(receives(1)) == 1
    futures = submit_together(database, [receives(2), hang_up, receives(3)])
    assert [type(future.exception()) for future in futures] == [Unavailable] * 3
    assert database.write(lambda uow: uow.inbox.last_update_id(1)) == 1
    database.close()


def test_an_unreachable_server_is_unavailable() -> None:
    database = Database("postgresql://postgres@127.0.0.1:1/postgres")
    with pytest.raises(Unavailable):
        database.write(receives(1))
    with pytest.raises(Unavailable), database.read():
        pass
    database.close()


def test_an_error_of_the_database_says_no_answer(database: Database) -> None:
    secret = Office("KPG", "BP3MI", "rahasia", "HQ", "NTT", "Kupang", "Asia/Makassar")
    with pytest.raises(Exception, match=r"(?i)foreign key") as caught:
        database.write(lambda uow: uow.offices.upsert(secret))
    assert "rahasia" not in str(caught.value)


OWNER = """
import sys
from storage.database import Database
database = Database(sys.argv[1])
print(database.own(), flush=True)
sys.stdin.read()
"""


def test_one_process_serves_a_sqlite_file(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with other_process(OWNER, sqlite_url) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        with pytest.raises(Busy):
            database.own()
        assert database.write(receives(1)) == 1  # the command line needs no lock
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert database.own()
    assert database.own()
    database.close()


def test_a_folder_that_is_absent_cannot_be_owned(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'absent' / 'pandu.db'}")
    with pytest.raises(Unavailable):
        database.own()
    with pytest.raises(Unavailable):
        database.write(receives(1))
    database.close()


def test_several_processes_serve_postgresql(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    assert not database.own()
    database.close()


def test_a_plain_postgresql_address_is_understood() -> None:
    assert engines.parse("postgresql://a@b/c").drivername == "postgresql+psycopg"


def test_one_unit_holds_all_stores(database: Database) -> None:
    def work(uow: UnitOfWork) -> tuple[int, ...]:
        person = add_person(uow)
        uow.chats.link(7, person.id, NOW)
        uow.outbox.add(notice(7), NOW)
        return uow.chats.chats_of(person.id)

    assert database.write(work) == (7,)
    with database.read() as uow:
        assert uow.offices.by_code("HQ") == JAKARTA
