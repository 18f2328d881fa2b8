"""Documents that people send, read in a process of its own, which may die of them."""

import confined
from knowledge.importing.draft import Draft
from knowledge.importing.refusals import refusal
from knowledge.importing.sent import from_json

MAX_BYTES = 5_000_000


def read_document(name: str, source: bytes, *, seconds: int = 20, megabytes: int = 512) -> Draft:
    """The draft in a .docx or .xlsx. Raises Unreadable, and nothing else for what is in it."""
    if len(source) > MAX_BYTES:
        raise refusal("document-too-large", limit=f"{MAX_BYTES // 1_000_000} MB")
    order = {"name": name, "size": len(source)}
    try:
        found = confined.run(
            "knowledge.importing.child", order, (source,), seconds=seconds, megabytes=megabytes
        )
    except confined.Dead as dead:
        raise {
            "time": refusal("document-too-slow", seconds=str(seconds)),
            "memory": refusal("document-too-large", limit=f"{megabytes} MB"),
            "fault": refusal("document-unreadable"),
        }[dead.cause] from None
    return from_json(found)
