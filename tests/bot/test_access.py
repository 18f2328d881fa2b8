"""Who may do what: the table, and that every use case asks it."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from bot.access import RULES, NotAllowed, Operator, may, reach, require
from storage.records import Person
from tests.support.people import OFFICES

BOT = Path(__file__).parent.parent.parent / "bot"
SARI = Person(1, "S001", "Sari Lango", "BP3MI-NTT", "FD", "respondent", "id")
MARIA = replace(SARI, id=2, staff_id="S003", name="Maria Bria")
RATNA = replace(SARI, id=3, staff_id="K001", name="Ratna Wulandari", access="coordinator")

# Use cases in which nobody is known yet: holding an invitation is the right to use it.
BEFORE_ANYBODY = {"enrol", "take_over"}


def test_people_answer_for_themselves_only() -> None:
    assert may(SARI, "interview.answer", SARI)
    assert not may(SARI, "interview.answer", MARIA)
    assert not may(RATNA, "interview.answer", MARIA)
    assert not may(Operator(), "interview.answer", SARI)


@pytest.mark.parametrize("action", [name for name, rule in RULES.items() if not rule.own_only])
def test_respondents_do_nothing_to_others_and_heads_read_reports(action: str) -> None:
    assert not may(SARI, action)
    assert may(replace(SARI, access="head"), action) == (action in ("report.read", "sop.usage"))
    assert may(Operator(), action)


def test_scores_of_persons_are_for_administrators() -> None:
    assert not may(RATNA, "index.persons")
    assert may(replace(RATNA, access="administrator"), "index.persons")
    assert not may(Operator(), "report.own", SARI)


@pytest.mark.parametrize(
    ("office", "seen"),
    [
        ("BP3MI-NTT", ["BP3MI-NTT", "P4MI-MOF", "P4MI-JAP"]),
        ("P4MI-MOF", ["P4MI-MOF"]),
        # The head of the headquarters sees what is right below, not the posts below that.
        ("KP2MI", ["KP2MI", "BP3MI-NTT", "BP3MI-SUT"]),
    ],
)
def test_a_head_reaches_the_own_office_and_those_below(office: str, seen: list[str]) -> None:
    head = replace(SARI, access="head", office=office)
    assert [each.code for each in reach(head, OFFICES)] == seen


def test_coordinators_reach_all_offices_and_respondents_none() -> None:
    for actor in (RATNA, replace(RATNA, access="administrator"), Operator()):
        assert reach(actor, OFFICES) == OFFICES
    assert reach(SARI, OFFICES) == ()


def test_only_an_administrator_makes_administrators() -> None:
    with pytest.raises(NotAllowed):
        require(RATNA, "people.invite-administrator")
    require(replace(RATNA, access="administrator"), "people.invite-administrator")


def test_an_unknown_action_is_a_bug() -> None:
    with pytest.raises(KeyError):
        may(SARI, "interview.steal", SARI)


def use_cases() -> dict[str, ast.FunctionDef]:
    """Every public function of a service that takes a unit of work and changes or tells things."""
    found = {}
    for path in sorted(BOT.glob("*/service.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                parameters = [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]
                if "uow" in parameters and "now" in parameters:
                    found[f"{path.parent.name}.{node.name}"] = node
    return found


@pytest.mark.parametrize("name", use_cases())
def test_every_use_case_asks(name: str) -> None:
    if name.split(".")[1] in BEFORE_ANYBODY:
        return
    calls = {
        call.func.id
        for call in ast.walk(use_cases()[name])
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }
    assert calls & {"require", "may", "speaker"}, f"{name} does not ask who may do it"
