"""`pandu sample load`."""

import typer

from bot import sample
from bot.cli.console import opened_database
from bot.clock import utcnow

sample_commands = typer.Typer(help="The sample ministry.", no_args_is_help=True)


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
