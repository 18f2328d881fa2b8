"""JavaRosa, the reference engine, in a process of its own.

Needs the oracle that lies beside the repository (or where XLSFORM_ORACLE says) and a JDK.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

ORACLE = Path(
    os.environ.get("XLSFORM_ORACLE", Path(__file__).parents[3] / "shared" / "oracle" / "oracle.py")
)
needs_oracle = pytest.mark.skipif(
    not ORACLE.exists() or not shutil.which("java") or not shutil.which("javac"),
    reason="the oracle or a JDK is absent",
)


class JavaRosa:
    """Answers one form after another; use as a context manager."""

    def __init__(self, zone: str) -> None:
        self.zone = zone

    def __enter__(self) -> "JavaRosa":
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            [sys.executable, str(ORACLE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={**os.environ, "JAVA_TOOL_OPTIONS": f"-Duser.timezone={self.zone}"},
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self.process:
            assert self.process.stdin
            self.process.stdin.close()
        self.folder.cleanup()

    def nodes(self, xml: str, walk: Sequence[Sequence[str]] = ()) -> dict[str, Any] | None:
        """The nodes after the walk, by path; None if JavaRosa stops at the form."""
        file = Path(self.folder.name) / "form.xml"
        file.write_text(xml, encoding="utf-8")
        reply = self.reply(file, walk)
        nodes: dict[str, Any] | None = None
        if "error" not in reply:
            nodes = reply["states"][-1].get("nodes")
        return nodes

    def reply(
        self, form: Path, walk: Sequence[Sequence[str]] = (), *, full: bool = False
    ) -> dict[str, Any]:
        """What the oracle says of a walk through a form file: `states`, or an `error`."""
        assert self.process.stdin
        assert self.process.stdout
        request = {"form": str(form), "engine": "javarosa", "steps": list(walk), "full": full}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        reply: dict[str, Any] = json.loads(self.process.stdout.readline())
        return reply
