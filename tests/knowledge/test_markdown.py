"""Content files are read whole, and refused with the place where they are not in the form."""

import json
from datetime import date
from pathlib import Path

import pytest

from knowledge.articles import Question, Source, said
from knowledge.body import from_json, to_json
from knowledge.library import CONTENT, seed
from knowledge.markdown import read_markdown, read_note
from knowledge.problems import Unreadable

FRONT = """---
code: SOP-77
title_id: Pelayanan Contoh
title_en: Sample service
contoh: true
owner_role: FD
roles: [FD, PC]
tanggal_pembuatan: '2026-01-05'
tanggal_revisi: 2026-07-06
tanggal_efektif: '2026-02-02'
dasar_hukum:
- ref: UU 18/2017
  pasal: Pasal 6
  verification: verified
peringatan: Awas
peringatan_en: Beware
persyaratan: [KTP, Formulir]
persyaratan_en: [ID card, Form]
waktu_total: 30 menit
waktu_total_en: 30 minutes
questions:
- {step: 2, text: "Berapa biayanya?"}
- {text: "Apa layanan contoh itu?"}
review: {monitoring_every_months: 3, evaluation_every_months: 6}
---
"""
STEPS = r"""
## Prosedur

| No | Kegiatan | Pelaksana | Kelengkapan | Waktu | Output | Keterangan |
|---|---|---|---|---|---|---|
| 1 | Menyambut | Petugas | Buku tamu | 5 menit | Tercatat | [V] PP 59/2021 / waktu [I] |
| 2 | Memilih A \| B | Petugas | | 1 jam | Pilihan | [I] |

## Procedure

| No | Activity | Actor | Requirements | Time | Output | Note |
|---|---|---|---|---|---|---|
| 1 | Welcome | Officer | Guest book | 5 minutes | Logged | [V] PP 59/2021 / time [I] |
"""


def codes(text: str) -> list[tuple[str, str | None, int | None]]:
    with pytest.raises(Unreadable) as refused:
        read_markdown(text, "x.md")
    assert {problem.file for problem in refused.value.problems} == {"x.md"}
    return [
        (problem.code, problem.key, problem.row or problem.line)
        for problem in refused.value.problems
    ]


def test_everything_in_the_file_is_in_the_sop() -> None:
    sop = read_markdown(FRONT + STEPS, "x.md")
    assert (sop.code, sop.version, sop.sample, sop.review_months) == (
        "SOP-77",
        "2026-07-06",
        True,
        6,
    )
    assert (sop.created, sop.revised, sop.effective) == (
        date(2026, 1, 5),
        date(2026, 7, 6),
        date(2026, 2, 2),
    )
    assert sop.legal_basis == (Source("UU 18/2017", "Pasal 6", "verified"),)
    assert sop.title == {"id": "Pelayanan Contoh", "en": "Sample service"}
    assert sop.warning == {"id": "Awas", "en": "Beware"}
    assert sop.requirements == {"id": "KTP\nFormulir", "en": "ID card\nForm"}
    assert sop.total_time == {"id": "30 menit", "en": "30 minutes"}
    assert sop.questions == (
        Question("Berapa biayanya?", 2),
        Question("Apa layanan contoh itu?", None),
    )
    first, second = sop.steps
    assert (first.number, first.verification) == (1, "verified")
    assert first.activity == {"id": "Menyambut", "en": "Welcome"}
    assert first.note == {"id": "PP 59/2021 / waktu [I]", "en": "PP 59/2021 / time [I]"}
    assert (second.verification, second.note, second.requirements) == (
        "illustrative",
        {"id": ""},
        {"id": ""},
    )
    assert said(second.activity, "en") == "Memilih A | B"


