"""Keeps the demo's bot alive, and does to it what the chat page wishes: kill it, move its clock."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.client import HTTPException
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import sleep
from typing import Any

from bot.cli.console import words

Json = dict[str, Any]

TOKEN = "42:PANDU-DEMO"  # noqa: S105 - of the local Bot API, which takes any
DOWN_SECONDS = 2.0  # so that a person sees that the bot was gone
LOOK_SECONDS = 0.05
HOLD_SECONDS = 40.0  # more than the page holds back an answer without wishes
END_SECONDS = 1.2  # for each of two processes, so that Ctrl-C takes less than three
FAILURES = (OSError, HTTPException, ValueError)


class PageGone(Exception):  # noqa: N818 - what happened
    """The local Bot API ended by itself."""


class Page:
    """The control endpoints of the local Bot API."""

    def __init__(self, address: str) -> None:
        self.address = address
        # Never by way of a proxy: it is on this machine.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(self, path: str, body: Any = None, seconds: float = 10.0) -> Any:
        """JSON in, when given, and JSON out. Raises one of FAILURES."""
        request = urllib.request.Request(  # noqa: S310 - our own process on loopback
            f"{self.address}/control/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with self._opener.open(request, timeout=seconds) as answer:
            return json.load(answer)


class Child:
    """A Python module as a process that ends when its standard input does, that is, with us.

    It has a session of its own, so that Ctrl-C reaches only us and we end it in order.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and modules
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )

    @property
    def runs(self) -> bool:
        return self.process.poll() is None

    def line(self) -> str:
        """The next line that it says; empty when it has ended."""
        return self.process.stdout.readline().decode().strip() if self.process.stdout else ""

    def order(self, line: str) -> None:
        """Give an order and wait until it is carried out; one that has ended needs none."""
        if self.process.stdin:
            with suppress(BrokenPipeError):
                self.process.stdin.write(f"{line}\n".encode())
                self.process.stdin.flush()
                self.line()

    def kill(self) -> None:
        """SIGKILL: nothing is flushed, nobody is told."""
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()


class Supervisor:
    """One bot at a time; the next one is warmed up while nobody answers."""

    def __init__(self, page: Page, emulator: Child, api: str, folder: Path, bot: Child) -> None:
        """`api` is where the bot finds the Bot API; `bot` waits for the order to start."""
        self._page = page
        self._emulator = emulator
        self._api = api
        self._folder = folder
        self._bot = bot
        self._ahead = 0
        self._todo: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def begin(self) -> None:
        """From now on the page may wish."""
        self._report(bot="down")
        self._when_ended(self._emulator, self._page_ended)
        self._watch_bot()
        Thread(target=self._hear_wishes, daemon=True).start()

    def run(self) -> None:
        """Serve until interrupted. Raises PageGone."""
        self._start()
        while True:
            self._todo.get()()

    def end(self) -> None:
        self._bot.end()

    def _hear_wishes(self) -> None:
        heard = 0
        while True:
            try:
                answer = self._page.ask(f"wishes?after={heard}", seconds=HOLD_SECONDS)
            except FAILURES:
                sleep(LOOK_SECONDS)
                continue
            for wish in answer["wishes"]:
                heard = wish["id"]
                self._todo.put(partial(self._carry_out, wish))

    def _carry_out(self, wish: Json) -> None:
        if "ahead" in wish:
            self._ahead = wish["ahead"]
            self._bot.order(f"ahead {self._ahead}")
        if "kill" in wish:
            self._bot.kill()
            self._replace()
        self._report(done=wish["id"])

    def _bot_ended(self, bot: Child) -> None:
        if bot is self._bot:
            words("cli.demo_again", code=bot.process.returncode)
            self._replace()

    def _replace(self) -> None:
        self._report(bot="down")
        self._bot = begun(self._folder)
        self._watch_bot()
        sleep(DOWN_SECONDS)
        self._start()

    def _start(self) -> None:
        """Start the bot that waits; it is up when it asks for updates, or could if let."""
        self._bot.order(f"ahead {self._ahead}")
        self._bot.order(f"start {self._api}")
        while self._bot.runs and self._emulator.runs:
            with suppress(*FAILURES):
                status = self._page.ask("status")
                if status["polling"] or status["machine"]["network"] == "cut":
                    self._report(bot="up")
                    return
            sleep(LOOK_SECONDS)

    def _report(self, **report: str | int) -> None:
        with suppress(*FAILURES):
            self._page.ask("supervisor", report)

    def _watch_bot(self) -> None:
        self._when_ended(self._bot, partial(self._bot_ended, self._bot))

    def _when_ended(self, child: Child, then: Callable[[], None]) -> None:
        def wait() -> None:
            child.process.wait()
            self._todo.put(then)

        Thread(target=wait, daemon=True).start()

    def _page_ended(self) -> None:
        raise PageGone


def database_url(folder: Path) -> str:
    """The database of a demo that keeps its things in `folder`."""
    return f"sqlite:///{folder}/demo.db"


def begun(folder: Path) -> Child:
    """A bot that is loaded, and waits for the order to start."""
    return Child("bot.cli.demo_bot", str(folder))
