"""Any history of the outbox keeps its promises, and is the same on both databases."""

import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from storage.database import Database
from storage.errors import Conflict
from storage.records import Outgoing
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import LEASE, at, notice

STEPS = 250
UNFINISHED = {"queued", "claimed", "sending"}


class History:
    """Senders a and b, either of which may be lost, over a few chats, lanes and cards."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database = database
        self.draw = random.Random(seed)
        self.seconds = 0.0
        self.added: list[int] = []
        self.held: list[tuple[str, int]] = []
        self.log: list[object] = []

    def run(self) -> list[object]:
        """Everything that was seen, and every row at the end."""
        steps = [self.add, self.add, self.claim, self.mark, self.end, self.end, self.recover]
        for _ in range(STEPS):
            self.seconds += self.draw.choice((0, 1, 1, 5))
            self.draw.choice(steps)()
        return [*self.log, *self.rows()]

    def rows(self) -> list[Outgoing]:
        with self.database.read() as uow:
            return [uow.outbox.by_id(row) for row in self.added]

    def add(self) -> None:
        given = notice(
            self.draw.randrange(3),
            lane=self.draw.randrange(2),
            card=self.draw.choice((None, None, "c", "d")),
            fresh=self.draw.random() < 0.3,
            dedupe_key=self.draw.choice((None, f"k{self.draw.randrange(20)}")),
            due=self.draw.choice((None, at(self.seconds + 20))),
        )
        row = self.database.write(lambda uow: uow.outbox.add(given, at(self.seconds)))
        if row is not None:
            self.added.append(row)
            cards = [one for one in self.rows() if one.notice.card and one.state == "queued"]
            assert len({one.notice.card for one in cards}) == len(cards)

    def claim(self) -> None:
        owner, before = self.draw.choice("ab"), self.rows()
        limit = self.draw.randrange(1, 5)
        claimed = self.database.write(
            lambda uow: uow.outbox.claim(owner, limit, at(self.seconds), LEASE)
        )
        for one in claimed:
            assert one.due <= at(self.seconds)
            older = [row for row in before if lane_of(row) == lane_of(one) and row.id < one.id]
            waits = [row for row in older if row.state in UNFINISHED]
            assert all(row.state == "queued" and row.due > at(self.seconds) for row in waits)
            assert all(row.attempts == 0 for row in waits)
        lanes = [lane_of(one) for one in claimed]
        assert len(set(lanes)) == len(lanes)
        self.held += [(owner, one.id) for one in claimed]
        self.log.append(claimed)

    def mark(self) -> None:
        self.attempt(lambda uow, row, owner: uow.outbox.sending(row, owner, at(self.seconds)))

    def end(self) -> None:
        now = at(self.seconds)
        ends: list[Callable[[UnitOfWork, int, str], None]] = [
            lambda uow, row, owner: uow.outbox.sent(row, owner, 100 + row, now),
            lambda uow, row, owner: uow.outbox.retry(row, owner, at(self.seconds + 7), "429"),
            lambda uow, row, owner: uow.outbox.fail(row, owner, "403", now),
            lambda uow, row, owner: uow.outbox.unknown(row, owner, "timeout", now),
        ]
        self.attempt(self.draw.choice(ends))

    def attempt(self, step: Callable[[UnitOfWork, int, str], None]) -> None:
        """Take the step for something that was claimed at some time; it may be lost since."""
        if not self.held:
            return
        owner, row = self.draw.choice(self.held)
        try:
            self.database.write(lambda uow: step(uow, row, owner))
            self.log.append("done")
        except Conflict:
            self.log.append("conflict")

    def recover(self) -> None:
        if self.draw.random() < 0.3:
            self.log.append(self.database.write(lambda uow: uow.outbox.recover(at(self.seconds))))


def lane_of(row: Outgoing) -> tuple[int, int]:
    return row.notice.chat_id, row.notice.lane


@pytest.mark.parametrize("seed", range(4))
def test_both_databases_tell_the_same_history(
    seed: int, sqlite_url: str, postgresql_url: str
) -> None:
    with closing(Database(sqlite_url)) as left, closing(Database(postgresql_url)) as right:
        told, retold = History(left, seed).run(), History(right, seed).run()
    # Numbers that a refused insert used up differ; everything else is the same.
    assert renumbered(told) == renumbered(retold)
    assert {"done", "conflict"} <= {one for one in told if isinstance(one, str)}


def renumbered(history: list[object]) -> list[object]:
    rows = sorted({row.id for row in history if isinstance(row, Outgoing)})
    place = {row: number for number, row in enumerate(rows)}

    def anew(row: Outgoing) -> Outgoing:
        message = None if row.message_id is None else 100 + place[row.message_id - 100]
        return replace(row, id=place[row.id], message_id=message)

    return [
        anew(one)
        if isinstance(one, Outgoing)
        else tuple(anew(row) for row in one)
        if isinstance(one, tuple)
        else one
        for one in history
    ]
