"""How a process of ours begins its log, and ends when it is asked to."""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from bot.gateway.redaction import guard_logs

ENDING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def ending_quietly() -> Iterator[None]:
    """Ctrl-C or SIGTERM before or after the bot's own loop ends the block, with exit code 0."""
    for number in ENDING:
        signal.signal(number, _interrupt)
    try:
        yield
    except KeyboardInterrupt:
        return


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """Only the first signal interrupts: a second one must not break off the tidying up."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def begin_log(token: str, level: int) -> None:
    """Log to stderr, never with the token."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    guard_logs(token)
