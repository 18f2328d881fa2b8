"""The clock runs what features do by it, again and again, and through a bad moment."""

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.chat.jobs import Job
from bot.scheduler import ticking
from storage.database import Database
from storage.errors import Unavailable
from storage.records import Notice
from tests.storage.samples import NOW

SOON = timedelta(milliseconds=20)
PATIENCE = 20  # seconds


def until(
    database: Database,
    jobs: list[Job],
    enough: Callable[[], bool],
    afterwards: Callable[[], None] = lambda: None,
) -> None:
    """Let the jobs run by a clock that stands at NOW until it is enough."""

    async def run() -> None:
        with ticking(jobs, database, lambda: NOW):
            async with asyncio.timeout(PATIENCE):
                while not enough():
                    await asyncio.sleep(0.005)
        await asyncio.sleep(0.05)
        afterwards()

    asyncio.run(run())


def test_a_job_runs_again_and_again_and_what_it_queues_is_queued_once(database: Database) -> None:
    ran: list[datetime] = []

    def work(database: Database, now: datetime) -> None:
        ran.append(now)
        notice = Notice(7, "sops.weekly", dedupe_key="one")
        database.write(lambda uow: uow.outbox.add(notice, now))

    until(database, [Job("once", SOON, work), Job("twice", SOON, work)], lambda: len(ran) > 3)
    assert set(ran) == {NOW}
    with database.read() as uow:
        assert uow.outbox.counts() == {"queued": 1}


def test_a_database_that_is_away_puts_a_job_off(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    def work(_database: Database, _now: datetime) -> None:
        tries.append(len(tries))
        raise Unavailable("away")

    with caplog.at_level(logging.WARNING):
        until(database, [Job("put", SOON, work)], lambda: len(tries) > 2)
    assert "job put off name=put error=Unavailable" in caplog.messages


def test_a_job_that_fails_is_told_without_its_message_and_tried_again(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []
    secret = "canary"

    def work(_database: Database, _now: datetime) -> None:
        tries.append(len(tries))
        raise ValueError(secret)

    until(database, [Job("broken", SOON, work)], lambda: len(tries) > 2)
    assert "job failed name=broken error=builtins.ValueError" in caplog.text
    assert "in work" in caplog.text
    assert {record.name for record in caplog.records} == {"bot.scheduler"}
    assert secret not in caplog.text


def test_one_job_is_never_run_twice_at_once(database: Database) -> None:
    inside, most, ran = [0], [0], [0]

    def work(_database: Database, _now: datetime) -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        database.write(lambda uow: uow.sops.revision())
        inside[0] -= 1
        ran[0] += 1

    until(database, [Job("one", timedelta(milliseconds=1), work)], lambda: ran[0] > 5)
    assert most == [1]


def test_a_stop_in_the_middle_of_a_job_is_no_fault(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(_database: Database, _now: datetime) -> None:
        begun.set()
        go_on.wait(PATIENCE)

    with caplog.at_level(logging.INFO):
        until(database, [Job("slow", SOON, work)], begun.is_set, go_on.set)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
