"""The library: SOPs, other words for them, and answers that coordinators wrote."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.articles import Sop
from knowledge.markdown import read_markdown

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class Alias:
    """Other words for an SOP, added by a coordinator."""

    text: str
    sop: str  # its code


@dataclass(frozen=True, slots=True)
class Written:
    """A coordinator's answer to a question."""

    id: int
    question: str
    text: str
    language: str
    sop: str | None
    step: int | None


@cache
def seed() -> tuple[Sop, ...]:
    """The SOPs that come with the product, by code."""
    files = sorted(CONTENT.glob("*.md"))
    return tuple(read_markdown(file.read_text(encoding="utf-8"), file.name) for file in files)
