"""A child process that does what its order says, good or bad."""

import os
import sys
import time
from collections.abc import Mapping
from typing import Any

from confined.child import Read, serve


def work(order: Mapping[str, Any], read: Read) -> Any:
    act = order["act"]
    if act == "grow":
        return len(bytearray(10_000_000_000))
    if act == "wait":
        time.sleep(60)
    if act == "die":
        os.abort()
    if act == "fail":
        raise ValueError("odd")
    print("a library that prints")
    return {"read": read(3).decode(), "rest": read(3).decode(), "environment": dict(os.environ)}


if __name__ == "__main__":
    sys.exit(serve(work))
