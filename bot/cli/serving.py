"""`pandu serve`, and what `demo` shares with it."""

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from bot.app import TelegramRefused
from bot.app import serve as serve_bot
from bot.cli.console import UNREACHABLE, USAGE, opened_database, stop
from bot.gateway.redaction import guard_logs
from bot.settings import settings
from storage.database import Database


def serve() -> None:
    """Serve Telegram by long polling until stopped."""
    token = settings().telegram_token.get_secret_value()
    if not token:
        stop(USAGE, "cli.token_needed")
    begin_log(token, logging.INFO)
    with ending_quietly(), opened_database() as database:
        run(token, settings().telegram_api, database)


@contextmanager
def ending_quietly() -> Iterator[None]:
    """Ctrl-C or SIGTERM before or after the bot's own loop ends the block, with exit code 0."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        return


def begin_log(token: str, level: int) -> None:
    """Log to stderr, never with the token."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    guard_logs(token)


def run(token: str, api: str, database: Database) -> None:
    """Serve until a signal comes; a token that Telegram does not know ends the command."""
    try:
        asyncio.run(serve_bot(token, api, database))
    except TelegramRefused:
        stop(UNREACHABLE, "cli.token_refused")
