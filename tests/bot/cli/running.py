"""Commands as a shell runs them: processes with an environment and a folder of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from tests.support import forked

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60.0  # seconds until a process that does not end or speak is a failure
NOBODY = "http://127.0.0.1:1"  # where no Bot API listens


@dataclass
class Done:
    code: int
    out: str
    err: str


@dataclass
class Shell:
    """A folder to work in, with an empty home and nothing of ours in the environment."""

    folder: Path
    database_url: str
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "en_US.UTF-8",
            "PYTHONPATH": str(ROOT),
            "PANDU_DATABASE_URL": self.database_url,
            **self.settings,
        }

    def pandu(self, *arguments: str, stdin: str = "", **settings: str) -> Done:
        """Run `pandu` to its end."""
        with TemporaryDirectory() as folder:
            entered, output, errors = (Path(folder) / name for name in ("in", "out", "err"))
            entered.write_text(stdin, encoding="utf-8")
            process = forked.start(
                "bot.cli",
                *arguments,
                folder=self.folder,
                environment=self.environment() | settings,
                output=output,
                errors=errors,
                entered=entered,
            )
            process.join(PATIENCE)
            if process.exitcode is None:
                process.kill()
                raise TimeoutError(arguments)
            done = Done(process.exitcode, output.read_text("utf-8"), errors.read_text("utf-8"))
        assert "Traceback" not in done.err, done.err
        return done

    @contextmanager
    def started(self, *arguments: str, **settings: str) -> Iterator["Started"]:
        """`pandu` while it runs; it is ended if the block leaves it running."""
        log = self.folder / f"{arguments[0]}.log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot.cli", *arguments],
                cwd=self.folder,
                env=self.environment() | settings,
                stdout=file,
                stderr=file,
            )
        try:
            yield Started(process, log)
        finally:
            process.terminate()  # demo takes its local Bot API with it
            process.wait(PATIENCE)


@dataclass
class Started:
    process: "subprocess.Popen[bytes]"
    log: Path

    def said(self, words: str) -> str:
        """What was written, once it holds these words."""
        deadline = monotonic() + PATIENCE
        while words not in (text := self.log.read_text(encoding="utf-8")):
            assert self.process.poll() is None, text
            assert monotonic() < deadline, text
            sleep(0.05)
        return text

    def end(self, number: signal.Signals) -> int:
        """Send the signal; the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        assert "Traceback" not in self.log.read_text(encoding="utf-8")
        return code
