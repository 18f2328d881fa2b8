"""What every command shares: the database, words on stderr, JSON on stdout, exit codes."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import typer

from bot.i18n import say
from bot.settings import settings
from storage.database import Database, upgrade
from storage.errors import Busy, Conflict, NotFound, Unavailable

PROBLEM, USAGE, UNREACHABLE = 1, 2, 3


def words(key: str, **values: object) -> None:
    """One line for a person, on stderr."""
    sys.stderr.write(say(settings().language, key, **values) + "\n")


def emit(value: Any) -> None:
    """One JSON value on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def stop(code: int, key: str, **values: object) -> NoReturn:
    words(key, **values)
    raise typer.Exit(code)


@contextmanager
def opened_database() -> Iterator[Database]:
    """The database of the settings, at the newest schema; refusals become exit codes."""
    url = settings().database_url
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    try:
        upgrade(url)
        database = Database(url)
        try:
            yield database
        finally:
            database.close()
    except Unavailable:
        stop(UNREACHABLE, "cli.database_unreachable")
    except Busy:
        stop(UNREACHABLE, "cli.database_busy")
    except NotFound as missing:
        stop(PROBLEM, "cli.not_found", what=str(missing))
    except Conflict as conflict:
        stop(PROBLEM, "cli.conflict", what=str(conflict))


def file_content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        stop(PROBLEM, "cli.file_unreadable", file=str(path), reason=error.strerror or "")
