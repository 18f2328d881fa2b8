"""telegram-test-api of npm, behind the wrapper, as a server of the walk."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

import pytest

from tests.bot.emulator.running import TOKEN
from tests.foreign.driver import Query, Request, Shown
from tests.foreign.wrapper import Wrapper, wrapping

Json = dict[str, Any]

PACKAGE, VERSION = "telegram-test-api", "4.2.1"
HERE = Path(__file__).parent
CACHE = HERE.parents[1] / "var" / "foreign"
INSTALL_SECONDS = 300
PERSON = 2001
COMMAND = re.compile(r"/\w+")


def installed() -> Path:
    """The folder whose node_modules holds the package; the test skips where there can be none."""
    folder = CACHE / f"{PACKAGE}-{VERSION}"
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node and npm are needed to run telegram-test-api")
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="npm-", dir=CACHE))
        try:
            _install(fresh)
            fresh.replace(folder)
        except OSError:
            if not folder.exists():  # else another worker was faster
                raise
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return folder


def _install(folder: Path) -> None:
    options = [
        "--no-package-lock",
        "--no-save",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--fetch-retries=1",
    ]
    command = ["npm", "install", *options, "--prefix", str(folder), f"{PACKAGE}@{VERSION}"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=INSTALL_SECONDS, cwd=folder
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm could not install {PACKAGE} in {INSTALL_SECONDS} s")
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if " code " in line]
        pytest.skip(f"npm could not install {PACKAGE}: {' '.join(said)}")


@contextmanager
def node_server() -> Iterator[str]:
    """telegram-test-api in a process of its own; its address."""
    process = subprocess.Popen(
        ["node", str(HERE / "server.mjs"), str(installed())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DEBUG": ""},
    )
    with process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            assert line.startswith("listening on http://"), line
            yield line.split()[-1]
        finally:
            process.terminate()


@dataclass
class NpmServer:
    node: str
    wrapper: Wrapper

    @property
    def url(self) -> str:
        return self.wrapper.url

    def say(self, text: str) -> None:
        message = self._meta() | {"text": text, "chat": self._chat()}
        command = COMMAND.match(text)
        if command is None:
            self._post("sendMessage", message)
        else:
            entity = {"type": "bot_command", "offset": 0, "length": command.end()}
            self._post("sendCommand", message | {"entities": [entity]})
        self.wrapper.nudge()

    def tap(self, message_id: int, data: str) -> str:
        message = {"message_id": message_id, "chat": self._chat()}
        self._post("sendCallback", self._meta() | {"message": message, "data": data})
        query = self.queries()[-1].id
        self.wrapper.nudge()
        return query

    def messages(self) -> list[Shown]:
        return [
            _shown(each["messageId"], each["message"])
            for each in self._history()
            if str(each.get("message", {}).get("chat_id")) == str(PERSON)
        ]

    def requests(self) -> list[Request]:
        return list(self.wrapper.requests)

    def queries(self) -> list[Query]:
        return [
            Query(str(each["callbackId"]), each["time"] / 1000)
            for each in self._history()
            if "callbackId" in each
        ]

    def clock(self) -> float:
        return time.time()

    def _history(self) -> list[Json]:
        history = list(self._post("getUpdatesHistory", {"token": TOKEN}))
        return sorted(history, key=lambda each: int(each["updateId"]))

    def _meta(self) -> Json:
        person = {"id": PERSON, "is_bot": False, "first_name": "Staf", "language_code": "id"}
        return {"botToken": TOKEN, "date": int(time.time()), "from": person}

    def _chat(self) -> Json:
        return {"id": PERSON, "type": "private", "first_name": "Staf"}

    def _post(self, path: str, body: Json) -> Any:
        request = HttpRequest(
            f"{self.node}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urlopen(request) as response:
            answer = json.load(response)
        assert answer["ok"], answer
        return answer["result"]


def _shown(message_id: int, given: Json) -> Shown:
    rows = given.get("reply_markup", NO_ROWS)["inline_keyboard"]
    buttons = tuple((b["text"], b["callback_data"]) for row in rows for b in row)
    return Shown(message_id, given.get("text", ""), buttons)


NO_ROWS: Json = {"inline_keyboard": []}


@contextmanager
def npm_server() -> Iterator[NpmServer]:
    with node_server() as node, wrapping(node, TOKEN) as wrapper:
        yield NpmServer(node, wrapper)
