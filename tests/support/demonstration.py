"""`pandu demo` as somebody at a terminal runs it, and what they see of it from outside."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from tests.bot.emulator.running import Emulator

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds until something that does not happen is a failure
PROGRESS = re.compile(r"· (\d+) dari ±")


@dataclass
class Demo:
    """The demo's process, its chat page as `page`, its folder for temporary files."""

    process: "subprocess.Popen[bytes]"
    log: Path
    scratch: Path
    page: Emulator

    def machine(self) -> dict[str, Any]:
        machine: dict[str, Any] = self.page.look("status")["machine"]
        return machine

    def wish(self, **wanted: object) -> None:
        status, answer = self.page.ask("control/machine", wanted)
        assert status == 200, answer

    def wish_done(self, **wanted: object) -> None:
        """Wish, and wait until the supervisor has carried it out."""
        self.wish(**wanted)
        until(lambda: self.machine()["waiting"] == 0)

    def say(self, person: dict[str, Any], text: str) -> None:
        self.page.person = person["id"]
        self.page.act("say", text=text)

    def messages(self, person: dict[str, Any]) -> list[dict[str, Any]]:
        """What the bot shows to the person, the oldest first."""
        shown = self.page.look(f"transcript?person={person['id']}")
        return [message for message in shown if message["from"] == "bot"]

    def tap(self, person: dict[str, Any], label: str) -> None:
        """Tap the button once it is there."""
        self.page.person = person["id"]
        until(lambda: self._tapped(person, label))

    def _tapped(self, person: dict[str, Any], label: str) -> bool:
        for message in self.messages(person):
            for row, buttons in enumerate(message["buttons"]):
                for column, button in enumerate(buttons):
                    if button["text"] == label:
                        place = {"row": row, "col": column}
                        self.page.act("tap", message_id=message["message_id"], **place)
                        return True
        return False

    def enrol(self, person: dict[str, Any]) -> None:
        """The person follows the invitation, agrees, and comes to the first question."""
        self.say(person, f"/start {person['start_parameter']}")
        self.tap(person, "Setuju dan mulai")
        self.tap(person, "Lanjut")
        until(lambda: self.answered(person) == 1)

    def answered(self, person: dict[str, Any]) -> int:
        """How many questions the card calls answered."""
        texts = [message["text"] for message in self.messages(person)]
        return max((int(found[1]) for text in texts if (found := PROGRESS.search(text))), default=0)

    def child(self, module: str) -> int:
        """The id of the demo's process that runs this module."""
        mine = [each for each in processes() if each[1] == self.process.pid]
        [found] = [pid for pid, _, command in mine if module in command]
        return found

    def children(self) -> list[int]:
        return [self.child("bot.emulator"), self.child("bot.cli.demo_bot")]

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def interrupt(self) -> None:
        """Ctrl-C: SIGINT to the whole foreground process group."""
        os.killpg(self.process.pid, signal.SIGINT)


def until(happens: Callable[[], bool]) -> None:
    deadline = monotonic() + PATIENCE
    while not happens():
        assert monotonic() < deadline, "it does not happen"
        sleep(0.02)


def processes() -> list[tuple[int, int, str]]:
    """Process id, parent's id and command of all that run; zombies do not."""
    columns = ["ps", "-A", "-o", "pid=", "-o", "ppid=", "-o", "stat=", "-o", "args="]
    lines = subprocess.run(columns, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [line.split(None, 3) for line in lines]
    return [
        (int(row[0]), int(row[1]), row[3])
        for row in rows
        if len(row) == 4 and not row[2].startswith("Z")
    ]


def are_gone(pids: list[int]) -> bool:
    return not set(pids) & {pid for pid, _, _ in processes()}


@contextmanager
def demonstration(folder: Path) -> Iterator[Demo]:
    """The demo on a free port, in a process group of its own as under a shell."""
    scratch, log = folder / "scratch", folder / "demo.log"
    scratch.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(scratch),
        "PANDU_LANGUAGE": "en",
    }
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "demo", "--port", "0"],
            env=environment,
            cwd=folder,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        until(lambda: "Ctrl-C" in log.read_text(encoding="utf-8"))
        url = log.read_text(encoding="utf-8").split("Open ")[1].split()[0]
        demo = Demo(process, log, scratch, Emulator(url, process))  # type: ignore[arg-type]
        until(lambda: demo.machine()["bot"] == "up")
        yield demo
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(PATIENCE)
