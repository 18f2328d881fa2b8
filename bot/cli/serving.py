"""`pandu serve`, and what the demo's bot shares with it."""

import asyncio
import logging

from bot.app import TelegramRefused
from bot.app import serve as serve_bot
from bot.cli.console import UNREACHABLE, USAGE, opened_database, stop
from bot.cli.process import begin_log, ending_quietly
from bot.clock import Clock, utcnow
from bot.settings import settings
from bot.sops.publishing import seed_library
from storage.database import Database


def serve() -> None:
    """Serve Telegram by long polling until stopped."""
    token = settings().telegram_token.get_secret_value()
    if not token:
        stop(USAGE, "cli.token_needed")
    begin_log(token, logging.INFO)
    with ending_quietly(), opened_database() as database:
        run(token, settings().telegram_api, database, utcnow)


def run(token: str, api: str, database: Database, clock: Clock) -> None:
    """Serve until a signal comes; a token that Telegram does not know ends the command."""
    database.write(lambda uow: seed_library(uow, clock()))
    try:
        asyncio.run(serve_bot(token, api, database, clock))
    except TelegramRefused:
        stop(UNREACHABLE, "cli.token_refused")
