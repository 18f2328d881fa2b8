"""A draft, or why there is none, on its way from the process that read the file."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from knowledge.importing.draft import Draft
from knowledge.problems import SopProblem, Unreadable

_DRAFT = TypeAdapter(Draft)
_PROBLEMS = TypeAdapter(tuple[SopProblem, ...])


def to_json(result: Draft | Unreadable) -> dict[str, Any]:
    if isinstance(result, Unreadable):
        return {"problems": _PROBLEMS.dump_python(result.problems, mode="json")}
    return {"draft": _DRAFT.dump_python(result, mode="json")}


def from_json(value: Mapping[str, Any]) -> Draft:
    """The draft. Raises Unreadable where the other process did."""
    if "problems" in value:
        raise Unreadable(*_PROBLEMS.validate_python(value["problems"]))
    return _DRAFT.validate_python(value["draft"])
