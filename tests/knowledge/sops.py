"""A small SOP without fault, to change one thing of in a test."""

from dataclasses import replace
from datetime import date
from typing import Any

from knowledge.articles import CheckItem, Question, Sop, Source, Step, Texts


def both(indonesian: str) -> Texts:
    """A text that is said to be translated."""
    return {"id": indonesian, "en": f"{indonesian} (en)"}


def step(number: int, **changes: Any) -> Step:
    whole = Step(
        number=number,
        activity=both(f"Kegiatan {number}"),
        actor=both("Petugas"),
        requirements=both("Berkas"),
        time=both("5 menit"),
        output=both("Catatan"),
        note={"id": ""},
        verification="illustrative",
    )
    return replace(whole, **changes)


def sop(code: str = "SOP-01", **changes: Any) -> Sop:
    whole = Sop(
        code=code,
        version="2026-07-06",
        title=both(f"Layanan {code}"),
        summary=both("Ringkasan"),
        sample=True,
        phase="semua",
        owner_role="FD",
        roles=("FD", "PC"),
        number="1",
        created=date(2026, 1, 5),
        revised=date(2026, 7, 6),
        effective=date(2026, 2, 2),
        approved_by="Kepala",
        unit="BP3MI",
        legal_basis=(Source("UU 18/2017", "Pasal 6", "verified"),),
        steps=(step(1), step(2)),
        requirements=both("KTP"),
        warning=both("Awas"),
        total_time=both("10 menit"),
        aliases=(f"nama lain {code}",),
        questions=(Question(f"Apa itu {code}?", None), Question(f"Siapa di {code}?", 2)),
        check_items=(CheckItem(f"{code}-C1", both("Tercatat?")),),
    )
    return replace(whole, **changes)
