"""`pandu sample load`."""

import typer

from bot import sample
from bot.cli.console import opened_database, words
from bot.clock import utcnow

sample_commands = typer.Typer(help="The sample ministry.", no_args_is_help=True)


@sample_commands.command("load")
def load() -> None:
    """Bring offices, invented staff, the competency questionnaire and an invented baseline.

    Prints a new invitation for each of the people on stage who has not enrolled yet.
    """
    checked = sample.checked_competency()
    with opened_database() as database:
        loaded = database.write(lambda uow: sample.load(uow, checked, utcnow()))
    words("cli.sample_loaded", staff=loaded.staff, interviews=loaded.baseline)
    for issued in loaded.invitations:
        if issued.person is not None:
            typer.echo(f"{issued.person.staff_id}\t{issued.person.name}\t{issued.code}")


@sample_commands.callback()
def sample_group() -> None:
    """The sample ministry."""
