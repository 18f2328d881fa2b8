"""A reference is stable and readable; what is logged of an error holds no answers."""

from bot.gateway.incidents import CROCKFORD, describe, reference

SECRET = "rahasia-canary"


def test_a_reference_is_the_same_each_time_and_differs_for_others() -> None:
    assert reference(42, 7) == reference(42, 7)
    assert len({reference(42, n) for n in range(200)}) == 200
    assert set(reference(42, 7)) <= set(CROCKFORD)
    assert len(reference(42, 7)) == 6


def _fail() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"wrong: {SECRET}") from error


def test_types_and_places_but_no_messages() -> None:
    try:
        _fail()
    except ValueError as error:
        said = describe(error)
    assert "ValueError" in said
    assert "KeyError" in said
    assert "_fail" in said
    assert SECRET not in said
