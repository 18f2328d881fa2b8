"""The emulator's own clock: it imports nothing of ours, and can be put ahead of the machine's."""

import time
from datetime import UTC, datetime, timedelta


def monotonic() -> float:
    """Seconds; on one machine comparable between processes. Never put ahead."""
    return time.monotonic()


class Clock:
    """What dates messages and ages queries: the machine's time and `ahead` seconds more."""

    def __init__(self) -> None:
        self.ahead = 0

    def unix(self) -> int:
        """Whole seconds since 1970, as Telegram dates messages."""
        return int(time.time()) + self.ahead  # noqa: TID251

    def wall(self) -> str:
        """ISO 8601 in UTC with milliseconds and Z."""
        now = datetime.now(UTC) + timedelta(seconds=self.ahead)  # noqa: TID251
        return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def elapsed(self) -> float:
        """Seconds for ages and deadlines; a jump of the clock makes everything older."""
        return time.monotonic() + self.ahead
