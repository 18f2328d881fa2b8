"""Why a document cannot be read."""

from knowledge.problems import SopProblem, Unreadable


def refusal(
    code: str, *, key: str | None = None, line: int | None = None, **details: str
) -> Unreadable:
    """To be raised; `key` is the table or sheet, `line` its row."""
    return Unreadable(SopProblem("error", code, key=key, line=line, details=details))
