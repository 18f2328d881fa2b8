"""The real emulator process, and the two sides from which tests speak to it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from time import sleep
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

TOKEN = "42:TEST"
ids = count(1001)


@dataclass
class Emulator:
    """One process; `person` is somebody new in it."""

    url: str
    process: subprocess.Popen[str]
    person: int = field(default_factory=lambda: next(ids))

    def ask(self, path: str, body: Any = None, method: str | None = None) -> tuple[int, Any]:
        """HTTP status and JSON; a body makes it a POST."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} if data else {}
        request = Request(f"{self.url}/{path}", data, headers, method=method)
        try:
            with urlopen(request) as response:
                return response.status, json.load(response)
        except HTTPError as error:
            with error:
                return error.code, json.load(error)

    def bot(self, name: str, **parameters: Any) -> Any:
        """The result of a Bot API method that succeeds."""
        status, body = self.ask(f"bot{TOKEN}/{name}", parameters)
        assert (status, body.get("ok")) == (200, True), body
        return body["result"]

    def refused(self, name: str, **parameters: Any) -> str:
        """The description of a 400."""
        status, body = self.ask(f"bot{TOKEN}/{name}", parameters)
        assert (status, body["ok"], body["error_code"]) == (400, False, 400), body
        return str(body["description"]).removeprefix("Bad Request: ")

    def look(self, path: str) -> Any:
        status, body = self.ask(f"control/{path}")
        assert status == 200, body
        return body

    def act(self, path: str, **body: Any) -> Any:
        """What `person` does."""
        status, answer = self.ask(f"control/{path}", {"person": self.person, **body})
        assert status == 200, answer
        return answer

    def fault(self, **fault: Any) -> None:
        status, answer = self.ask("control/faults", fault)
        assert status == 200, answer

    def join(self, **person: Any) -> int:
        """A new person who has not written yet."""
        self.person = next(ids)
        status, answer = self.ask(
            "control/people", {"id": self.person, "first_name": "Sari", **person}
        )
        assert status == 200, answer
        return self.person

    def card(self, *data: str) -> int:
        """A message of the bot with a row of buttons; its id."""
        row = [{"text": each, "callback_data": each} for each in data]
        sent = self.bot(
            "sendMessage",
            chat_id=self.person,
            text="Siap?",
            reply_markup={"inline_keyboard": [row]},
        )
        return int(sent["message_id"])

    def await_poll(self) -> None:
        """Return once a getUpdates waits."""
        while not self.look("status")["polling"]:
            sleep(0.01)

    def last_seq(self) -> int:
        return int(self.look("status")["last_seq"])


@contextmanager
def running(*options: str) -> Iterator[Emulator]:
    """Start a process on a free port; it is ended when the block is left."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.emulator", "--port", "0", "--token", TOKEN, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("listening on http://"), line
        try:
            yield Emulator(line.split()[-1], process)
        finally:
            process.terminate()


@contextmanager
def begun() -> Iterator[Emulator]:
    """As `running`, with a person who has started the bot."""
    with running() as emulator:
        emulator.join()
        emulator.act("say", text="/start")
        yield emulator
