"""Work on a file of others in a process of its own, which may die of it without harming us."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

OUT_OF_MEMORY = 3  # exit status of the child
_HOME = Path(__file__).resolve().parents[1]
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)


class Dead(Exception):  # noqa: N818 -- a refusal of the file, not a fault of ours
    """The child did not come to an end with a result."""

    def __init__(self, cause: Literal["time", "memory", "fault"]) -> None:
        super().__init__(cause)
        self.cause = cause


def run(
    child: str,
    order: Mapping[str, Any],
    contents: Iterable[bytes],
    *,
    seconds: int,
    megabytes: int,
) -> Any:
    """What the module `child` answers to the order and the contents of files, within limits.

    The limits are of wall and processor time and of address space. The child does not get our
    environment: it has no business with our secrets. Raises Dead.
    """
    head = json.dumps({**order, "seconds": seconds, "megabytes": megabytes}).encode()
    try:
        with TemporaryDirectory(prefix="confined-") as scratch:  # a killed child leaves files
            done = subprocess.run(  # noqa: S603 -- a module of ours
                [sys.executable, "-m", child],
                input=b"".join((head, b"\n", *contents)),
                capture_output=True,
                timeout=seconds,
                cwd=_HOME,
                env={"TMPDIR": scratch},
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise Dead("time") from None
    if done.returncode == 0:
        return json.loads(done.stdout)
    if done.returncode in _OUT_OF_TIME:
        raise Dead("time")
    if done.returncode == OUT_OF_MEMORY or b"MemoryError" in done.stderr:
        raise Dead("memory")
    raise Dead("fault")
