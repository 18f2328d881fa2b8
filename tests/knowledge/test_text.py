"""Words of a text, as the search sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.stems import stem_en, stem_id
from knowledge.text import fold, language, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kartu E-PMI", ["kartu", "epmi", "pmi"]),
        ("AK/1 dan AK-1", ["ak1", "dan", "ak1"]),
        ("G to G, G2G, g-to-g", ["gtog", "gtog", "gtog"]),
        ("ibu2 dan syarat2nya", ["ibu", "dan", "syarat"]),
        ("syarat-syarat, syarat-syaratnya", ["syarat", "syaratnya"]),
        ("tahun 2005-2010", ["tahun", "2005", "2010"]),
        ("SIP2MI, P3MI, BP2MI", ["sip2mi", "p3mi", "bp2mi"]),
        ("Ｐａｓｐｏｒ é", ["paspor", "e"]),
        ("Qur'an", ["quran"]),
        ("🙂 !!! <b>", ["b"]),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text())
def test_every_text_has_plain_tokens(text: str) -> None:
    assert all(token.isascii() and token.isalnum() for token in tokens(text))
    assert tokens(fold(text)) == tokens(text)


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("penempatan menempatkan ditempatkan tempat", "tempat"),
        ("keberangkatan pemberangkatan berangkat memberangkatkan", "berangkat"),
        ("pemulangan kepulangan dipulangkan pulangkan pulangnya pulanglah", "pulang"),
        ("pelindungan perlindungan melindungi dilindungi", "lindung"),
        ("pengaduan mengadu aduan", "adu"),
        ("pengawasan mengawasi diawasi", "awas"),
        ("perseorangan", "perseorangan"),
        ("menulis penulis tulisan ditulis", "tulis"),
        ("mengirim pengiriman dikirimkan kirimkan", "kirim"),
        ("persyaratan syaratnya", "syarat"),
        ("ngecek dicek pengecekan ngecekin", "cek"),
        ("dijelasin jelasin menjelaskan penjelasannya", "jelas"),
        ("mulanginnya dipulangin memulangkan", "pulang"),
        ("ngurusin diurusin urusannya mengurus", "urus"),
        ("nyari nyariin dicariin mencari", "cari"),
        ("nungguin menunggu ditungguin", "tunggu"),
        ("sekolah", "sekolah"),
        ("masalah", "masalah"),
        ("dinas", "dinas"),
        ("makan makanan dimakan", "makan"),
    ],
)
def test_indonesian_stems(words: str, stem: str) -> None:
    assert {stem_id(word) for word in words.split()} == {stem}


def test_core_words_do_not_become_others() -> None:
    assert stem_id("penempatan") != stem_id("empat")
    assert stem_id("keberangkatan") != stem_id("angkat")
    assert stem_id("pemerintah") != stem_id("perintah")


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("documents document", "document"),
        ("agencies agency", "agency"),
        ("claims claim claimed claiming", "claim"),
        ("stopped stopping stop", "stop"),
        ("hiring hired hire", "hir"),
        ("process", "process"),
        ("status", "status"),
    ],
)
def test_english_stems(words: str, stem: str) -> None:
    assert {stem_en(word) for word in words.split()} == {stem}


@given(st.from_regex(r"[a-z]{1,24}", fullmatch=True))
def test_stems_are_never_empty(word: str) -> None:
    assert stem_id(word)
    assert stem_en(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how do I report an unpaid wage", "en"),
        ("lost passport, what now", "en"),
        ("human trafficking indicators", "en"),
        ("paspor hilang gimana", "id"),
        ("paspor", "id"),
        ("", "id"),
    ],
)
def test_the_language_of_a_question(text: str, expected: str) -> None:
    assert language(tokens(text)) == expected
