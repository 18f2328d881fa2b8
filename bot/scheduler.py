"""The clock: at set times each feature looks for what has fallen due. Truth is in tables."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.chat.jobs import Job
from bot.clock import Clock
from bot.gateway.incidents import describe
from storage.database import Database
from storage.errors import StorageError

log = logging.getLogger(__name__)
# It would write two lines whenever a job looks and finds nothing to do, and warn at each tick that
# a long one is still at it.
logging.getLogger("apscheduler").setLevel(logging.ERROR)


@contextmanager
def ticking(jobs: Iterable[Job], database: Database, clock: Clock) -> Iterator[None]:
    """Run the jobs, each as often as it says and never twice at once, until the block ends.

    `clock` tells the job what time it is; how long to wait is told by the machine.
    """
    scheduler = AsyncIOScheduler(timezone="UTC")
    for job in jobs:
        scheduler.add_job(
            _run,
            "interval",
            (job, database, clock),
            seconds=job.every.total_seconds(),
            id=job.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def _run(job: Job, database: Database, clock: Clock) -> None:
    try:
        await asyncio.to_thread(job.work, database, clock())
    except asyncio.CancelledError:
        log.info("job left at the stop name=%s", job.name)  # its thread ends by itself
    except StorageError as error:
        # It is due still, and tried again at the next tick.
        log.warning("job put off name=%s error=%s", job.name, type(error).__name__)
    except Exception as error:
        # Left to the scheduler it would be logged with its message, which may hold what was asked.
        log.error("job failed name=%s error=%s", job.name, describe(error))
