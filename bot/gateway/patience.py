"""Waiting for what is nobody's fault: a database or a network that is away for a while."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from typing import TypeVar

from storage.database import Database
from storage.errors import Unavailable
from storage.unit_of_work import UnitOfWork

LONGEST_PAUSE = 5.0  # seconds; a network that is back does not keep people waiting for longer

T = TypeVar("T")
log = logging.getLogger(__name__)


def doubling(first: float, longest: float) -> Iterator[float]:
    """Seconds to wait before each further attempt."""
    pause = first
    while True:
        yield pause
        pause = min(pause * 2, longest)


async def persist(database: Database, work: Callable[[UnitOfWork], T]) -> T:
    """Run a unit of work, again and again while the database is unavailable."""
    pauses = doubling(0.1, 5.0)
    while True:
        try:
            return await database.run(work)
        except Unavailable:
            pause = next(pauses)
            log.warning("database unavailable, next attempt in seconds=%.1f", pause)
            await asyncio.sleep(pause)
