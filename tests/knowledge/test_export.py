"""What is written is read as the same SOP."""

import pytest

from knowledge.articles import Sop
from knowledge.export import write_markdown
from knowledge.library import seed
from knowledge.markdown import read_markdown
from tests.knowledge.sops import sop, step

AWKWARD = sop(
    title={"id": "Judul: 'dengan' \"kutip\" # dan --- [V]", "en": "yes"},
    steps=(
        step(1, activity={"id": "A | B"}, note={"id": "[I] di dalam / waktu [V]"}),
        step(2, verification="verified", output={"id": ""}, requirements={"id": "- x"}),
    ),
    requirements={"id": "KTP\nKK"},
    warning={"id": ""},
    number="2026-01-05",
    approved_by="null",
    review_months=3,
    aliases=(),
    questions=(),
    check_items=(),
)


@pytest.mark.parametrize("whole", [*seed(), sop(), AWKWARD], ids=lambda each: each.title["id"])
def test_what_is_written_is_read_the_same(whole: Sop) -> None:
    text = write_markdown(whole)
    assert read_markdown(text, "x.md") == whole
    assert write_markdown(read_markdown(text, "x.md")) == text
