"""The demo's bot, a process of its own: `python -m bot.cli.demo_bot FOLDER`.

Its orders come by standard input, a line each, and are repeated on standard output when they are
carried out: `start ADDRESS` and `ahead SECONDS`. Where the orders end, the demo is gone.
"""

import logging
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import typer

from bot.cli.process import begin_log, ending_quietly
from bot.cli.serving import run
from bot.cli.supervisor import TOKEN, database_url
from bot.clock import utcnow
from storage.database import Database


class Orders:
    """What the demo wants of its bot; `clock` tells the time that it wants."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ahead = timedelta()
        self._address = ""
        self._started = Event()
        self._known: dict[str, Callable[[str], None]] = {
            "start": self._start,
            "ahead": self._put_ahead,
        }

    def clock(self) -> datetime:
        return utcnow() + self._ahead

    def address(self) -> str:
        """The Bot API's address, once it was told to start."""
        self._started.wait()
        return self._address

    def follow(self) -> None:
        """Carry out orders for ever, and end the process with them."""
        # Unbuffered: a buffer's lock, held by this thread, would spoil the end of the process.
        with suppress(OSError), open(0, "rb", buffering=0, closefd=False) as orders:
            for order in orders:
                name, _, value = order.decode().strip().partition(" ")
                self._known[name](value)
                os.write(1, order)
        # Whoever started us was killed: nobody else would tidy up.
        shutil.rmtree(self._folder, ignore_errors=True)
        os._exit(0)

    def _start(self, address: str) -> None:
        self._address = address
        self._started.set()

    def _put_ahead(self, seconds: str) -> None:
        self._ahead = timedelta(seconds=int(seconds))


def main() -> None:
    folder = Path(sys.argv[1])
    begin_log(TOKEN, logging.WARNING)
    orders = Orders(folder)
    with ending_quietly():
        Thread(target=orders.follow, daemon=True).start()
        address = orders.address()
        database = Database(database_url(folder))
        try:
            run(TOKEN, address, database, orders.clock)
        except typer.Exit as refused:
            sys.exit(refused.exit_code)
        finally:
            database.close()


if __name__ == "__main__":
    main()
