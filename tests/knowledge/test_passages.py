"""Passages of any collection: found by words, by meaning, and by English questions."""

import pytest

from knowledge.meaning import Vectors
from knowledge.passages import Passage, Passages, texts_of
from knowledge.windows import WINDOW, windows
from tests.knowledge.models import Letters, model

PASSAGES = (
    Passage("paspor", "Paspor hilang", "Laporkan ke perwakilan, lalu minta surat perjalanan."),
    Passage("sakit", "", "Pekerja yang sakit dirujuk ke rumah sakit terdekat dan didampingi."),
    Passage("upah", "", "Upah yang tidak dibayar majikan diadukan dengan bukti kontrak kerja."),
    Passage("rawa", "", "Hutan hujan di pesisir Kalimantan tumbuh di atas rawa gambut."),
    Passage("galor", "", "Galor dan Zeira menulis tentang ketimpangan pada tahun 1993."),
)


def first(query: str, passages: Passages) -> str:
    return passages.search(query)[0][0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("paspor saya hilang", "paspor"),
        ("pspor hlang gmn", "paspor"),
        ("My employer has not paid my wages", "upah"),
        ("the sick worker", "sakit"),
        ("sick worker", "sakit"),  # no function word tells the language
        ("where does rainforest grow", "rawa"),
        ("whre does rainforst grwo", "rawa"),
        ("what did galr write about inequalty", "galor"),  # a name, and its verb's past
        ("what happened in 1993", "galor"),
    ],
)
def test_words_find_the_passage(query: str, found: str) -> None:
    assert first(query, Passages.of(PASSAGES)) == found


@pytest.mark.parametrize("query", ["", " ", "😀", "xyzzy"])
def test_nothing_is_found_for_nothing(query: str) -> None:
    assert Passages.of(PASSAGES).search(query) == []
    assert Passages.of(()).search(query) == []


def test_words_answer_while_vectors_are_being_made() -> None:
    vectors = Vectors(Letters())
    making = vectors.make(texts_of(PASSAGES), batch=2)
    next(making)
    passages = Passages.of(PASSAGES, vectors)
    assert passages.meanings is None
    assert first("paspor hilang", passages) == "paspor"
    for _ in making:
        pass
    assert Passages.of(PASSAGES, vectors).meanings is not None


def test_meaning_ranks_every_passage() -> None:
    vectors = Vectors(Letters())
    list(vectors.make(texts_of(PASSAGES)))
    found = Passages.of(PASSAGES, vectors).search("paspor hilang")
    assert {key for key, _ in found} == {each.id for each in PASSAGES}
    assert found == sorted(found, key=lambda item: -item[1])
    assert Passages.of((), Vectors(Letters())).search("paspor") == []


def test_meaning_finds_what_shares_no_word() -> None:
    vectors = Vectors(model())
    list(vectors.make(texts_of(PASSAGES)))
    passages = Passages.of(PASSAGES, vectors)
    assert first("Boss refuses to give me my money", passages) == "upah"
    assert first("opname di klinik", passages) == "sakit"


def test_a_passage_is_cut_between_sentences() -> None:
    sentence = "Satu dua tiga empat lima enam tujuh delapan sembilan sepuluh."
    text = " ".join([sentence] * 9)
    found = windows("Judul", text)
    assert found[0] == "Judul"
    assert all(window.endswith(".") for window in found[1:])
    assert all(len(window.split()) <= WINDOW for window in found)


def test_a_sentence_without_end_is_cut_too() -> None:
    found = windows("", "kata " * 500)
    assert all(len(window.split()) <= WINDOW for window in found)


def test_the_same_window_is_there_once() -> None:
    assert windows("Judul", "Judul") == ("Judul",)
    assert windows("", "") == ("",)
