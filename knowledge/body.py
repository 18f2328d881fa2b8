"""An SOP as JSON, as it lies in the database and comes back."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from knowledge.articles import Sop

_SOP = TypeAdapter(Sop)


def to_json(sop: Sop) -> dict[str, Any]:
    """The SOP as values that JSON has."""
    body: dict[str, Any] = _SOP.dump_python(sop, mode="json")
    return body


def from_json(body: Mapping[str, Any]) -> Sop:
    """The SOP that `to_json` wrote."""
    return _SOP.validate_python(body)
