"""Whom to turn to, what stays ticked in a new version, which SOPs are offered."""

from dataclasses import replace

from bot.sops.rules import Contact, carried, contact_of, most_used, outcome_of, ticked
from knowledge.replies import Answer, Choices, Hit, NotFound
from storage.records import Checklist, Person, SopOutcome, SopUse
from tests.bot.sops.library import PASSPORT, RENEWED, step
from tests.support.people import NOW, OFFICES

BY_CODE = {office.code: office for office in OFFICES}
SARI = Person(1, "S001", "Sari", "BP3MI-NTT", "FD", "respondent", "id")
YOHANES = replace(SARI, id=2, name="Yohanes", access="head")
MARIA = replace(SARI, id=3, name="Maria", office="P4MI-MOF")
RINA = replace(SARI, id=4, name="Rina", office="BP3MI-SUT")
RATNA = replace(SARI, id=5, name="Ratna", office="KP2MI", access="coordinator")
ALL = (SARI, YOHANES, MARIA, RINA, RATNA)


def contact(person: Person) -> Contact:
    return contact_of(person, BY_CODE, ALL)


def test_the_head_of_the_office_then_of_the_one_above() -> None:
    head = Contact("BP3MI Nusa Tenggara Timur", ("Yohanes",), ("Ratna",))
    assert contact(SARI) == head
    assert contact(MARIA) == head


def test_the_office_above_where_no_head_is_known() -> None:
    assert contact(RINA) == Contact("KP2MI/BP2MI Pusat", (), ("Ratna",))


def test_nobody_is_their_own_contact() -> None:
    assert contact(YOHANES) == Contact("KP2MI/BP2MI Pusat", (), ("Ratna",))
    assert contact(RATNA) == Contact("KP2MI/BP2MI Pusat", (), ())


def test_two_are_named_at_most() -> None:
    more = [replace(RATNA, id=9 + n, name=f"Koordinator {n}") for n in range(3)]
    found = contact_of(SARI, BY_CODE, more)
    assert found.coordinators == ("Koordinator 0", "Koordinator 1")


def test_offices_in_a_ring_end() -> None:
    ring = {
        code: replace(office, parent="BP3MI-NTT") if office.parent is None else office
        for code, office in BY_CODE.items()
    }
    assert contact_of(MARIA, ring, ()) == Contact("BP3MI Nusa Tenggara Timur", (), ())


def test_ticks_stay_on_steps_that_say_the_same() -> None:
    kept = Checklist(1, "SOP-91", PASSPORT.version, (1, 2, 3), NOW)
    assert carried(kept, PASSPORT, RENEWED) == (1,)
    assert carried(kept, PASSPORT, PASSPORT) == (1, 2, 3)
    assert carried(kept, None, RENEWED) == ()


def test_a_translation_that_changed_is_another_step() -> None:
    first = PASSPORT.steps[0]
    english = replace(first, activity={**first.activity, "en": "Something else"})
    kept = Checklist(1, "SOP-91", PASSPORT.version, (1,), NOW)
    assert carried(kept, PASSPORT, replace(PASSPORT, steps=(english,))) == ()
    assert carried(kept, PASSPORT, replace(PASSPORT, steps=(step(2, "Lain", "Other"),))) == ()


def test_a_tick_is_put_and_taken_away() -> None:
    assert ticked((3,), 1, on=True) == (1, 3)
    assert ticked((1, 3), 1, on=True) == (1, 3)
    assert ticked((1, 3), 3, on=False) == (1,)
    assert ticked((), 3, on=False) == ()


def test_the_own_last_comes_first_then_the_office_then_all() -> None:
    counts = (
        SopUse("SOP-91", "BP3MI-NTT", 1),
        SopUse("SOP-92", "KP2MI", 9),
        SopUse("SOP-93", "BP3MI-NTT", 2),
        SopUse("SOP-94", "KP2MI", 1),
    )
    assert most_used(counts, "BP3MI-NTT", None) == ["SOP-93", "SOP-91", "SOP-92"]
    assert most_used(counts, "BP3MI-NTT", "SOP-94") == ["SOP-94", "SOP-93", "SOP-91"]
    assert most_used((), "BP3MI-NTT", None) == []


def test_only_what_nothing_answers_waits() -> None:
    hit = Hit("SOP-91", 2, 0.9)
    assert outcome_of(Answer((hit,))) == SopOutcome("answer", sop="SOP-91", step=2)
    written = Hit(None, None, 0.9, 7)
    assert outcome_of(Answer((written,))) == SopOutcome("answer", written=7)
    assert outcome_of(Choices((hit,), (hit,))) == SopOutcome("choices")
    unknown = outcome_of(NotFound("unknown", "unknown", (hit,)))
    assert unknown == SopOutcome("not_found", "unknown", "unknown", waits=True)
    assert not outcome_of(NotFound("refuse", "private", ())).waits
