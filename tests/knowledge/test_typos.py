"""Repair of mistyped words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexical import Document, Index
from knowledge.slang import plain
from knowledge.synonyms import synonyms
from knowledge.typos import Speller, cost, skeleton

WORDS = [
    *("penempatan", "keberangkatan", "berangkat", "lowongan", "pelindungan", "pemulangan"),
    *("kesehatan", "psikologi", "jenazah", "paspor", "persyaratan", "pendaftaran"),
    *("perjanjian", "pemeriksaan", "majikan", "dokumen", "asuransi"),
]
SPELLER = Speller.of(dict.fromkeys(WORDS, 3.0))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pnmpatan", "penempatan"),  # vowels left out
        ("brngkat", "berangkat"),
        ("lowngan", "lowongan"),
        ("jnzh", "jenazah"),
        ("psikolgoi", "psikologi"),  # two letters changed places
        ("pssporr", "paspor"),  # the neighbouring key, a letter twice
        ("keehatan", "kesehatan"),
        ("kesshatan", "kesehatan"),
        ("persyarata", "persyaratan"),
        ("pemulamgan", "pemulangan"),
    ],
)
def test_the_likeliest_repair(typed: str, meant: str) -> None:
    found = SPELLER.repairs(typed)
    assert found[0][0] == meant
    assert found[0][1] > 0.5


@pytest.mark.parametrize("typed", ["", "pa", "p3mi", "sip2mi", "xyzxyzxyz", "2026", "a" * 500])
def test_what_is_not_repaired(typed: str) -> None:
    assert SPELLER.repairs(typed) == []


@given(st.sampled_from(WORDS), st.data())
def test_one_error_in_a_word_is_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    swapped = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    for typed in (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        swapped,
    ):
        assert word in dict(SPELLER.repairs(typed))


@given(st.text(max_size=40))
def test_shares_of_belief(typed: str) -> None:
    shares = [share for _, share in SPELLER.repairs(typed)]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1 + 1e-9


def test_likely_slips_cost_less() -> None:
    assert cost("paspor", "paspor") == 0
    assert cost("pasoor", "paspor") < cost("pasxor", "paspor")  # o is beside p
    assert cost("psapor", "paspor") < cost("pzzpor", "paspor")
    assert cost("pspor", "paspor") < cost("papor", "paspor")
    assert cost("apspor", "paspor") >= cost("pasopr", "paspor")


def test_vowels_and_doubled_letters_are_left_out_of_a_skeleton() -> None:
    assert skeleton("berangkat") == skeleton("brrngkt") == "brngkt"
    assert skeleton("asuransi") == "asrns"


def test_a_familiar_word_is_likelier() -> None:
    speller = Speller.of({"kapal": 1.0, "kapan": 500.0})
    assert speller.repairs("kapaj")[0][0] == "kapan"


def test_nothing_becomes_a_short_code() -> None:
    index = Index.of([Document("a", {"text": "CPMI, PMI dan JKK di KBRI"})], {"text": 1.0})
    for typed in ("pmk", "cpmk", "jkl", "kbrj"):
        assert not {term.word for term in index.explain(typed).terms} & {
            "pmi",
            "cpmi",
            "jkk",
            "kbri",
        }


def test_a_mistyped_function_word_says_nothing() -> None:
    index = Index.of([Document("a", {"text": "siap berangkat"})], {"text": 1.0})
    assert index.explain("siapakha").terms == ()
    assert index.explain("bagaimanaa").terms == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmn", "bagaimana"),
        ("udh", "sudah"),
        ("kpn", "kapan"),
        ("brp", "berapa"),
        ("sblm", "sebelum"),
        ("stlh", "setelah"),
        ("ortu", "orang tua"),
        ("paspor", "paspor"),
    ],
)
def test_chat_spellings(typed: str, meant: str) -> None:
    assert plain(typed) == tuple(meant.split())


def test_synonyms_by_language() -> None:
    assert ("pmi",) in [other for *_, other, _ in synonyms(["tki"], "id")]
    assert any("hilang" in other for *_, other, _ in synonyms(["lost"], "en"))
    assert not [*synonyms(["jam"], "id")]  # an hour, no marmalade


def test_a_word_typed_as_two_is_found() -> None:
    index = Index.of([Document("a", {"text": "ibukota negara"})], {"text": 1.0})
    assert index.search("kota ibu kota")[0][0] == "a"
