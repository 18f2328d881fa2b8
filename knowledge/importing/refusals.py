"""Why a document cannot be read."""

from knowledge.problems import SopProblem, Unreadable

MAX_ROWS = 5_000  # of a table, or of a sheet that hold anything
MAX_COLUMNS = 300


def refusal(
    code: str, *, key: str | None = None, line: int | None = None, **details: str
) -> Unreadable:
    """To be raised; `key` is the table or sheet, `line` its row."""
    return Unreadable(SopProblem("error", code, key=key, line=line, details=details))
