"""JavaRosa, the reference, as it lies beside the repository: walks in, states out."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

SHARED = Path(__file__).parents[3] / "shared"
ORACLE = SHARED / "oracle" / "oracle.py"
FORMS = SHARED / "xlsforms" / "forms"
ZONE = ZoneInfo("Asia/Makassar")

State = dict[str, Any]
Step = tuple[str, ...]


def is_there() -> bool:
    """Whether the reference can be asked: its folder, and a JDK."""
    return ORACLE.exists() and bool(shutil.which("java")) and bool(shutil.which("javac"))


def asked(requests: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One reply for each request of the oracle (`form`, `steps`, `full`), in the zone ZONE."""
    done = subprocess.run(
        [sys.executable, str(ORACLE)],
        input="\n".join(json.dumps({"engine": "javarosa", **each}) for each in requests),
        capture_output=True,
        text=True,
        check=True,
        timeout=3600,
        env={**os.environ, "JAVA_TOOL_OPTIONS": f"-Duser.timezone={ZONE.key}"},
    )
    return (json.loads(line) for line in done.stdout.splitlines())
