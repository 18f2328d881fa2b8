"""The whole product as processes: the local Bot API, and `pandu serve` beside it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.access import Operator
from bot.questionnaires import service as questionnaires
from storage.database import Database
from tests.support import forked
from tests.support.people import NOW


@dataclass
class Bot:
    """`pandu serve` on a database; can be killed and started anew."""

    database_url: str
    api: str
    token: str
    log: Path
    ahead: timedelta = timedelta()  # by which its clock is put ahead
    process: BaseProcess | None = None

    def start(self) -> None:
        environment = {
            **os.environ,
            "PANDU_DATABASE_URL": self.database_url,
            "PANDU_TELEGRAM_API": self.api,
            "PANDU_TELEGRAM_TOKEN": self.token,
            "PANDU_MEANING": "off",
            "PANDU_FILES": str(self.log.parent / "pandu-files"),
        }
        module, *arguments = self._served()
        self.process = forked.start(
            module,
            *arguments,
            folder=Path.cwd(),
            environment=environment,
            output=self.log,
            errors=self.log,
        )

    def _served(self) -> tuple[str, ...]:
        if self.ahead:
            return "tests.support.ahead", str(self.ahead.total_seconds())
        return "bot.cli", "serve"

    def kill(self) -> None:
        """SIGKILL: nothing is flushed, nobody is told."""
        assert self.process is not None
        self.process.kill()
        self.process.join()
        self.process = None

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        assert self.process is not None
        self.process.terminate()
        self.process.join(30)
        code = self.process.exitcode
        assert code is not None
        self.process = None
        return code


@contextmanager
def serving(
    database_url: str, api: str, token: str, log: Path, ahead: timedelta = timedelta()
) -> Iterator[Bot]:
    bot = Bot(database_url, api, token, log, ahead)
    bot.start()
    try:
        yield bot
    finally:
        if bot.process is not None:
            bot.kill()


def publish(database: Database, markdown: str, name: str = "form.md") -> None:
    """Publish a Markdown XLSForm, as `pandu forms publish` does."""
    source = markdown.encode()
    checked = questionnaires.check_workbook(source, name)
    assert checked.ok, checked.problems
    database.write(lambda uow: questionnaires.publish(uow, Operator(), checked, source, NOW))
