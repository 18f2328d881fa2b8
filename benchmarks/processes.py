"""Processes of a measurement (on Linux): the core they run on, and the CPU they used."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")  # of /proc, a second
STOP_SECONDS = 20


def cores() -> tuple[int, int]:
    """The core for the bot and the core for everything else; one and the same if need be."""
    allowed = sorted(os.sched_getaffinity(0))
    return allowed[0], allowed[-1]


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Run on one core, together with the processes that are started meanwhile."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def running(
    module: Sequence[str], environment: Mapping[str, str], log: Path, core: int
) -> Iterator["subprocess.Popen[str]"]:
    """`python -m *module` on one core; its words go to `log`, its output is a pipe."""
    command = [sys.executable, "-m", *module]
    with log.open("w") as words, on_core(core):
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=words,
            text=True,
        )
    with process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and of the children it has waited for (proc(5), stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS


def busy_seconds(core: int) -> float:
    """Time that a core has not been idle (proc(5), stat), by whomsoever it was used."""
    for line in Path("/proc/stat").read_text().splitlines():
        name, *ticks = line.split()
        if name == f"cpu{core}":
            user, nice, system, _idle, _waiting, *interrupts = (int(tick) for tick in ticks[:8])
            return (user + nice + system + sum(interrupts)) / TICKS
    raise ValueError(f"there is no core {core}")
