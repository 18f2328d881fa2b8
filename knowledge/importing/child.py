"""The process that reads an untrusted document: `python -m knowledge.importing.child`.

Its order has `name` and `size`; then comes the file. It answers with a draft, or with the
problems that say why there is none.
"""

import sys
from collections.abc import Mapping
from typing import Any

from confined.child import Read, serve
from knowledge.importing.reading import read_here
from knowledge.importing.sent import to_json
from knowledge.problems import Unreadable


def work(order: Mapping[str, Any], read: Read) -> Any:
    """The answer to one order."""
    try:
        return to_json(read_here(order["name"], read(order["size"])))
    except Unreadable as unreadable:
        return to_json(unreadable)


if __name__ == "__main__":
    sys.exit(serve(work))
