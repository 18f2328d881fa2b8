"""The same check in a process of its own, which may die of the file without harming us."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.xlsform.attachments import NONE, Attachments, limit_problems
from flows.xlsform.check import Checked, refused
from flows.xlsform.problems import FormProblem
from flows.xlsform.workbook import MAX_BYTES

OUT_OF_MEMORY = 3  # exit status of the child
_HOME = Path(__file__).resolve().parents[2]
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)


def check_safely(
    source: bytes,
    name: str,
    attachments: Attachments = NONE,
    *,
    seconds: int = 20,
    megabytes: int = 512,
    child: str = "flows.xlsform.child",
) -> Checked:
    """`check` with limits of wall and processor time and of address space; never raises for a file.

    Too slow, too large or deadly files come back as a problem. The child does not get our
    environment: it has no business with our secrets. `child` is the module that it runs.
    """
    if len(source) > MAX_BYTES:
        limit = {"limit": f"{MAX_BYTES // 1_000_000} MB"}
        return refused(name, FormProblem("error", "workbook-too-large", details=limit))
    limits = tuple(limit_problems(attachments))
    if limits:
        return refused(name, *limits)
    order = {
        "name": name,
        "size": len(source),
        "attachments": {file: len(content) for file, content in attachments.items()},
        "seconds": seconds,
        "megabytes": megabytes,
    }
    head = json.dumps(order).encode()
    try:
        with TemporaryDirectory(prefix="xlsform-") as scratch:  # a killed pyxform leaves files
            done = subprocess.run(  # noqa: S603 -- a module of ours
                [sys.executable, "-m", child],
                input=b"".join((head, b"\n", source, *attachments.values())),
                capture_output=True,
                timeout=seconds,
                cwd=_HOME,
                env={"TMPDIR": scratch},
                check=False,
            )
    except subprocess.TimeoutExpired:
        return refused(name, _too_slow(seconds))
    if done.returncode == 0:
        return Checked.from_json(json.loads(done.stdout))
    if done.returncode in _OUT_OF_TIME:
        return refused(name, _too_slow(seconds))
    if done.returncode == OUT_OF_MEMORY or b"MemoryError" in done.stderr:
        limit = {"limit": f"{megabytes} MB"}
        return refused(name, FormProblem("error", "workbook-too-large", details=limit))
    return refused(name, FormProblem("error", "workbook-unreadable", details={"text": ""}))


def _too_slow(seconds: int) -> FormProblem:
    return FormProblem("error", "workbook-too-slow", details={"seconds": str(seconds)})
