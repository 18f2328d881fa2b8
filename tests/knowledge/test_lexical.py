"""Finding documents by their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexical import Document, Index

TEXTS = {
    "jenazah": "Pemulangan jenazah PMI dari luar negeri sampai rumah duka",
    "paspor": "Penggantian paspor yang hilang di Perwakilan RI",
    "sehat": "Pemeriksaan kesehatan dan psikologi calon PMI",
    "izin": "SIP2MI diajukan oleh P3MI setelah job order diverifikasi",
    "aduan": "Pengaduan gaji yang tidak dibayar oleh pemberi kerja",
    "wages": "Complaints about unpaid wages of domestic workers",
}
WEIGHTS = {"title": 2.0, "text": 1.0}


def index(texts: dict[str, str] = TEXTS, reuse: Index | None = None) -> Index:
    return Index.of(
        [Document(name, {"text": text}) for name, text in texts.items()], WEIGHTS, reuse
    )


INDEX = index()


def first(question: str) -> str | None:
    found = INDEX.search(question)
    return found[0][0] if found else None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("paspor hilang", "paspor"),
        ("pspor ilang gmn", "paspor"),
        ("PASPORNYA HILANG!!", "paspor"),
        ("memulangkan jenazah", "jenazah"),
        ("jnzah dipulangkan", "jenazah"),
        ("mayat", "jenazah"),
        ("kesehtaan psikologi", "sehat"),
        ("permintaan P3MI", "izin"),
        ("unpaid wages of domestic workers", "wages"),
        ("unapid wagse of the domestc wrokers", "wages"),
    ],
)
def test_the_first_found(question: str, expected: str) -> None:
    assert first(question) == expected


@pytest.mark.parametrize(
    "question", ["", "🙂", "yang mana dan di mana", "zzzzqqqq", "' OR 1=1; --"]
)
def test_nothing_is_found(question: str) -> None:
    assert INDEX.search(question) == []


def test_codes_are_not_repaired_into_each_other() -> None:
    for code in ("SIP3MI", "P4MI", "CPMI"):
        words = [word for term in INDEX.explain(code).terms for word, _ in term.others]
        assert not {"sip2mi", "p3mi"} & set(words)


def test_a_field_counts_as_its_weight_says() -> None:
    documents = [
        Document("text", {"title": "bandara", "text": "paspor"}),
        Document("title", {"title": "paspor", "text": "bandara"}),
    ]
    assert Index.of(documents, {"title": 3.0, "text": 1.0}).search("paspor")[0][0] == "title"
    assert Index.of(documents, {"title": 1.0, "text": 3.0}).search("paspor")[0][0] == "text"
    assert len(Index.of(documents, {"title": 1.0}).search("paspor")) == 1


def test_a_changed_document_is_found_by_its_new_words_only() -> None:
    changed = index(TEXTS | {"paspor": "Visa kerja"}, INDEX)
    assert changed.search("visa")[0][0] == "paspor"
    assert changed.search("paspor") == []
    assert changed.cuts["jenazah"] is INDEX.cuts["jenazah"]
    assert first("paspor") == "paspor"


def test_reuse_makes_the_same_index() -> None:
    again = index(TEXTS | {"baru": "Desa migran"}, INDEX)
    fresh = index(TEXTS | {"baru": "Desa migran"})
    for question in ("pemulangan", "desa migrn", "gaji blm dibayar", "workers"):
        assert again.search(question) == fresh.search(question)


def test_an_empty_index_finds_nothing() -> None:
    assert Index.of([], WEIGHTS).search("paspor") == []


@given(st.text(max_size=200))
def test_any_question_is_ranked(question: str) -> None:
    found = INDEX.search(question, 3)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
