"""Commands as processes of their own, forked from one that has imported all of them.

An import takes seconds; tests run hundreds of commands, and kill the bot again and again.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.cli import COMMANDS


@cache
def _server() -> ForkServerContext:
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(
        [__name__, *{module.partition(":")[0] for module in COMMANDS.values()}]
    )
    return found


def start(
    module: str,
    *arguments: str,
    folder: Path,
    environment: Mapping[str, str],
    output: Path,
    errors: Path,
    entered: Path | None = None,
) -> BaseProcess:
    """`python -m MODULE ARGUMENTS…`: what it writes is added to two files, or to one."""
    given = (module, arguments, folder, dict(environment), output, errors, entered)
    process = _server().Process(target=_run, args=given)
    process.start()
    return process


def _run(
    module: str,
    arguments: tuple[str, ...],
    folder: Path,
    environment: dict[str, str],
    output: Path,
    errors: Path,
    entered: Path | None,
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    adding = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    for number, (path, flags) in enumerate(
        [(entered or os.devnull, os.O_RDONLY), (output, adding), (errors, adding)]
    ):
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for number, mode in enumerate("rww")
    )
    sys.argv = [module, *arguments]
    import_module(module).main()
