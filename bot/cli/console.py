"""What every command shares: the database, words on stderr, JSON on stdout, exit codes."""

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import typer

from bot.access import Operator, audited
from bot.clock import utcnow
from bot.i18n import say
from bot.settings import console_language, settings, wrong_settings
from storage.database import Database
from storage.errors import Busy, Newer, Unavailable
from storage.schema import upgrade

PROBLEM, USAGE, UNREACHABLE = 1, 2, 3
FILE_LIMIT = 20_000_000  # bytes; more is not a roster or a questionnaire

_WRONG_SETTINGS = {
    "telegram_api": "cli.setting.telegram_api",
    "database_url": "cli.setting.database_url",
    "language": "cli.setting.language",
    "meaning": "cli.setting.meaning",
}


def words(key: str, **values: object) -> None:
    """One line for a person, on stderr."""
    sys.stderr.write(say(settings().language, key, **values) + "\n")


def emit(value: Any) -> None:
    """One JSON value on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def stop(code: int, key: str, **values: object) -> NoReturn:
    words(key, **values)
    raise typer.Exit(code)


def say_wrong_settings() -> bool:
    """A line for each setting that cannot be used; whether there was one."""
    wrong = wrong_settings()
    for name in wrong:
        sys.stderr.write(say(console_language(), _WRONG_SETTINGS[name]) + "\n")
    return bool(wrong)


@contextmanager
def opened_database() -> Iterator[Database]:
    """The database of the settings, at the newest schema; refusals become exit codes."""
    url = settings().database_url
    try:
        if url.startswith("sqlite:///"):
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        stop(UNREACHABLE, "cli.database_unreachable")
    try:
        upgrade(url)
        database = Database(url, settings().files)
        try:
            yield database
        finally:
            database.close()
    except Unavailable:
        stop(UNREACHABLE, "cli.database_unreachable")
    except Busy:
        stop(UNREACHABLE, "cli.database_busy")
    except Newer:
        stop(UNREACHABLE, "cli.database_newer")


def note_reading(database: Database, action: str, questionnaire: str) -> None:
    """The audit book says that somebody at the server has read what people answered."""
    subject = f"questionnaire:{questionnaire}"
    database.write(lambda uow: uow.audit.add(utcnow(), audited(Operator()), action, subject, {}))


def file_content(path: Path) -> bytes:
    """The file's bytes; of a file above FILE_LIMIT the first of them, still above it."""
    try:
        with path.open("rb") as file:
            return file.read(FILE_LIMIT + 1)
    except OSError as error:
        stop(PROBLEM, "cli.file_unreadable", file=str(path), reason=error.strerror or "")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file to write instead of `path`, which it becomes when the block ends well.

    A device or pipe is given as it is. What cannot be written ends the command.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if path.exists() and not path.is_file():
            yield path
            return
        target = path.resolve()  # a link stays a link
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            part.touch()  # refused before the work, not after it
            yield part
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        stop(PROBLEM, "cli.file_unwritable", file=str(path), reason=error.strerror or "")
