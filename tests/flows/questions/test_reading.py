"""How people type answers, in Indonesian and English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.answers import CODES, Problem
from flows.prompts import Acknowledge, Choice, PickMany, PickOne, TypeNumber, TypeText
from flows.questions import TYPES, Asked
from tests.flows.questions.asking import CHOICES, EN, ID, NOW, SPANNED, asked, checked, read


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("Ya", "yes"),
        ("  ya ", "yes"),
        ("YES", "yes"),
        ("1", "yes"),
        ("2.", "no"),
        ("2)", "no"),
        ("tidak,  BELUM", "no"),
        ("tidak", "!choice-unknown"),
        ("3", "3"),
        ("4", "other"),
        ("5", "!choice-unknown"),
        ("0", "!choice-unknown"),
        ("-1", "!choice-unknown"),
        ("\u200eYa\u200f", "yes"),
        ("", ""),
        ("  ", ""),
        ("Ya atau tidak", "!choice-unknown"),
        ("²", "no"),
        ("٢", "!choice-unknown"),
        ("99999999999999999999", "!choice-unknown"),
    ],
)
def test_one_choice_is_named_by_label_number_or_name(raw: str, answer: str) -> None:
    assert read("select_one", raw) == answer


def test_a_label_goes_before_a_number_and_a_number_before_a_name() -> None:
    scale = Asked((Choice("3", "Tiga"), Choice("1", "2"), Choice("2", "Dua")), "", NOW)
    assert read("select_one", "2", scale) == "1"
    assert read("select_one", "1", scale) == "3"
    assert read("select_one", "3", scale) == "2"


def test_a_label_that_two_choices_share_is_ambiguous() -> None:
    twins = Asked((Choice("a", "Kota"), Choice("b", "kota ")), "", NOW)
    assert read("select_one", "Kota", twins) == "!choice-ambiguous"
    assert read("select_one", "2", twins) == "b"


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("1 3 4", "yes 3 other"),
        ("4,3,1", "yes 3 other"),
        ("4, 1", "yes other"),
        ("2", "no"),
        ("Ya dan Lainnya", "yes other"),
        ("ya and lainnya", "yes other"),
        ("other yes", "yes other"),
        ("Ya\nTidak tahu", "yes 3"),
        ("Tidak tahu, Ya", "yes 3"),
        ("Tidak, belum", "no"),
        ("1 1 1", "yes"),
        ("1 9", "!choice-unknown"),
        ("apa saja", "!choice-unknown"),
        ("", ""),
        (",,,", "!choice-unknown"),
        ("1 & 4", "yes other"),
        ("1; 4", "yes other"),
    ],
)
def test_several_choices_are_kept_in_the_order_of_the_list(raw: str, answer: str) -> None:
    assert read("select_multiple", raw) == answer


@pytest.mark.parametrize(
    ("raw", "indonesian", "english"),
    [
        ("12", "12", "12"),
        ("+7", "7", "7"),
        ("-7", "-7", "-7"),
        ("−7", "-7", "-7"),
        ("- 7", "-7", "-7"),
        ("1.250", "1250", "1.25"),
        ("1,250", "1.25", "1250"),
        ("1 250", "1250", "1250"),
        ("1.250.000", "1250000", "1250000"),
        ("1,250,000", "1250000", "1250000"),
        ("1.250,5", "1250.5", "1250.5"),
        ("1,250.5", "1250.5", "1250.5"),
        ("1,5", "1.5", "1.5"),
        ("1.5", "1.5", "1.5"),
        ("0.125", "0.125", "0.125"),
        ("0,125", "0.125", "0.125"),
        ("1234.567", "1234.567", "1234.567"),
        (".5", "0.5", "0.5"),
        ("1.50", "1.5", "1.5"),
        ("1.", "1", "1"),
        ("007", "7", "7"),
        ("0", "0", "0"),
        ("-0", "0", "0"),
        ("１２", "12", "12"),
        ("dua puluh", "20", "20"),
        ("dua puluh lima", "25", "25"),
        ("twenty five", "25", "25"),
        ("twenty-five", "25", "25"),
        ("sebelas", "11", "11"),
        ("dua belas", "12", "12"),
        ("seratus", "100", "100"),
        ("seratus satu", "101", "101"),
        ("nol", "0", "0"),
        ("dua ratus lima puluh", "250", "250"),
        ("seribu dua ratus", "1200", "1200"),
        ("dua ribu lima ratus tiga puluh satu", "2531", "2531"),
        ("nineteen", "19", "19"),
        ("two hundred and fifty", "250", "250"),
        ("dua juta", "2000000", "2000000"),
        ("sejuta dua ratus ribu", "1200000", "1200000"),
        ("one million", "1000000", "1000000"),
        ("250 ribu", "250000", "250000"),
        ("10rb", "10000", "10000"),
        ("1,5 juta", "1500000", "1500000"),
        ("2.5 million", "2500000", "2500000"),
        ("1.250 juta", "1250000000", "1250000"),
        ("99999999999999 juta", "!number-unreadable", "!number-unreadable"),
        ("Rp 1.250.000,-", "1250000", "1250000"),
        ("minus lima", "-5", "-5"),
        ("setengah", "0.5", "0.5"),
        ("satu setengah", "1.5", "1.5"),
        ("two and a half", "2.5", "2.5"),
        ("dua koma nol lima", "2.05", "2.05"),
        ("dua koma", "!number-unreadable", "!number-unreadable"),
        ("koma lima", "!number-unreadable", "!number-unreadable"),
        ("satu juta juta", "!number-unreadable", "!number-unreadable"),
        ("juta", "!number-unreadable", "!number-unreadable"),
        ("25 orang", "!number-unreadable", "!number-unreadable"),
        ("two thousand", "2000", "2000"),
        ("a hundred", "100", "100"),
        ("Tiga", "3", "3"),
    ],
)
def test_numbers(raw: str, indonesian: str, english: str) -> None:
    assert read("decimal", raw, ID) == indonesian
    assert read("decimal", raw, EN) == english


@pytest.mark.parametrize(
    "raw",
    [
        "abc",
        "1.2.3",
        "1,25,000",
        "1.250.00",
        "1 25",
        "--1",
        "1e5",
        "²½",
        "12 orang",
        "dua tiga",
        "puluh",
        "ribu",
        "dua puluh tiga puluh",
        "five twenty",
        ".",
        ",",
        "+",
        "9" * 30,
        "9" * 5000,
        "satu ribu ribu",
        "½",
    ],
)
def test_what_is_no_number_is_said(raw: str) -> None:
    assert read("decimal", raw) == "!number-unreadable"


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("2.7", "!integer-expected"),
        ("2,7", "!integer-expected"),
        ("2,0", "2"),
        ("1.250", "1250"),
        ("1,250", "!integer-expected"),
        ("", ""),
        ("x", "!number-unreadable"),
        ("-3", "-3"),
        ("100", "100"),
    ],
)
def test_whole_numbers(raw: str, answer: str) -> None:
    assert read("integer", raw) == answer


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("2025-05-12", "2025-05-12"),
        ("12/5/2025", "2025-05-12"),
        ("12-5-25", "2025-05-12"),
        ("12.5.2025", "2025-05-12"),
        ("12 5 2025", "2025-05-12"),
        ("12 Mei 25", "2025-05-12"),
        ("12 May 2025", "2025-05-12"),
        ("12 agt 2024", "2024-08-12"),
        ("1 Oktober 2024", "2024-10-01"),
        ("1 oct 2024", "2024-10-01"),
        ("3 Des. 2024", "2024-12-03"),
        ("17agustus1945", "1945-08-17"),
        ("hari ini", "2025-06-15"),
        ("Kemarin", "2025-06-14"),
        ("today", "2025-06-15"),
        ("yesterday", "2025-06-14"),
        ("1/1/80", "1980-01-01"),
        ("1/1/44", "2044-01-01"),
        ("", ""),
        ("31/2/2025", "!date-unreadable"),
        ("5/13/2025", "!date-unreadable"),
        ("12 Me 25", "!date-unreadable"),
        ("12 ju 2025", "!date-unreadable"),
        ("Mei 2025", "!date-unreadable"),
        ("0/0/0000", "!date-unreadable"),
        ("besok lusa", "!date-unreadable"),
        ("99999-1-1", "!date-unreadable"),
        ("x" * 500, "!date-unreadable"),
    ],
)
def test_dates_put_the_day_first(raw: str, answer: str) -> None:
    assert read("date", raw) == answer


def test_text_is_kept_as_it_was_typed() -> None:
    assert read("text", "  <b>Budi & Ani</b>\n\u202eabc  ") == "<b>Budi & Ani</b>\n\u202eabc"
    assert read("text", "a\x00b\x0bc\ud800d\ufffe") == "abcd"
    assert read("text", "x" * 2000) == "x" * 2000
    found = TYPES["text"].read(ID, "x" * 2001)
    assert found == Problem("text-too-long", {"limit": "2000"})


@pytest.mark.parametrize(
    ("raw", "answer"),
    [("ok", "OK"), ("Ya.", "OK"), ("lanjut", "OK"), ("", ""), ("apa?", "!only-read")],
)
def test_confirming(raw: str, answer: str) -> None:
    assert read("note", raw) == answer
    assert read("acknowledge", raw) == answer


@pytest.mark.parametrize(
    ("kind", "value", "shown", "english"),
    [
        ("select_one", "no", "Tidak, belum", "Tidak, belum"),
        ("select_multiple", "yes other", "Ya, Lainnya", "Ya, Lainnya"),
        ("integer", "2024", "2024", "2024"),
        ("integer", "-1250000", "-1.250.000", "-1,250,000"),
        ("decimal", "12500.75", "12.500,75", "12,500.75"),
        ("decimal", "1.5", "1,5", "1.5"),
        ("date", "2025-05-12", "12 Mei 2025", "12 May 2025"),
        ("text", "a b", "a b", "a b"),
    ],
)
def test_answers_as_people_read_them(kind: str, value: str, shown: str, english: str) -> None:
    assert TYPES[kind].show(ID, value) == shown
    assert TYPES[kind].show(EN, value) == english


def test_what_is_shown_can_be_typed_again() -> None:
    for kind, value in (("integer", "1250000"), ("decimal", "12500.75"), ("date", "2025-05-12")):
        for question in (ID, EN):
            assert read(kind, TYPES[kind].show(question, value), question) == value


@pytest.mark.parametrize(
    ("kind", "value", "answer"),
    [
        ("select_one", "no", "no"),
        ("select_one", "Ya", "!choice-unknown"),
        ("select_one", "", ""),
        ("select_multiple", "other yes", "yes other"),
        ("select_multiple", "yes x", "!choice-unknown"),
        ("integer", "12", "12"),
        ("integer", "1.5", "!integer-expected"),
        ("integer", "1,5", "!number-unreadable"),
        ("decimal", "-1.50", "-1.5"),
        ("decimal", "--1", "!number-unreadable"),
        ("decimal", "-", "!number-unreadable"),
        ("date", "2025-05-12", "2025-05-12"),
        ("date", "2025-5-12", "!date-unreadable"),
        ("date", "2025-02-30", "!date-unreadable"),
        ("acknowledge", "OK", "OK"),
        ("acknowledge", "ok", "!choice-unknown"),
    ],
)
def test_canonical_values_are_taken_only_as_they_are_stored(
    kind: str, value: str, answer: str
) -> None:
    assert checked(kind, value) == answer


def test_each_type_says_how_it_is_answered() -> None:
    assert TYPES["select_one"].input(ID) == PickOne(CHOICES)
    assert TYPES["select_multiple"].input(ID) == PickMany(CHOICES)
    assert TYPES["integer"].input(ID) == TypeNumber(decimals=False)
    assert TYPES["decimal"].input(ID) == TypeNumber(decimals=True)
    assert TYPES["text"].input(ID) == TypeText("text")
    assert TYPES["text"].input(asked(appearance="multiline")) == TypeText("lines")
    assert TYPES["text"].input(asked(appearance="w2 numbers")) == TypeText("digits")
    assert TYPES["barcode"].input(ID) == TypeText("code")
    assert TYPES["select_one"].input(asked(appearance="likert")) == PickOne(CHOICES, scale=True)
    assert TYPES["note"].input(ID) == TYPES["acknowledge"].input(ID) == Acknowledge()


WORDS = st.sampled_from(
    [
        "dua",
        "puluh",
        "ribu",
        "ratus",
        "belas",
        "se",
        "1",
        ".",
        ",",
        " ",
        "-",
        "mei",
        "/",
        ":",
        ";",
        "°",
        "'",
        "S",
        "E",
        "jam",
        "malam",
        "lewat",
        "kemarin",
        "dan",
        "Ya",
        "25",
    ]
)


@given(
    st.sampled_from(sorted(TYPES)),
    st.one_of(
        st.text(max_size=60),
        st.lists(WORDS, max_size=9).map(" ".join),
        st.lists(WORDS, max_size=9).map("".join),
    ),
)
def test_no_text_breaks_a_question(kind: str, raw: str) -> None:
    for question in (ID, EN, SPANNED):
        found = TYPES[kind].read(question, raw)
        if isinstance(found, Problem):
            assert found.code in CODES
            assert raw not in found.details.values() or raw in ("2000", "2", "3", "4")
        else:
            assert TYPES[kind].check(question, found) == found
            assert isinstance(TYPES[kind].show(question, found), str)
        TYPES[kind].check(question, raw)
        TYPES[kind].show(question, raw)
