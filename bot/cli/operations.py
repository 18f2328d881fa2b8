"""`pandu db`, `pandu settings` and `pandu status`."""

from typing import Annotated

import typer

from bot.access import Operator, require
from bot.cli.console import emit, opened_database, words
from bot.settings import Settings
from bot.settings import settings as current
from knowledge.meaning import meaning_state

db = typer.Typer(help="The database.", no_args_is_help=True)


@db.command()
def upgrade() -> None:
    """Bring the database to the newest schema; every other command does so too."""
    with opened_database():
        words("cli.upgraded")


@db.callback()
def db_group() -> None:
    """The database."""


def settings() -> None:
    """The settings: environment variable, what it is for, whether it is set."""
    for name, field in Settings.model_fields.items():
        state = "set" if name in current().model_fields_set else "default"
        typer.echo(f"PANDU_{name.upper()}\t{state}\t{field.description}")


def status(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """What waits, what failed, what may have been sent: for whoever looks after the bot."""
    with opened_database() as database, database.read() as uow:
        require(Operator(), "status.read")
        outbox = dict(uow.outbox.counts())
        unknown = [(row.id, row.notice.name, row.notice.chat_id) for row in uow.outbox.unknowns()]
        dead = [(row.update_id, row.chat_id, row.reference) for row in uow.inbox.parked()]
    meaning = meaning_state(current().meaning == "on")
    if as_json:
        emit(
            {
                "meaning": meaning,
                "outbox": outbox,
                "unknown": [{"row": r, "name": n, "chat": c} for r, n, c in unknown],
                "parked": [{"update": u, "chat": c, "reference": r} for u, c, r in dead],
            }
        )
        return
    typer.echo(f"meaning\t{meaning}")
    for state, count in sorted(outbox.items()):
        typer.echo(f"outbox\t{state}\t{count}")
    for line in unknown:
        typer.echo("unknown\t" + "\t".join(map(str, line)))
    for entry in dead:
        typer.echo("parked\t" + "\t".join(map(str, entry)))
