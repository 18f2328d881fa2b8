"""The engines that are compared: ours, JavaRosa in a process of its own, and PyPI's rxeval.

Each takes the same orders. Times are CPU seconds of the thread that computes (JavaRosa's without
its garbage collector, ours with), so that other processes of the machine do not count.
"""

import math
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import thread_time
from typing import Protocol

import pyxform
import rxeval

from benchmarks.long_forms import Probe
from flows import engine
from flows.engine.run import Run
from flows.xform import load_form
from flows.xpath import canonical

JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
SOURCE = Path(__file__).with_name("Contestant.java")
WARM = 1500  # milliseconds of turns before each timing, for its compiler to settle


class Engine(Protocol):
    @property
    def name(self) -> str: ...

    def load(self, xml: str, times: int) -> list[float]:
        """Parse the form so many times, then open an interview."""

    def put(self, path: str, value: str) -> None:
        """Give a question a canonical value, with all that follows from it."""

    def timed(self, probe: Probe, times: int) -> list[float]:
        """Give a question its two values in turn."""

    def values(self, paths: Sequence[str]) -> list[str]:
        """Canonical values, blank for nodes that are not relevant."""


class Ours:
    """A live run: what a turn does between its reading and its prompt."""

    name = "Pandu"

    def __init__(self, now: datetime) -> None:
        self.now = now

    def load(self, xml: str, times: int) -> list[float]:
        def turn(_which: int) -> None:
            self.form = load_form(xml)

        taken = _alternated(turn, times)
        self.run = Run(self.form, engine.start(self.form, self.now).interview, self.now)
        return taken

    def put(self, path: str, value: str) -> None:
        self.run.put(path, self.run.typed(self.run.form.nodes[path], value))

    def timed(self, probe: Probe, times: int) -> list[float]:
        node = self.run.form.nodes[probe.path]
        values = [self.run.typed(node, value) for value in probe.values]
        return _alternated(lambda turn: self.run.put(probe.path, values[turn]), times)

    def values(self, paths: Sequence[str]) -> list[str]:
        return [canonical(self.run.values.get(path, "")) for path in paths]


class RxEval:
    """A session that recomputes everything after each answer, which is how it is meant.

    It goes on reading the answers of questions that are no longer relevant (0.1.1).
    """

    name = f"rxeval {rxeval.__version__}"
    share = 20  # it takes milliseconds where the others take microseconds: it has fewer turns

    def __init__(self, now: datetime) -> None:
        self.now = now

    def load(self, xml: str, times: int) -> list[float]:
        day, moment = self.now.date().isoformat(), self.now.isoformat()

        def turn(_which: int) -> None:
            self.session = rxeval.Session(xml, today=day, now=moment)

        return _alternated(turn, times)

    def put(self, path: str, value: str) -> None:
        self.session.set(path, value)

    def timed(self, probe: Probe, times: int) -> list[float]:
        def turn(which: int) -> None:
            self.session.set(probe.path, probe.values[which])
            self.session.recompute()

        return _alternated(turn, max(2, times // self.share))

    def values(self, paths: Sequence[str]) -> list[str]:
        relevant = self.session.recompute()["relevant"]
        return [self.session.get(path) if relevant.get(path, True) else "" for path in paths]


def _alternated(turn: Callable[[int], None], times: int) -> list[float]:
    taken = []
    for time in range(times):
        begun = thread_time()
        turn(time % 2)
        taken.append(thread_time() - begun)
    return taken


class JavaRosa:
    """The reference engine as ODK Validate brings it along, from pyxform's own wheel."""

    name = "JavaRosa"

    def __init__(self, process: "subprocess.Popen[str]", folder: Path, warm: int) -> None:
        self._process = process
        self._folder = folder
        self._warm = str(warm)

    def load(self, xml: str, times: int) -> list[float]:
        file = self._folder / "form.xml"
        file.write_text(xml, encoding="utf-8")
        return _seconds(self._ask("load", str(file), str(times)))

    def put(self, path: str, value: str) -> None:
        self._ask("put", path, value)

    def timed(self, probe: Probe, times: int) -> list[float]:
        return _seconds(self._ask("time", probe.path, *probe.values, self._warm, str(times)))

    def values(self, paths: Sequence[str]) -> list[str]:
        return self._ask("values", *paths)

    def _ask(self, *order: str) -> list[str]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\t".join(order) + "\n")
        self._process.stdin.flush()
        reply = self._process.stdout.readline()
        if reply.startswith("!") or not reply.endswith("\n"):
            raise RuntimeError(f"JavaRosa, {order[0]}: {reply[1:].rstrip() or 'it has ended'}")
        return reply.rstrip("\n").split("\t")


def _seconds(micros: Sequence[str]) -> list[float]:
    return [float(each) / 1e6 for each in micros]


def has_jdk() -> bool:
    return bool(shutil.which("java") and shutil.which("javac"))


@contextmanager
def javarosa(warm: int = WARM) -> Iterator[JavaRosa]:
    """JavaRosa, compiled and started; needs a JDK."""
    with tempfile.TemporaryDirectory() as name:
        compiling = ["javac", "-nowarn", "-Xlint:none", "-cp", str(JAR), "-d", name, str(SOURCE)]
        subprocess.run(compiling, check=True, capture_output=True)
        with subprocess.Popen(
            ["java", "-cp", f"{JAR}:{name}", "Contestant"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        ) as process:
            try:
                yield JavaRosa(process, Path(name), warm)
            finally:
                assert process.stdin
                process.stdin.close()


def same(one: str, other: str) -> bool:
    """Numbers to 1e-9."""
    try:
        return math.isclose(float(one), float(other), rel_tol=1e-9)
    except ValueError:
        return one == other
