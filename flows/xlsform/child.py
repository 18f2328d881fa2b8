"""The process that reads an untrusted questionnaire file: `python -m flows.xlsform.child`.

Its order has `name`, `size`, and `attachments` with their sizes; then come the file and its
attachments. It answers with a Checked as JSON.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from confined.child import Read, serve
from flows.xlsform.attachments import Attachments
from flows.xlsform.check import Checked, check


def main(check: Callable[[bytes, str, Attachments], Checked] = check) -> int:
    """Read, check within the limits, write; returns the exit status."""

    def work(order: Mapping[str, Any], read: Read) -> Any:
        source = read(order["size"])
        attachments = {name: read(size) for name, size in order["attachments"].items()}
        return check(source, order["name"], attachments).to_json()

    return serve(work)


if __name__ == "__main__":
    sys.exit(main())
