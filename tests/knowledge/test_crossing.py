"""English questions in Indonesian words: translated, respelled, repaired; others are left alone."""

import pytest

from knowledge.crossing import Crossing
from knowledge.english import indonesian
from knowledge.lexical import Document, Index

TEXT = (
    "Konstitusi republik melindungi hak asasi manusia. Suhu danau naik. Kota Maastricht menulis"
    " perjanjian. Hujan hutan. Energi dan teknologi. Jenazah dipulangkan."
)
CROSSING = Crossing.of(Index.of([Document("1", {"text": TEXT})], {"text": 1}).vocabulary)


def others(question: str) -> set[str]:
    query = CROSSING.understood(question)
    assert query is not None
    return {word for term in query.terms for word, _ in term.others}


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("what is the temperature of the lake", "suhu"),
        ("which cities wrote it", "kota"),
        ("what is a constitution", "konstitusi"),  # one origin
        ("which technologies are there", "teknologi"),
        ("where is maastricht", "maastricht"),
        ("where is mastricht", "maastricht"),
        ("what is the temprature", "suhu"),
        ("who protects human rights", "manusia"),
        ("who brings home the dead body", "jenazah"),
    ],
)
def test_a_word_is_sought_in_indonesian(question: str, word: str) -> None:
    assert word in others(question)


def test_what_was_meant_is_said_in_english_too() -> None:
    query = CROSSING.understood("whta is teh temprature of the lake")
    assert query is not None
    assert query.words == ("what", "is", "the", "temperature", "of", "the", "lake")


@pytest.mark.parametrize("question", ["berapa suhu danau itu", "suhu danau", "", "jenazah 1993"])
def test_indonesian_is_left_alone(question: str) -> None:
    assert CROSSING.understood(question) is None


def test_forms_of_a_word_have_its_meaning() -> None:
    assert ("membantu",) in indonesian(("helped",))
    assert ("hak", "asasi", "manusia") in indonesian(("human", "rights"))
    assert indonesian(("xyzzy",)) == ()
