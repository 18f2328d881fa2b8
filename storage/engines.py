"""Connections by our rules: how SQLite and PostgreSQL are opened, and what their errors mean."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.errors import Unavailable

BUSY_TIMEOUT = 10  # seconds that a writer waits for another process's transaction
CONNECT_TIMEOUT = 10  # seconds until a PostgreSQL server that does not answer is given up

_COMMON: dict[str, Any] = {
    # An error of the database ends in a log, and parameters hold answers.
    "hide_parameters": True,
    # PostgreSQL refuses a NaN in JSON, so SQLite shall not take one either.
    "json_serializer": partial(json.dumps, separators=(",", ":"), allow_nan=False),
}

# Primary result codes of SQLite that speak of the file, its locks or its disk, not of our SQL.
_OUT_OF_REACH = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
    )
)


def parse(url: str) -> URL:
    """The URL of a SQLite file or a PostgreSQL database. Raises ValueError for any other."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ValueError("not the address of a SQLite or PostgreSQL database") from None
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "postgresql+psycopg"):
        raise ValueError(f"not a SQLite or PostgreSQL address: {parsed.drivername}")
    if parsed.drivername == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise ValueError("a SQLite database needs a file: its readers have their own connections")
    return parsed


def writing(url: URL) -> Engine:
    """An engine whose transactions write: on SQLite each begins with the write lock."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN IMMEDIATE", "PRAGMA foreign_keys=ON")
    return _postgresql(url)


def reading(url: URL) -> Engine:
    """An engine whose transactions see one moment and cannot write."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN", "PRAGMA query_only=ON")
    return _postgresql(url, isolation_level="REPEATABLE READ").execution_options(
        postgresql_readonly=True
    )


def migrating(url: URL) -> Engine:
    """An engine for changing tables: SQLite rebuilds a table only with foreign keys off."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN IMMEDIATE", "PRAGMA foreign_keys=OFF")
    return _postgresql(url)


def _sqlite(url: URL, begin: str, pragma: str) -> Engine:
    # isolation_level None: the driver begins nothing by itself, we begin as we need.
    arguments = {"isolation_level": None, "timeout": BUSY_TIMEOUT, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, **_COMMON)

    def on_connect(connection: sqlite3.Connection, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(pragma)

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine


def _postgresql(url: URL, **options: Any) -> Engine:
    timeout = {"connect_timeout": CONNECT_TIMEOUT}
    return create_engine(url, connect_args=timeout, pool_pre_ping=True, **_COMMON, **options)


def is_open(connection: Connection) -> bool:
    """Whether the transaction can still commit.

    PostgreSQL dooms a transaction when a statement fails, SQLite ends it when the disk is full;
    to "commit" it then raises nothing and keeps nothing.
    """
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        return bool(driver.in_transaction)
    # IDLE: nothing was asked yet, the driver begins with the first statement.
    return driver.info.transaction_status.name in ("INTRANS", "IDLE")


def is_over(connection: Connection) -> bool:
    """Whether the transaction has ended already, so that no savepoint of it is left."""
    if connection.invalidated:
        return True
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        return not driver.in_transaction
    return driver.info.transaction_status.name not in ("INTRANS", "INERROR")


def translated(error: BaseException) -> BaseException:
    """Unavailable for a database out of reach, locked or full; any other error as it is."""
    if isinstance(error, PoolTimeout):
        return _unavailable(error)
    if not isinstance(error, DBAPIError):
        return error
    if error.connection_invalidated:
        return _unavailable(error)
    if isinstance(error.orig, sqlite3.Error):
        # The primary code is the low byte of the extended one.
        code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
        return _unavailable(error) if code in _OUT_OF_REACH else error
    if isinstance(error, OperationalError | InterfaceError):
        return _unavailable(error)
    return error


def _unavailable(error: BaseException) -> Unavailable:
    cause = getattr(error, "orig", None) or error
    unavailable = Unavailable(str(cause).strip())
    unavailable.__cause__ = cause
    return unavailable


@contextmanager
def translating() -> Iterator[None]:
    """Raise what the block raises, `translated`."""
    try:
        yield
    except Exception as error:
        said = translated(error)
        if said is error:
            raise
        raise said from said.__cause__