@pytest.mark.parametrize(
    ("note", "read"),
    [
        ("[V] PP 59", ("verified", "PP 59")),
        ("[I]", ("illustrative", "")),
        ("dari ingatan", ("illustrative", "dari ingatan")),
        ("praktik [V]", ("illustrative", "praktik [V]")),  # a mark inside speaks of a part
        ("[V-sekunder] x", ("illustrative", "[V-sekunder] x")),
    ],
)
def test_the_mark_before_a_note(note: str, read: tuple[str, str]) -> None:
    assert read_note(note) == read


def test_translations_and_questions_may_be_absent() -> None:
    optional = ("_en:", "questions:", "- {")
    front = "\n".join(
        line for line in FRONT.split("\n") if not any(mark in line for mark in optional)
    )
    sop = read_markdown(front + STEPS.split("## Procedure")[0], "x.md")
    assert sop.title == {"id": "Pelayanan Contoh"}
    assert sop.questions == ()
    assert sop.steps[0].activity == {"id": "Menyambut"}


def test_line_ends_of_windows() -> None:
    text = FRONT + STEPS
    assert read_markdown(text.replace("\n", "\r\n"), "x.md") == read_markdown(text, "x.md")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("front-matter-missing", None, None)]),
        ("# Judul\n", [("front-matter-missing", None, None)]),
        ("---\na: ]\n---\n", [("front-matter-broken", None, 2)]),
        ("---\n!!python/object:os.x {}\n---\n", [("front-matter-broken", None, 2)]),
        ("---\n- a\n---\n", [("field-wrong", None, None)]),
        (FRONT.replace("code: SOP-77\n", ""), [("field-missing", "code", None)]),
        (FRONT.replace("peringatan:", "peringatn:"), [("field-unknown", "peringatn", None)]),
        (FRONT.replace("2026-07-06", "6 Juli"), [("field-wrong", "tanggal_revisi", None)]),
        (
            FRONT.replace("- ref:", "- raf:"),
            [
                ("field-missing", "dasar_hukum.1.ref", None),
                ("field-unknown", "dasar_hukum.1.raf", None),
            ],
        ),
    ],
)
def test_front_matter_that_is_not_in_the_form(
    text: str, found: list[tuple[str, str | None, int | None]]
) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("| 2 | Memilih A", "| dua | Memilih A", ("row-number", "No", 32)),
        ("| 2 | Memilih A", "| 1 | Memilih A", ("row-repeated", "No", 32)),
        ("| Pilihan | [I] |", "| Pilihan |", ("row-width", None, 32)),
        ("| 1 | Welcome", "| 3 | Welcome", ("row-untold", "No", 3)),
    ],
)
def test_rows_that_are_not_in_the_form(
    old: str, new: str, found: tuple[str, str | None, int | None]
) -> None:
    text = FRONT + STEPS
    assert old in text
    assert codes(text.replace(old, new)) == [found]


def test_the_row_is_the_line_of_the_file() -> None:
    text = (FRONT + STEPS).replace("| 2 | Memilih A", "| dua | Memilih A")
    [(_, _, row)] = codes(text)
    assert row is not None
    assert text.split("\n")[row - 1].startswith("| dua |")


def test_the_seed_is_whole() -> None:
    sops = seed()
    assert len(sops) == len(list(CONTENT.glob("*.md"))) >= 20
    assert sum(len(sop.steps) for sop in sops) >= 134
    assert [sop.code for sop in sops] == sorted({sop.code for sop in sops})
    for sop in sops:
        assert [step.number for step in sop.steps] == list(range(1, len(sop.steps) + 1))


def test_the_seed_reads_the_same_from_json() -> None:
    for sop in seed():
        body = json.loads(json.dumps(to_json(sop)))
        assert from_json(body) == sop
        assert body["revised"] == sop.version


def test_marks_stay_visible() -> None:
    """As many steps verified and illustrative as the files say."""
    text = "".join(
        file.read_text(encoding="utf-8").split("## Procedure")[0]
        for file in Path(CONTENT).glob("*.md")
    )
    marks = [step.verification for sop in seed() for step in sop.steps]
    assert marks.count("verified") == text.count("| [V]")
    assert marks.count("illustrative") == text.count("| [I]")
