"""Each fault of a library is found with its place, and nothing else is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from knowledge.articles import CheckItem, Question, Source
from knowledge.check import check, check_sources
from knowledge.library import CONTENT, Alias, seed
from knowledge.problems import CODES
from tests.knowledge.sops import both, sop, step

TODAY = date(2026, 11, 27)
NOT_TOLD: Mapping[str, str] = {"id": "Ada"}
OTHER = sop("SOP-02")

FAULTS: tuple[tuple[dict[str, Any], tuple[str, str, str | None, int | None]], ...] = (
    ({"title": {"id": "", "en": "T"}}, ("error", "title-missing", "title_id", None)),
    ({"phase": "nanti"}, ("error", "phase-unknown", "phase", None)),
    ({"owner_role": "XX", "roles": ()}, ("error", "role-unknown", "owner_role", None)),
    ({"roles": ("FD", "ZZ")}, ("error", "role-unknown", "roles", None)),
    ({"owner_role": "PO"}, ("warning", "owner-absent", "roles", None)),
    (
        {"check_items": (CheckItem("C1", both("a")), CheckItem("C1", both("b")))},
        ("error", "item-repeated", "checkin_items", None),
    ),
    ({"effective": date(2026, 1, 4)}, ("error", "date-early", "tanggal_efektif", None)),
    (
        {"created": date(2026, 7, 7), "effective": date(2026, 7, 7)},
        ("error", "date-early", "tanggal_revisi", None),
    ),
    ({"revised": date(2026, 11, 28)}, ("warning", "date-ahead", "tanggal_revisi", None)),
    ({"review_months": 4}, ("warning", "review-overdue", "review", None)),
    ({"legal_basis": ()}, ("error", "basis-missing", "dasar_hukum", None)),
    (
        {"legal_basis": (Source("UU 1", "", "verified"), Source("", "Pasal 1", "verified"))},
        ("error", "basis-empty", "dasar_hukum.2", None),
    ),
    (
        {"legal_basis": (Source("UU 1", "", "sudah"),)},
        ("error", "verification-unknown", "dasar_hukum.1", None),
    ),
    ({"steps": (), "questions": ()}, ("error", "steps-missing", None, None)),
    (
        {"steps": (step(1), step(3)), "questions": ()},
        ("error", "step-number", "No", 3),
    ),
    (
        {"steps": (step(1), step(2, activity={"id": "", "en": "x"}))},
        ("error", "activity-missing", "Kegiatan", 2),
    ),
    (
        {"steps": (step(1, actor={"id": ""}), step(2))},
        ("error", "actor-missing", "Pelaksana", 1),
    ),
    ({"related": ("SOP-01",)}, ("error", "reference-self", "keterkaitan", None)),
    ({"related": ("SOP-02", "SOP-99")}, ("error", "reference-unknown", "keterkaitan", None)),
    (
        {"steps": (step(1), step(2, note=both("lihat SOP-02 dan SOP-98")))},
        ("error", "reference-unknown", "Keterangan", 2),
    ),
    (
        {"steps": (step(1, requirements=both("sesuai SOP-01, 02, 77")), step(2))},
        ("error", "reference-unknown", "Kelengkapan", 1),
    ),
    ({"warning": both("Lihat SOP-55.")}, ("error", "reference-unknown", "peringatan", None)),
    ({"questions": (Question("Apa?", 3),)}, ("error", "question-step", "questions", None)),
    (
        {"aliases": ("Paspor hilang", "paspor  HILANG!")},
        ("warning", "alias-repeated", "aliases", None),
    ),
    ({"aliases": ("layanan sop-01",)}, ("warning", "alias-repeated", "aliases", None)),
    ({"aliases": ("Nama lain: SOP-02",)}, ("error", "alias-clash", "aliases", None)),
    ({"aliases": ("layanan sop-02",)}, ("error", "alias-clash", "aliases", None)),
    ({"aliases": ("SOP 02",)}, ("error", "alias-clash", "aliases", None)),
    (
        {"questions": (Question("apa itu SOP-02", 1),)},
        ("error", "question-clash", "questions", None),
    ),
    ({"summary": NOT_TOLD}, ("warning", "translation-missing", "summary_en", None)),
    ({"requirements": NOT_TOLD}, ("warning", "translation-missing", "persyaratan_en", None)),
    (
        {"check_items": (CheckItem("C1", NOT_TOLD),)},
        ("warning", "translation-missing", "checkin_items", None),
    ),
    (
        {"steps": (step(1, activity=NOT_TOLD), step(2, activity=NOT_TOLD))},
        ("warning", "procedure-untranslated", None, None),
    ),
    (
        {"steps": (step(1), step(2, output=NOT_TOLD, note=NOT_TOLD))},
        ("warning", "step-untranslated", None, 2),
    ),
)


@pytest.mark.parametrize(("changes", "expected"), FAULTS)
def test_a_fault_is_found_at_its_place(
    changes: dict[str, Any], expected: tuple[str, str, str | None, int | None]
) -> None:
    found = check({"a.md": sop(**changes), "b.md": OTHER}, TODAY)
    ours = {(each.severity, each.code, each.key, each.row) for each in found if each.file == "a.md"}
    assert ours == {expected}


def test_a_library_without_fault() -> None:
    assert check({"a.md": sop(related=("SOP-02",)), "b.md": OTHER}, TODAY) == ()


def test_a_title_of_two() -> None:
    found = check({"a.md": sop(title=OTHER.title), "b.md": OTHER}, TODAY)
    assert {(each.file, each.code) for each in found} == {
        ("a.md", "title-clash"),
        ("b.md", "title-clash"),
    }
    assert {each.details["other"] for each in found} == {"SOP-01", "SOP-02"}


def test_a_code_of_two_files() -> None:
    found = check({"a.md": sop(), "b.md": replace(sop(), aliases=())}, TODAY)
    assert [(each.file, each.code, each.details["other"]) for each in found] == [
        ("b.md", "code-repeated", "a.md")
    ]


def test_a_review_is_due_to_the_day() -> None:
    """Revised at the end of August: the last of February, where months are that short."""
    late = sop(revised=date(2026, 8, 31), review_months=6)
    assert check({"a": late}, date(2027, 2, 28)) == ()
    [problem] = check({"a": late}, date(2027, 3, 1))
    assert (problem.code, problem.details["day"]) == ("review-overdue", "2027-02-28")


def test_aliases_of_coordinators_clash_too() -> None:
    added = (Alias("nama lain SOP-02", "SOP-01"), Alias("baru", "SOP-01"), Alias("x", "SOP-50"))
    found = check({"SOP-01": sop(), "SOP-02": OTHER}, TODAY, added)
    assert [(each.file, each.code, each.details) for each in found] == [
        ("SOP-02", "alias-clash", {"text": "nama lain SOP-02", "other": "SOP-01"}),
        ("SOP-01", "alias-clash", {"text": "nama lain SOP-02", "other": "SOP-02"}),
        ("SOP-50", "reference-unknown", {"value": "SOP-50"}),
    ]


def test_files_are_checked_as_if_they_joined_the_library() -> None:
    file = CONTENT / "SOP-05-pemeriksaan-kesehatan-psikologi.md"
    source = file.read_bytes()
    alone, found = check_sources({"x.md": source}, TODAY)
    assert alone == 1
    assert {each.code for each in found if each.severity == "error"} == {"reference-unknown"}
    _, found = check_sources({"x.md": source}, TODAY, seed())
    assert [each for each in found if each.severity == "error"] == []


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_checked() -> None:
    broken = {"a.md": b"\xff\xfe", "b.md": b"# Judul"}
    good = (CONTENT / "SOP-01-informasi-migrasi-aman.md").read_bytes()
    count, found = check_sources(broken | {"c.md": good}, date(2030, 1, 1), seed())
    assert count == 1
    said = [(each.file, each.code) for each in found if each.severity == "error"]
    assert said == [("a.md", "not-utf8"), ("b.md", "front-matter-missing")]
    assert ("c.md", "review-overdue") in {(each.file, each.code) for each in found}


def test_the_seed_has_no_errors() -> None:
    found = check({each.code: each for each in seed()}, TODAY)
    assert [each for each in found if each.severity == "error"] == []


def test_every_code_of_the_check_is_listed() -> None:
    faults = [check({"a": sop(**changes), "b": OTHER}, TODAY) for changes, _ in FAULTS]
    assert {each.code for found in faults for each in found} <= set(CODES)
