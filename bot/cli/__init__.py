"""The command line: one module per group of commands."""

import typer

from bot.cli.export import export
from bot.cli.forms import forms
from bot.cli.operations import db, settings, status
from bot.cli.people import invite, people
from bot.cli.serving import demo, sample_commands, serve

app = typer.Typer(
    help="Pandu: self-assessment interviews in Telegram.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # their boxes print variables, which hold answers
)
app.command()(serve)
app.command()(demo)
app.command()(settings)
app.command()(status)
app.command()(invite)
app.add_typer(people, name="people")
app.add_typer(forms, name="forms")
app.add_typer(export, name="export")
app.add_typer(sample_commands, name="sample")
app.add_typer(db, name="db")


def main() -> None:
    app()
