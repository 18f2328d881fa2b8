"""`pandu serve`, `pandu demo` and `pandu sample load`."""

import asyncio
import json
import logging
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import sample
from bot.app import TelegramRefused
from bot.app import serve as serve_bot
from bot.cli.console import PROBLEM, UNREACHABLE, USAGE, opened_database, stop, words
from bot.clock import utcnow
from bot.gateway.redaction import guard_logs
from bot.people.service import Issued
from bot.settings import settings
from storage.database import Database, upgrade
from storage.errors import Busy

DEMO_TOKEN = "42:PANDU-DEMO"  # noqa: S105 - of the local Bot API, which takes any
DEMO_FILE = Path("var/demo.db")
FIRST_ID = 1001  # Telegram ids of the sample ministry's people

sample_commands = typer.Typer(help="The sample ministry.", no_args_is_help=True)


def _log(token: str) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    guard_logs(token)


def serve() -> None:
    """Serve Telegram by long polling until stopped."""
    token = settings().telegram_token.get_secret_value()
    if not token:
        stop(USAGE, "cli.token_needed")
    _log(token)
    with opened_database() as database:
        _run(token, settings().telegram_api, database)


def _run(token: str, api: str, database: Database) -> None:
    try:
        asyncio.run(serve_bot(token, api, database))
    except TelegramRefused:
        stop(UNREACHABLE, "cli.token_refused")


@sample_commands.command("load")
def load() -> None:
    """Bring offices, invented staff and the competency questionnaire; prints new invitations."""
    checked = sample.checked_competency()
    with opened_database() as database:
        loaded = database.write(lambda uow: sample.load(uow, checked, utcnow()))
    for issued in loaded.invitations:
        if issued.person is not None:
            typer.echo(f"{issued.person.staff_id}\t{issued.person.name}\t{issued.code}")


@sample_commands.callback()
def sample_group() -> None:
    """The sample ministry."""


def demo(
    port: Annotated[int, typer.Option(help="Where the chat page is.")] = 8080,
) -> None:
    """A local Bot API with a chat page and the bot beside it; begins anew at every start."""
    DEMO_FILE.parent.mkdir(exist_ok=True)
    for old in DEMO_FILE.parent.glob(f"{DEMO_FILE.name}*"):
        old.unlink()
    url = f"sqlite:///{DEMO_FILE}"
    _log(DEMO_TOKEN)
    logging.getLogger().setLevel(logging.WARNING)
    upgrade(url)
    database = Database(url)
    emulator = _start_emulator(port)
    try:
        checked = sample.checked_competency()
        loaded = database.write(lambda uow: sample.load(uow, checked, utcnow()))
        address = f"http://127.0.0.1:{port}"
        _introduce(
            address, [_visitor(database, n, one) for n, one in enumerate(loaded.invitations)]
        )
        words("cli.demo", address=address)
        _run(DEMO_TOKEN, address, database)
    except Busy:
        stop(UNREACHABLE, "cli.database_busy")
    finally:
        emulator.terminate()
        emulator.wait()
        database.close()


def _start_emulator(port: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bot.emulator", "--port", str(port), "--token", DEMO_TOKEN]
    # A session of its own, so that Ctrl-C reaches only us and we end it last.
    emulator = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    line = emulator.stdout.readline() if emulator.stdout else ""
    if not line.startswith("listening"):
        emulator.wait()
        stop(PROBLEM, "cli.port_taken", port=port)
    return emulator


def _visitor(database: Database, position: int, issued: Issued) -> dict[str, Any]:
    person = issued.person
    if person is None:
        raise ValueError("the sample ministry invites people by name")
    with database.read() as uow:
        office = uow.offices.by_code(person.office)
    first, _, last = person.name.partition(" ")
    return {
        "id": FIRST_ID + position,
        "first_name": first,
        "last_name": last,
        "language_code": person.language,
        "note": f"{person.role or person.access} · {office.name}",
        "start_parameter": issued.code,
    }


def _introduce(address: str, people: list[dict[str, Any]]) -> None:
    request = urllib.request.Request(  # noqa: S310 - our own process on loopback
        f"{address}/control/people",
        data=json.dumps(people).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        answer.read()
