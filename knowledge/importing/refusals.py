"""Why a document cannot be read."""

from knowledge.importing.grid import Place
from knowledge.problems import SopProblem, Unreadable

MAX_ROWS = 5_000  # of a table, or of a sheet that hold anything
MAX_COLUMNS = 300


def refusal(code: str, place: Place | None = None, **details: str) -> Unreadable:
    """To be raised; the problem's key is the sheet or the number of the table."""
    if place is None:
        return Unreadable(SopProblem("error", code, details=details))
    if place.sheet is None:
        details["table"] = str(place.table)
    key = place.sheet or details["table"]
    return Unreadable(SopProblem("error", code, key=key, line=place.row, details=details))
