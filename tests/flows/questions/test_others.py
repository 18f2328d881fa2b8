"""Codes, files, and whether there is one more."""

import pytest

from flows.prompts import AddAnother, SendFile
from flows.questions import TYPES
from tests.flows.questions.asking import ID, checked, read


def test_a_code_is_text() -> None:
    assert read("barcode", "  8 991234\u00ad567890 \n") == "8 991234\u00ad567890"
    assert read("barcode", "x" * 2001) == "!text-too-long"


@pytest.mark.parametrize("kind", ["image", "audio", "video", "file"])
def test_typed_words_are_no_file(kind: str) -> None:
    given = TYPES[kind].input(ID)
    assert isinstance(given, SendFile)
    assert given.kind == kind
    assert read(kind, "foto.jpg") == f"!{kind}-expected"
    assert read(kind, " ") == ""


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("foto 1.jpg", "foto 1.jpg"),
        ("", ""),
        ("../foto.jpg", "!file-name-unfit"),
        ("a\\b", "!file-name-unfit"),
        ("..", "!file-name-unfit"),
        ("a\nb", "!file-name-unfit"),
        ("x" * 300, "!file-name-unfit"),
    ],
)
def test_a_file_is_named_plainly(value: str, answer: str) -> None:
    assert checked("image", value) == answer
    assert TYPES["image"].show(ID, value) == value


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("ya", "yes"),
        ("Ya.", "yes"),
        ("yes", "yes"),
        ("tambah", "yes"),
        ("TIDAK", "no"),
        ("no", "no"),
        ("selesai", "no"),
        ("2", "!yes-or-no"),
        ("", "!yes-or-no"),
        ("mungkin", "!yes-or-no"),
    ],
)
def test_one_more_or_not(raw: str, answer: str) -> None:
    assert read("repeat", raw) == answer


def test_only_yes_and_no_are_taken_from_a_button() -> None:
    assert checked("repeat", "yes") == "yes"
    assert checked("repeat", "ya") == checked("repeat", "") == "!yes-or-no"
    assert TYPES["repeat"].input(ID) == AddAnother(0, "")
