"""What a document cannot say is taken over from the version before."""

from dataclasses import replace

from knowledge.articles import Question, Sop, Step, Texts
from knowledge.library import seed
from knowledge.renewal import renewed

OLD = next(sop for sop in seed() if len(sop.steps) > 5)


def told(texts: Texts) -> Texts:
    """As a document says it, in one language."""
    return {"id": texts["id"]}


def read(sop: Sop, *steps: Step) -> Sop:
    """The SOP as an import gives it."""
    parts = ("activity", "actor", "requirements", "time", "output", "note")
    return replace(
        sop,
        title=told(sop.title),
        summary={"id": ""},
        steps=tuple(
            replace(
                step,
                number=place,
                verification="illustrative",
                **{part: told(getattr(step, part)) for part in parts},
            )
            for place, step in enumerate(steps, 1)
        ),
        phase="semua",
        roles=("FD",),
        aliases=(),
        questions=(),
        check_items=(),
        legal_basis=(),
    )


def test_the_same_document_gives_the_same_sop() -> None:
    assert renewed(OLD, read(OLD, *OLD.steps)) == OLD


def test_questions_move_with_their_steps() -> None:
    first, _, *rest = OLD.steps
    old = replace(OLD, questions=(Question("a", 1), Question("b", 2), Question("c", 3)))
    found = renewed(old, read(old, first, *rest)).questions
    assert found == (Question("a", 1), Question("b", None), Question("c", 2))


def test_what_changed_is_as_the_document_has_it_and_not_verified() -> None:
    first, *rest = OLD.steps
    other = replace(first, time={"id": "99 menit"})
    found = renewed(OLD, read(OLD, other, *rest)).steps[0]
    assert found.time == {"id": "99 menit"}
    assert found.activity == first.activity
    assert found.verification == "illustrative"
