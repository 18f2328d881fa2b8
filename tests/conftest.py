"""Fixtures of all tests: both databases, and no way to the outside."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.schema import upgrade
from tests.support.databases import (
    CannotStartError,
    empty,
    postgres_database,
    postgres_server,
)
from tests.support.network import loopback_only

LONG = ("tests/system/", "tests/bot/test_languages.py", "tests/bot/interviews/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first, so that the workers of `make test` end together."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(scope="session", autouse=True)
def _no_way_out() -> Iterator[None]:
    with loopback_only():
        yield


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """A migrated PostgreSQL database of this worker; skips where no server can start."""
    try:
        with postgres_server() as server, postgres_database(server) as address:
            yield address
    except CannotStartError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """The address of an empty, migrated SQLite file."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'pandu.db')}"


@pytest.fixture
def postgresql_url(postgres_address: str) -> Iterator[str]:
    """The address of an empty, migrated PostgreSQL database."""
    yield postgres_address
    empty(postgres_address)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty, migrated database: the test runs on each kind."""
    kind: str = request.param
    url: str = request.getfixturevalue(f"{kind}_url")
    return url


@pytest.fixture
def database(database_url: str, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database: the test runs on each kind."""
    database = Database(database_url, tmp_path / "pandu-files")
    yield database
    database.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden transcripts anew")
