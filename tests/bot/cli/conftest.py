"""A shell on an empty database, and one on the test ministry."""

from pathlib import Path

import pytest

from storage.database import Database
from tests.bot.cli.running import Shell
from tests.support.people import found_ministry


@pytest.fixture
def shell(tmp_path: Path, sqlite_url: str) -> Shell:
    """An empty database."""
    return Shell(tmp_path, sqlite_url)


@pytest.fixture
def ministry(shell: Shell) -> Shell:
    """The test ministry's offices and roster; nobody has enrolled."""
    database = Database(shell.database_url)
    found_ministry(database)
    database.close()
    return shell
