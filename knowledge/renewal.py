"""A new version of an SOP takes over what its document does not say: translations, questions, …"""

from dataclasses import replace
from typing import Any

from knowledge.articles import Question, Sop, Source, Step, Texts
from knowledge.changes import pairs

TEXTS = ("title", "summary", "requirements", "warning", "total_time")
LISTS = ("qualifications", "equipment", "records", "related")
PARTS = ("activity", "actor", "requirements", "time", "output", "note")


def renewed(old: Sop, new: Sop) -> Sop:
    """`new` as read from a document, with what `old` knows beyond what the document can say.

    A text that says the same keeps its translation, a step that says the same how far it was
    verified. Other words for the SOP, its questions and its check list stay.
    """
    steps = {after.number: before for before, after in pairs(old.steps, new.steps)}
    moved = {before.number: number for number, before in steps.items()}
    taken: dict[str, Any] = {name: _text(getattr(old, name), getattr(new, name)) for name in TEXTS}
    taken |= {name: getattr(new, name) or getattr(old, name) for name in LISTS}
    return replace(
        new,
        **taken,
        steps=tuple(_step(steps.get(step.number), step) for step in new.steps),
        legal_basis=_sources(old, new),
        phase=old.phase,
        owner_role=old.owner_role,
        roles=old.roles,
        aliases=new.aliases or old.aliases,
        questions=new.questions or tuple(_question(each, moved) for each in old.questions),
        check_items=new.check_items or old.check_items,
        review_months=old.review_months,
        unit=new.unit or old.unit,
        approved_by=new.approved_by or old.approved_by,
    )


def _text(old: Texts, new: Texts) -> Texts:
    """The old text with its translation where the new one says the same, or nothing."""
    if not new["id"].strip() or new["id"] == old["id"]:
        return {**old, **{language: text for language, text in new.items() if text.strip()}}
    return new


def _step(old: Step | None, new: Step) -> Step:
    if old is None:
        return new
    texts = {
        part: getattr(old, part) | getattr(new, part)
        for part in PARTS
        if getattr(old, part)["id"] == getattr(new, part)["id"]
    }
    is_same = len(texts) == len(PARTS)
    return replace(new, **texts, verification=old.verification if is_same else new.verification)


def _sources(old: Sop, new: Sop) -> tuple[Source, ...]:
    known = {(each.reference, each.article): each for each in old.legal_basis}
    found = tuple(known.get((each.reference, each.article), each) for each in new.legal_basis)
    return found or old.legal_basis


def _question(question: Question, moved: dict[int, int]) -> Question:
    """The question with the new number of its step; of the whole SOP where the step is gone."""
    step = None if question.step is None else moved.get(question.step)
    return replace(question, step=step)
