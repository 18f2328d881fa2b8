"""The value of a node in the cells of one row: whole, choice by choice, or number by number."""

import re
from collections.abc import Sequence

from flows.submissions.headers import Column
from flows.xform import Form

_TICKED = frozenset({"1", "true", "1.0"})
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00:00(?:\.0+)?")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:.*)")
_WHOLE = re.compile(r"(-?\d+)\.0+")


def value_of(form: Form, cells: Sequence[tuple[Column, str]]) -> str:
    """A column of its own is believed before those of single choices or numbers."""
    node = cells[0][0].node
    whole = [text for column, text in cells if not column.option and column.part is None]
    if whole:
        return _canonical(form.kind(node.path), whole[0])
    ticked = [column.option for column, text in cells if column.option and _is_ticked(text)]
    parts = sorted((column.part, text) for column, text in cells if column.part is not None)
    return " ".join(ticked) or " ".join(text for _, text in parts)


def _is_ticked(text: str) -> bool:
    return text.lower() in _TICKED


def _canonical(kind: str, text: str) -> str:
    """As Excel writes it to as ODK stores it."""
    if kind == "date" and (day := _MIDNIGHT.fullmatch(text)):
        return day[1]
    if kind == "dateTime" and (moment := _MOMENT.fullmatch(text)):
        return f"{moment[1]}T{moment[2]}"
    if kind in ("int", "long") and (whole := _WHOLE.fullmatch(text)):
        return whole[1]
    return text
