"""`pandu demo`: a local Bot API with a chat page, the sample ministry, the bot beside it."""

import json
import logging
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from bot import sample
from bot.cli.console import PROBLEM, stop, words
from bot.cli.serving import begin_log, ending_quietly, run
from bot.clock import utcnow
from bot.people.service import Issued
from storage.database import Database
from storage.schema import upgrade

TOKEN = "42:PANDU-DEMO"  # noqa: S105 - of the local Bot API, which takes any
FIRST_ID = 1001  # Telegram ids of the sample ministry's people


def demo(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Where the chat page is; 0 takes a free one.")
    ] = 8080,
) -> None:
    """A local Bot API with a chat page and the bot beside it; begins anew at every start."""
    begin_log(TOKEN, logging.WARNING)
    with ending_quietly(), _emulator(port) as address, _database() as database:
        _bring_people(database, address)
        words("cli.demo", address=address)
        run(TOKEN, address, database)


@contextmanager
def _emulator(port: int) -> Iterator[str]:
    """The address of a local Bot API in a process of its own."""
    command = [sys.executable, "-m", "bot.emulator", "--port", str(port), "--token", TOKEN]
    # A session of its own, so that Ctrl-C reaches only us and we end it last.
    emulator = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        line = emulator.stdout.readline() if emulator.stdout else ""
        if not line.startswith("listening"):
            stop(PROBLEM, "cli.port_taken", port=port)
        yield line.split()[-1]
    finally:
        emulator.terminate()
        emulator.wait()


@contextmanager
def _database() -> Iterator[Database]:
    """An empty database that goes when the demo ends."""
    with TemporaryDirectory(prefix="pandu-demo-") as folder:
        url = f"sqlite:///{folder}/demo.db"
        upgrade(url)
        database = Database(url)
        try:
            yield database
        finally:
            database.close()


def _bring_people(database: Database, address: str) -> None:
    """Load the sample ministry, and put its people with their invitations on the chat page."""
    checked = sample.checked_competency()
    loaded = database.write(lambda uow: sample.load(uow, checked, utcnow()))
    people = [_visitor(database, *each) for each in enumerate(loaded.invitations, FIRST_ID)]
    request = urllib.request.Request(  # noqa: S310 - our own process on loopback
        f"{address}/control/people",
        data=json.dumps(people).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        answer.read()


def _visitor(database: Database, telegram_id: int, issued: Issued) -> dict[str, Any]:
    person = issued.person
    if person is None:
        raise ValueError("the sample ministry invites people by name")
    with database.read() as uow:
        office = uow.offices.by_code(person.office)
    first, _, last = person.name.partition(" ")
    return {
        "id": telegram_id,
        "first_name": first,
        "last_name": last,
        "language_code": person.language,
        "note": f"{person.role or person.access} · {office.name}",
        "start_parameter": issued.code,
    }
