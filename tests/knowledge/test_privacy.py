"""What is masked in a question before anything keeps it."""

import pytest

from knowledge.privacy import is_personal, mask, unmarked

PERSONAL = [
    ("NIK saya 3275011203900004 tolong cek", "NIK saya [NIK] tolong cek"),
    ("nik 3275 0112 0390 0004", "nik [NIK]"),
    ("3275.0112.0390.0004 gmn", "[NIK] gmn"),
    ("32-75-01-120390-0004", "[NIK]"),
    ("paspor C1234567 hilang", "paspor [paspor] hilang"),
    ("paspor c 1234567 hilang", "paspor [paspor] hilang"),
    ("no paspor AB123456", "no paspor [paspor]"),
    ("hubungi 081234567890 ya", "hubungi [telepon] ya"),
    ("hubungi 0812-3456-7890", "hubungi [telepon]"),
    ("wa +62 812 3456 7890", "wa [telepon]"),
    ("wa +60 12-345 6789", "wa [telepon]"),
    ("kantor (021) 2924 4800", "kantor [telepon]"),
    ("hp 81234567890", "hp [telepon]"),
    ("rekening 1234567890123", "rekening [nomor]"),
    ("tulis ke siti.aminah@contoh.go.id", "tulis ke [e-mail]"),
]

HARMLESS = [
    "UU 18/2017 Pasal 13 huruf a-h",
    "PP 59/2021 Ps 4(4)",
    "biaya Rp1.100.000 atau Rp 15.000.000",
    "rp500000 buat apa",
    "kasus nomor 212, umur 18 tahun, 1-7 hari",
    "berangkat 2026-07-06 pulang 2026-08-09",
    "tanggal 06-07-2026 sampai 09-08-2026",
    "syarat 8 dokumen SOP-04 P3MI SIP2MI",
    "kode BP3MI 2026/11/27",
]


@pytest.mark.parametrize(("text", "masked"), PERSONAL)
def test_what_names_a_person_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked
    assert is_personal(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_numbers_of_laws_sums_and_days_stay(text: str) -> None:
    assert mask(text) == text
    assert not is_personal(text)


def test_marks_are_not_searched_for() -> None:
    assert unmarked(mask("paspor C1234567 hilang")).split() == ["paspor", "hilang"]


def test_masking_twice_changes_nothing() -> None:
    for text, masked in PERSONAL:
        assert mask(mask(text)) == masked
