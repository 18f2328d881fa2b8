"""What a feature does by the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Database

# In a worker thread: may read and write. Whatever it queues has a dedupe key, for it is run again
# and again, and by every process.
Work = Callable[[Database, datetime], None]


@dataclass(frozen=True, slots=True)
class Job:
    name: str  # "sops.tell"
    every: timedelta
    work: Work
