"""The emulator's own clock: it imports nothing of ours, and its log is compared by both times."""

import time
from datetime import UTC, datetime


def monotonic() -> float:
    """Seconds; on one machine comparable between processes."""
    return time.monotonic()


def unix() -> int:
    """Whole seconds since 1970, as Telegram dates messages."""
    return int(time.time())  # noqa: TID251


def wall() -> str:
    """ISO 8601 in UTC with milliseconds and Z."""
    now = datetime.now(UTC)  # noqa: TID251
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
