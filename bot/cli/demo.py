"""`pandu demo`: a local Bot API with a chat page, the sample ministry, the bot beside it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from bot import sample
from bot.cli.console import PROBLEM, stop, words
from bot.cli.process import ending_quietly
from bot.cli.supervisor import TOKEN, Child, Page, PageGone, Supervisor, begun, database_url
from bot.clock import utcnow
from bot.i18n import say
from bot.people.service import Issued
from storage.database import Database
from storage.records import Person
from storage.schema import upgrade

FIRST_ID = 1001  # Telegram ids of the sample ministry's people


def demo(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Where the chat page is; 0 takes a free one.")
    ] = 8080,
) -> None:
    """A local Bot API with a chat page and the bot beside it; begins anew at every start."""
    _must_be_free(port)
    with (
        ending_quietly(),
        TemporaryDirectory(prefix="pandu-demo-", ignore_cleanup_errors=True) as folder,
        _ending(_local_bot_api(port)) as emulator,
        _ending(begun(Path(folder))) as bot,
    ):
        people = _sample_people(Path(folder))
        page, api = _addresses(emulator, port)
        page.ask("people", people)
        supervisor = Supervisor(page, emulator, api, Path(folder), bot)
        try:
            supervisor.begin()
            words("cli.demo", address=page.address)
            supervisor.run()
        except PageGone:
            stop(PROBLEM, "cli.demo_page_gone")
        finally:
            supervisor.end()


def _must_be_free(port: int) -> None:
    """Say at once that the port is taken, before processes start and the sample is loaded."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        stop(PROBLEM, "cli.port_taken", port=port)


@contextmanager
def _ending(child: Child) -> Iterator[Child]:
    try:
        yield child
    finally:
        child.end()


def _local_bot_api(port: int) -> Child:
    """The page is at `port`; the bot has a port of its own, so that its network can be cut."""
    ports = ("--port", str(port), "--bot-port", "0")
    return Child("bot.emulator", *ports, "--token", TOKEN, "--end-with-stdin")


def _addresses(emulator: Child, port: int) -> tuple[Page, str]:
    """The page's and the bot's, once both are there."""
    listening, bots = emulator.line(), emulator.line()
    if not bots:
        stop(PROBLEM, "cli.port_taken", port=port)
    return Page(listening.split()[-1]), bots.split()[-1]


def _sample_people(folder: Path) -> list[dict[str, Any]]:
    """Load the sample ministry into a new database; its people, for the page."""
    url = database_url(folder)
    upgrade(url)
    checked = sample.checked_competency()
    database = Database(url)
    try:
        loaded = database.write(lambda uow: sample.load(uow, checked, utcnow()))
        return [_visitor(database, *each) for each in enumerate(loaded.invitations, FIRST_ID)]
    finally:
        database.close()


def _duty(person: Person) -> str:
    """What the person does there, in words of their language."""
    key = f"role.{person.role.lower()}" if person.role else f"access.{person.access}"
    return say(person.language, key)


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
        "note": f"{_duty(person)} · {office.name}",
        "start_parameter": issued.code,
    }
