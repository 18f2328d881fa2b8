"""Random forms and random walks: a snapshot changes nothing, edits leave no trace, as JavaRosa."""

from datetime import datetime
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from flows import load_form
from tests.conformance.compare import Found, compare
from tests.conformance.gates import edited, goes_on
from tests.conformance.generated import form_of
from tests.conformance.loose import loose_of
from tests.conformance.walks import walked
from tests.flows.xpath.probes import ZONE
from tests.support.oracle import JavaRosa, needs_oracle

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
FORMS, LENGTH = 25, 12
SEEDS = st.integers(0, 10**9)


@given(SEEDS, SEEDS)
@settings(max_examples=40, deadline=None)
def test_a_snapshot_between_two_answers_changes_nothing(seed: int, steps: int) -> None:
    assert goes_on(load_form(form_of(Random(seed))), Random(steps), NOW)


@given(SEEDS, SEEDS)
@settings(max_examples=40, deadline=None)
def test_edits_end_where_a_fresh_fill_with_the_same_answers_does(seed: int, steps: int) -> None:
    xform = form_of(Random(seed), once=False)
    assert edited(load_form(xform), Random(steps), NOW, loose_of(xform)) == ""


@needs_oracle
def test_random_forms_pass_through_javarosas_states(tmp_path: Path) -> None:
    found, file, now, compared = Found(), tmp_path / "form.xml", datetime.now(ZONE), 0
    with JavaRosa(ZONE.key) as javarosa:
        for seed in range(FORMS):
            xform = form_of(Random(seed))
            file.write_text(xform, encoding="utf-8")
            walk = walked(load_form(xform), Random(seed), LENGTH, now, full=False)
            reply = javarosa.reply(file, walk.steps)
            if "error" in reply:  # an expression stops JavaRosa; ours reads it as blank
                continue
            compared += 1
            loose = loose_of(xform)
            for place, (ours, theirs) in enumerate(zip(walk.states, reply["states"], strict=True)):
                compare(ours, theirs, loose, found, f"form {seed} step {place}")
    assert found.examples == []
    assert compared > FORMS // 2
