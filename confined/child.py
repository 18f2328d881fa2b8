"""The child's side: `serve` is the whole life of a process that `run` has started.

On its input a line of JSON (the order, with `seconds` and `megabytes`), then the contents of
files one after another; on its output the result as JSON. It ends with OUT_OF_MEMORY when the
work needed more than it may have.
"""

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from typing import Any

from confined import OUT_OF_MEMORY

Read = Callable[[int], bytes]  # the next bytes of the contents


def serve(work: Callable[[Mapping[str, Any], Read], Any]) -> int:
    """Take the order, work within the limits, write; returns the exit status."""
    result_file = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # a library that prints must not end up in the result
    order = json.loads(sys.stdin.buffer.readline())
    memory = order["megabytes"] * 1_048_576
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        json.dump(work(order, sys.stdin.buffer.read), result_file)
        result_file.close()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0
