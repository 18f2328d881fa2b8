"""Shuffling by a seed, held against orders recorded from JavaRosa 5.1."""

from datetime import date
from random import Random

import pytest

from flows.xpath import EvaluationError, Value
from flows.xpath.chance import seed_of, shuffled

LETTERS = "abcdefghijklmnop"


@pytest.mark.parametrize(
    ("seed", "order"),
    [
        (42.0, "akjpiendhlfmcgbo"),
        (0.0, "jbmaflkphcgdinoe"),
        (-5.0, "mcajfgekibondplh"),
        (1.9, "ofeakhldpjmicgnb"),
        ("12", "cilgbpkehofjmadn"),
        ("", "jbmaflkphcgdinoe"),
        ("1,5", "ofeakhldpjmicgnb"),
        (2147483647.0, "jbmaflkphcgdinoe"),
        (99999999999.0, "bjgldokaincfehmp"),
        (1234567890123456789.0, "amojbiepnflghdck"),
        ("-7.9", "afcemjbgoinkpldh"),
        (-2147483648.0, "djkfmigahcbleonp"),
        (float("inf"), "pohibaefmdjgklcn"),
        (date(2024, 2, 29), "jlmbkacipdgenhfo"),
        (True, "ofeakhldpjmicgnb"),
    ],
)
def test_a_seed_gives_the_order_that_javarosa_gives(seed: Value, order: str) -> None:
    assert "".join(shuffled(LETTERS, seed_of(seed), lambda: 0.0)) == order


def test_a_text_is_a_seed_by_its_sha_256() -> None:
    # printf abc | sha256sum begins with ba7816bf8f01cfea
    assert seed_of("abc") == int("ba7816bf8f01cfea", 16) - 2**64
    with pytest.raises(EvaluationError):
        seed_of(float("nan"))


def test_without_a_seed_the_order_is_drawn() -> None:
    orders = {"".join(shuffled("abc", None, Random(seed).random)) for seed in range(200)}
    assert orders == {"abc", "acb", "bac", "bca", "cab", "cba"}
    assert shuffled([], 1, lambda: 0.5) == []
