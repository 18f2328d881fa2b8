"""An SOP written as the Markdown that `markdown` reads."""

from collections.abc import Iterator
from typing import Any

import yaml

from knowledge.articles import Sop, Step, Texts
from knowledge.markdown import COLUMNS

_ENGLISH = ("No", "Activity", "Actor", "Requirements", "Time", "Output", "Note")
_MARKS = {"verified": "[V]", "illustrative": "[I]"}


def write_markdown(sop: Sop) -> str:
    """The whole SOP; what is empty is left out."""
    front = {name: value for name, value in _front(sop).items() if value not in ("", [], None)}
    matter = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    parts = [f"---\n{matter}---\n", "## Prosedur\n", _table(COLUMNS, sop.steps, "id")]
    if any("en" in text for step in sop.steps for text in _texts(step)):
        parts += ["## Procedure\n", _table(_ENGLISH, sop.steps, "en")]
    return "\n".join(parts)


def _front(sop: Sop) -> dict[str, Any]:
    return {
        "code": sop.code,
        "title_id": sop.title["id"],
        "title_en": sop.title.get("en"),
        "contoh": sop.sample,
        "summary_id": sop.summary["id"],
        "summary_en": sop.summary.get("en"),
        "phase": sop.phase,
        "owner_role": sop.owner_role,
        "roles": list(sop.roles),
        "nomor_sop": sop.number,
        "tanggal_pembuatan": sop.created.isoformat(),
        "tanggal_revisi": sop.revised.isoformat(),
        "tanggal_efektif": sop.effective.isoformat(),
        "disahkan_oleh": sop.approved_by,
        "unit": sop.unit,
        "dasar_hukum": [
            {"ref": each.reference, "pasal": each.article, "verification": each.verification}
            for each in sop.legal_basis
        ],
        "kualifikasi_pelaksana": list(sop.qualifications),
        "keterkaitan": list(sop.related),
        "peralatan_perlengkapan": list(sop.equipment),
        "peringatan": sop.warning["id"],
        "peringatan_en": sop.warning.get("en"),
        "pencatatan_pendataan": list(sop.records),
        "persyaratan": _lines(sop.requirements, "id"),
        "persyaratan_en": _lines(sop.requirements, "en"),
        "waktu_total": sop.total_time["id"],
        "waktu_total_en": sop.total_time.get("en"),
        "aliases": list(sop.aliases),
        "questions": list(_questions(sop)),
        "review": {"evaluation_every_months": sop.review_months},
        "checkin_items": list(_items(sop)),
    }


def _lines(texts: Texts, language: str) -> list[str]:
    return texts.get(language, "").split("\n") if texts.get(language) else []


def _questions(sop: Sop) -> Iterator[dict[str, Any]]:
    for question in sop.questions:
        step = {} if question.step is None else {"step": question.step}
        yield {**step, "text": question.text}


def _items(sop: Sop) -> Iterator[dict[str, str]]:
    for item in sop.check_items:
        english = {"en_text": item.text["en"]} if "en" in item.text else {}
        yield {"id": item.id, "id_text": item.text["id"], **english}


def _table(columns: tuple[str, ...], steps: tuple[Step, ...], language: str) -> str:
    rows = [columns, ("---",) * len(columns), *(_row(step, language) for step in steps)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(step: Step, language: str) -> tuple[str, ...]:
    *cells, note = (_cell(text.get(language, "")) for text in _texts(step))
    return (str(step.number), *cells, f"{_MARKS[step.verification]} {note}".strip())


def _texts(step: Step) -> tuple[Texts, ...]:
    """In the order of the columns."""
    return (step.activity, step.actor, step.requirements, step.time, step.output, step.note)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
