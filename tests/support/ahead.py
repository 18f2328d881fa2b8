"""`pandu serve` by a clock that runs ahead: python -m tests.support.ahead SECONDS."""

import logging
import sys
from datetime import datetime, timedelta

from bot.cli.console import opened_database
from bot.cli.process import begin_log, ending_quietly
from bot.cli.serving import run
from bot.clock import utcnow
from bot.settings import settings

NOON = 4  # hours, UTC: from 11 to 13 in the three zones of Indonesia
SATURDAY = 5


def to_working_hours(now: datetime) -> timedelta:
    """How long it is from `now` to the middle of a working day."""
    then = now.replace(hour=NOON, minute=0, second=0, microsecond=0)
    while then < now or then.weekday() >= SATURDAY:
        then += timedelta(days=1)
    return then - now


def main() -> None:
    ahead = timedelta(seconds=float(sys.argv[1]))
    token = settings().telegram_token.get_secret_value()
    begin_log(token, logging.INFO)
    with ending_quietly(), opened_database() as database:
        run(token, settings().telegram_api, database, lambda: utcnow() + ahead)


if __name__ == "__main__":
    main()
