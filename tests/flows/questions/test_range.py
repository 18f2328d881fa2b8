"""Numbers from a start to an end, in steps."""

import pytest

from flows.answers import Problem
from flows.prompts import PickNumber, TypeNumber
from flows.questions import TYPES
from flows.xform import Span
from tests.flows.questions.asking import asked, checked, read


def offered(start: str, end: str, step: str, language: str = "id") -> str:
    """The numbers on the buttons, or how it is said that one is typed."""
    given = TYPES["range"].input(asked(span=Span(start, end, step), language=language))
    if isinstance(given, PickNumber):
        return " ".join(choice.label for choice in given.choices)
    assert isinstance(given, TypeNumber)
    said = f"{given.low}..{given.high}/{given.step}"
    return f"{said} decimals" if given.decimals else said


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (("1", "5", "1"), "1 2 3 4 5"),
        (("0", "10", "1"), "0 1 2 3 4 5 6 7 8 9 10"),
        (("0", "11", "1"), "0..11/"),
        (("0", "2", "0.5"), "0 0,5 1 1,5 2"),
        (("1", "6", "2"), "1 3 5"),
        (("5", "1", "1"), "5 4 3 2 1"),
        (("5", "1", "-2"), "5 3 1"),
        (("1", "5", "-2"), "1 3 5"),
        (("-2", "2", "1"), "-2 -1 0 1 2"),
        (("3", "3", "1"), "3"),
        (("0", "100000", "500"), "0..100.000/500"),
        (("100", "0", "5"), "0..100/5"),
        (("0", "10", "0.25"), "0..10/0,25 decimals"),
        (("0", "1", "0"), "0..1/ decimals"),
        (("0", "1", "0.0000000000000001"), "0..1/ decimals"),
        (("x", "1", "1"), "../ decimals"),
    ],
)
def test_few_numbers_are_offered_of_many_the_bounds_are_said(
    span: tuple[str, str, str], shown: str
) -> None:
    assert offered(*span) == shown


def test_numbers_are_shown_in_the_language() -> None:
    assert offered("0", "1", "0.5", "en") == "0 0.5 1"


@pytest.mark.parametrize(
    ("span", "raw", "answer"),
    [
        (("1", "5", "1"), "4", "4"),
        (("1", "5", "1"), "empat", "4"),
        (("1", "5", "1"), "6", "!range-outside"),
        (("1", "5", "1"), "0", "!range-outside"),
        (("1", "5", "1"), "2,5", "!range-step"),
        (("0", "2", "0.5"), "1,5", "1.5"),
        (("0", "2", "0.5"), "1,6", "!range-step"),
        (("1", "6", "2"), "6", "!range-step"),
        (("5", "1", "-2"), "3", "3"),
        (("5", "1", "-2"), "2", "!range-step"),
        (("-2", "2", "1"), "-2", "-2"),
        (("0", "1", "0"), "0,123", "0.123"),
        (("1", "5", "1"), "banyak", "!number-unreadable"),
        (("1", "5", "1"), "", ""),
    ],
)
def test_a_number_of_the_range_is_taken(span: tuple[str, str, str], raw: str, answer: str) -> None:
    question = asked(span=Span(*span))
    assert read("range", raw, question) == answer
    if not answer.startswith("!"):
        assert checked("range", answer, question) == answer


def test_what_is_wrong_is_said_in_numbers() -> None:
    question = asked(span=Span("10", "0", "-2.5"))
    outside = Problem("range-outside", {"low": "0", "high": "10"})
    assert TYPES["range"].read(question, "11") == outside
    off_step = Problem("range-step", {"low": "10", "step": "2,5"})
    assert TYPES["range"].check(question, "4") == off_step


def test_without_bounds_any_number_is_taken() -> None:
    assert read("range", "-12,5") == "-12.5"
    assert TYPES["range"].show(asked(), "2.5") == "2,5"
