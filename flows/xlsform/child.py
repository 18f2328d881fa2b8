"""The process that reads an untrusted questionnaire file: `python -m flows.xlsform.child`.

On its input a line of JSON (`name`, `size`, `attachments` with their sizes, `seconds`,
`megabytes`), then the file and its attachments one after another; on its output the result as
JSON. It ends with OUT_OF_MEMORY when the file needed more than it may have.
"""

import json
import os
import resource
import sys
from collections.abc import Callable

from flows.xlsform.attachments import Attachments
from flows.xlsform.check import Checked, check
from flows.xlsform.guarded import OUT_OF_MEMORY


def main(check: Callable[[bytes, str, Attachments], Checked] = check) -> int:
    """Read, check within the limits, write; returns the exit status."""
    result_file = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # a library that prints must not end up in the result
    order = json.loads(sys.stdin.buffer.readline())
    memory = order["megabytes"] * 1_048_576
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        source = sys.stdin.buffer.read(order["size"])
        sizes = order["attachments"].items()
        attachments = {name: sys.stdin.buffer.read(size) for name, size in sizes}
        checked = check(source, order["name"], attachments)
        json.dump(checked.to_json(), result_file)
        result_file.close()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
