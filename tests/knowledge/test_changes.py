"""What readers are told of a new version."""

from dataclasses import replace

from knowledge.articles import Sop, Step
from knowledge.changes import changes
from knowledge.library import seed

SOP = next(sop for sop in seed() if len(sop.steps) > 5)


def renumbered(sop: Sop, *steps: Step) -> Sop:
    return replace(
        sop, steps=tuple(replace(step, number=place) for place, step in enumerate(steps, 1))
    )


def new_step(activity: str) -> Step:
    return replace(SOP.steps[0], activity={"id": activity})


def test_the_same_version_has_no_changes() -> None:
    assert not changes(SOP, SOP)
    assert not changes(SOP, replace(SOP, version="2027-01-01", number="7"))


def test_a_step_put_between_others_is_the_only_change() -> None:
    first, *rest = SOP.steps
    found = changes(SOP, renumbered(SOP, first, new_step("Menulis 42 zebra di papan"), *rest))
    assert [step.number for step in found.added] == [2]
    assert (found.changed, found.removed, found.fields) == ((), (), ())


def test_a_step_taken_out_is_removed_and_the_rest_is_not_changed() -> None:
    first, gone, *rest = SOP.steps
    found = changes(SOP, renumbered(SOP, first, *rest))
    assert found.removed == (gone,)
    assert (found.added, found.changed) == ((), ())


def test_other_words_for_a_step_change_it() -> None:
    first, second, *rest = SOP.steps
    said = {**second.activity, "id": f"{second.activity['id']} dan mencatatnya"}
    other = replace(second, activity=said, time={"id": "3 jam"})
    [changed] = changes(SOP, renumbered(SOP, first, other, *rest)).changed
    assert (changed.old, changed.parts) == (second, ("activity", "time"))


def test_a_step_that_is_no_longer_the_same_is_removed_and_added() -> None:
    first, second, *rest = SOP.steps
    other = replace(second, activity={"id": "Xyz 123"})
    found = changes(SOP, renumbered(SOP, first, other, *rest))
    assert (found.removed, len(found.added), found.changed) == ((second,), 1, ())


def test_what_stands_beside_the_steps_is_named() -> None:
    found = changes(SOP, replace(SOP, warning={"id": "Awas"}, equipment=("Stempel",)))
    assert found.fields == ("warning", "equipment")
