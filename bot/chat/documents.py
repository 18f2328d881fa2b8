"""What a feature does with documents that people send to the bot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.unit_of_work import UnitOfWork

Keep = Callable[[UnitOfWork, datetime], None]


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents that a feature takes; of several features the first that can read it does."""

    # (uow to read with, chat id, the file's name): whether it may be one of these
    wanted: Callable[[UnitOfWork, int, str], bool]
    # (chat id, the file's name, its content or None of one above the limit): what keeps it and
    # says so, None when it is something else. May take seconds: not in the writer thread.
    read: Callable[[int, str, bytes | None], Keep | None]
    limit: int  # bytes
