"""All choices in an order."""

import pytest

from flows.answers import Problem
from flows.prompts import Rank
from flows.questions import TYPES
from tests.flows.questions.asking import CHOICES, ID, checked, read


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("2 1 3 4", "no yes 3 other"),
        ("4,3,2,1", "other 3 no yes"),
        ("Ya; Lainnya; 2; 3", "yes other no 3"),
        ("lainnya\nya\n3\n2", "other yes 3 no"),
        ("other yes no 3", "other yes no 3"),
        ("2 1", "!rank-incomplete"),
        ("Ya", "!rank-incomplete"),
        ("1 1 2 3", "!rank-incomplete"),
        ("1 2 3 4 1", "!rank-incomplete"),
        ("1 2 3 9", "!choice-unknown"),
        ("apa saja", "!choice-unknown"),
        ("", ""),
    ],
)
def test_every_choice_has_its_place(raw: str, answer: str) -> None:
    assert read("rank", raw) == answer


def test_an_order_is_kept_as_it_is() -> None:
    assert checked("rank", "other 3 no yes") == "other 3 no yes"
    assert checked("rank", "other 3 no yes x") == "!choice-unknown"
    assert checked("rank", "") == ""
    assert TYPES["rank"].check(ID, "no yes") == Problem("rank-incomplete", {"count": "4"})
    assert TYPES["rank"].show(ID, "other yes 3 no") == "Lainnya, Ya, Tidak tahu, Tidak, belum"
    assert TYPES["rank"].input(ID) == Rank(CHOICES)
