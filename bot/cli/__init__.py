"""The command line: one module per group of commands."""

import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import typer
from typer.core import TyperGroup

from bot.cli.console import USAGE, say_wrong_settings

# Where each command lives; a module holds either one function or a group of its own.
COMMANDS = {
    "serve": "bot.cli.serving:serve",
    "demo": "bot.cli.demo:demo",
    "settings": "bot.cli.operations:settings",
    "status": "bot.cli.operations:status",
    "people": "bot.cli.people:people",
    "invite": "bot.cli.invite:invite",
    "forms": "bot.cli.forms:forms",
    "export": "bot.cli.export:export",
    "submissions": "bot.cli.submissions:submissions",
    "ici": "bot.cli.ici:ici",
    "sop": "bot.cli.sop:sop",
    "sample": "bot.cli.sample:sample_commands",
    "db": "bot.cli.operations:db",
}


class Commands(TyperGroup):
    """Imports a command's module when it is asked for, so that `serve` restarts without pyxform."""

    def list_commands(self, _ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:  # its type has no public name
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(module), attribute)
        if not isinstance(found, typer.Typer):
            alone = typer.Typer(add_completion=False)
            alone.command()(found)
            found = alone
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # their boxes print variables, which hold answers
)


@app.callback()
def pandu() -> None:
    """Pandu: self-assessment interviews in Telegram."""


def main() -> None:
    """Run the command of `sys.argv`; ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Whatever the locale; a file's name may hold bytes that are no text.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if say_wrong_settings():
        sys.exit(USAGE)
    app(prog_name="pandu")
