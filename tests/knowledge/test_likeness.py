"""Questions of one kind come together, others stay apart."""

import pytest

from knowledge.likeness import groups, likest


def test_words_in_another_order_and_spelling_are_alike() -> None:
    texts = [
        "bagaimana cara lapor kehilangan seragam",
        "jadwal piket kantor",
        "cara lapor kehilangn seragam bagaimana",
        "jadwal piket kantor minggu",
        "parkir motor",
    ]
    assert groups(texts) == [[0, 2], [1, 3], [4]]


def test_chat_spelling_and_affixes_do_not_part_questions() -> None:
    texts = ["gmn cara melaporkan seragam yg hilang", "bagaimana lapor kehilangan seragam"]
    assert groups(texts) == [[0, 1]]


def test_one_word_in_common_is_not_enough() -> None:
    assert groups(["paspor", "paspor hilang di luar negeri kemarin sore"]) == [[0], [1]]


@pytest.mark.parametrize("texts", [[], ["?"], ["🙂", "!!", "ya"]])
def test_texts_without_words(texts: list[str]) -> None:
    assert sorted(place for group in groups(texts) for place in group) == list(range(len(texts)))


def test_the_likest_title_comes_first() -> None:
    titles = {"a": "Layanan Parkir", "b": "Peminjaman Ruang Rapat", "c": "Rapat"}
    assert likest("SOP peminjaman ruang rapat", titles)[0] == "b"
