"""The database: many readers, and one writer thread that commits in groups."""

import asyncio
import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import URL, Connection

from storage import engines
from storage.contents import Contents
from storage.errors import Busy, Unavailable
from storage.stores.sops import Built
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")
Work = Callable[[UnitOfWork], T]

BATCH = 64  # units of work that share one commit at most


class _Unit:
    """A unit of work that waits, and the future of its result."""

    __slots__ = ("error", "future", "result", "work")

    def __init__(self, work: Work[Any]) -> None:
        self.work = work
        self.future: Future[Any] = Future()
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self, open_unit: Callable[[Connection], UnitOfWork], connection: Connection) -> None:
        self.result = self.work(open_unit(connection))
        if not engines.is_open(connection):
            raise RuntimeError("a unit of work caught an error of the database and went on")

    def settle(self) -> None:
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


class Database:
    """One SQL database, SQLite or PostgreSQL, as this process uses it.

    Reads run in the caller's thread on their own connections; every write runs in one thread.
    A database that is out of reach, locked for longer than the busy timeout, or full raises
    Unavailable. `contents` holds the files that people sent: in the folder `files`, else beside a
    SQLite file, else in the folder where the process works.
    """

    def __init__(self, url: str, files: Path | None = None) -> None:
        self._url = engines.parse(url)
        self.contents = Contents(files or _beside(self._url))
        self._built = Built()
        self._reading = engines.reading(self._url)
        self._writing = engines.writing(self._url)
        self._connection: Connection | None = None
        self._waiting: SimpleQueue[_Unit | None] = SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._lock: int | None = None
        self._writer = threading.Thread(target=self._write_on, name="writer", daemon=True)
        self._writer.start()

    def own(self) -> bool:
        """Claim to be the one process that serves; True when no other process can.

        On SQLite this holds a lock on `<file>.lock` until `close` or death, and raises Busy when
        another process holds it. On PostgreSQL several may serve, and it is False.
        """
        if self._url.get_backend_name() != "sqlite":
            return False
        if self._lock is None:
            self._lock = _locked(f"{self._url.database}.lock")
        return True

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """A unit of work that sees one moment and cannot write."""
        with engines.translating(), self._reading.connect() as connection, connection.begin():
            yield self._unit(connection)

    def submit(self, work: Work[T]) -> Future[T]:
        """Queue the work for the writer thread; the future resolves after its commit.

        Work that waits together shares a commit, each in its own savepoint: what one raises is
        its own. When the commit fails, every one of them gets the error.
        """
        unit = _Unit(work)
        with self._closing:
            if self._closed:
                raise Unavailable("the database is closed")
            self._waiting.put(unit)
        return unit.future

    def write(self, work: Work[T]) -> T:
        """Do the work in the writer thread and wait for its commit."""
        if threading.current_thread() is self._writer:
            raise RuntimeError("a unit of work cannot wait for another one")
        return self.submit(work).result()

    async def run(self, work: Work[T]) -> T:
        """Do the work in the writer thread and await its commit.

        Cancelling gives up waiting; work that has begun is committed all the same.
        """
        return await asyncio.wrap_future(self.submit(work))

    def close(self) -> None:
        """Finish what waits, then let go of all connections and the lock."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._writer.join()
        self._reading.dispose()
        self._writing.dispose()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _unit(self, connection: Connection) -> UnitOfWork:
        return UnitOfWork(connection, self.contents, self._built)

    def _write_on(self) -> None:
        going_on = True
        while going_on:
            units, going_on = self._take()
            units = [unit for unit in units if unit.future.set_running_or_notify_cancel()]
            if units:
                self._commit(units)
        self._disconnect()

    def _take(self) -> tuple[list[_Unit], bool]:
        """Wait for a unit, take what waits with it, and say whether to go on after them."""
        units: list[_Unit] = []
        try:
            while len(units) < BATCH:
                unit = self._waiting.get(block=not units)
                if unit is None:
                    return units, False
                units.append(unit)
        except Empty:
            pass
        return units, True

    def _commit(self, units: list[_Unit]) -> None:
        """Run the units in one transaction with one commit, then settle their futures."""
        try:
            connection = self._connect()
            with connection.begin():
                if len(units) == 1:
                    units[0].run(self._unit, connection)
                else:
                    _run_apart(units, self._unit, connection)
        except BaseException as error:
            said = engines.translated(error)
            for unit in units:
                unit.error = said
            if len(units) > 1 or isinstance(said, Unavailable):
                self._disconnect()
        for unit in units:
            unit.settle()

    def _connect(self) -> Connection:
        if self._connection is None:
            self._connection = self._writing.connect()
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


def _run_apart(
    units: list[_Unit], open_unit: Callable[[Connection], UnitOfWork], connection: Connection
) -> None:
    """Run each unit in its own savepoint. Raises only what ends the transaction for them all.

    In plain SQL: SQLAlchemy's savepoint objects cost more, and every answer takes several.
    """
    for unit in units:
        connection.exec_driver_sql("SAVEPOINT unit")
        try:
            unit.run(open_unit, connection)
        except BaseException as error:
            unit.error = engines.translated(error)
            if engines.is_over(connection):
                raise
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT unit")
        connection.exec_driver_sql("RELEASE SAVEPOINT unit")


def _beside(url: URL) -> Path:
    """`var/pandu-files` for `var/pandu.db`; `pandu-files` for PostgreSQL."""
    if url.get_backend_name() != "sqlite":
        return Path("pandu-files")
    file = Path(url.database or "")
    return file.with_name(f"{file.stem}-files")


def _locked(path: str) -> int:
    """The descriptor of the file, locked for as long as it is open. Raises Busy, Unavailable."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Unavailable(str(error)) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise Busy(f"another process holds {path}") from error
    return descriptor
