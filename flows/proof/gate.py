"""The publish gate: a checked form, and all that can be said before anyone answers it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from flows.proof.lists import list_problems
from flows.proof.measures import indicator_problems, score_problems
from flows.proof.minutes import minutes_problems
from flows.proof.places import Places
from flows.proof.reach import Finding, Search
from flows.proof.world import World
from flows.xlsform import NONE, Attachments, Checked, FormProblem, check_safely
from flows.xlsform.check import Inspected, in_order, inspect
from flows.xlsform.problems import Severity

# The clock of the interviews that are tried: proofs hold at any moment, samples at this one.
MOMENT = datetime(2026, 1, 15, 2, 0, tzinfo=UTC)
_LOST = frozenset({"workbook-too-slow", "workbook-too-large", "workbook-unreadable"})


def examine(source: bytes, name: str, attachments: Attachments = NONE) -> Checked:
    """`flows.xlsform.check`, and what the gate has to say. Never raises for what is in the file."""
    inspected = inspect(source, name, attachments)
    checked = inspected.checked
    problems = (*checked.problems, *_said(inspected))
    return replace(checked, problems=in_order(problems))


def examine_safely(source: bytes, name: str, attachments: Attachments = NONE) -> Checked:
    """`examine` in a process with limits; a form that is too large to be proved is only checked."""
    examined = check_safely(source, name, attachments, child="flows.proof.child")
    if _LOST.isdisjoint(problem.code for problem in examined.problems):
        return examined
    checked = check_safely(source, name, attachments)
    if not checked.ok:
        return checked
    unfinished = FormProblem("warning", "proof-unfinished")
    return replace(checked, problems=in_order((*checked.problems, unfinished)))


def _said(inspected: Inspected) -> Iterator[FormProblem]:
    checked, survey = inspected.checked, inspected.survey
    places = Places(survey)
    if survey is not None:
        yield from list_problems(survey)
        yield from score_problems(survey, checked.sides)
    if not checked.ok or not checked.xform:
        return
    search = Search.of(World.of(checked.xform, checked.sides.prefill, MOMENT))
    findings = search.findings()
    for finding in findings:
        yield _problem(finding, search.world, places)
    closed = {finding.path for finding in findings if finding.what == "closed" and finding.sure}
    yield from indicator_problems(search, checked.sides, closed, places)
    if inspected.settings is not None:
        yield from minutes_problems(search, checked.sides.minutes, inspected.settings)


def _problem(finding: Finding, world: World, places: Places) -> FormProblem:
    """Errors are what keeps an interview from its end; the rest is said and may stay."""
    path, sure = finding.path, finding.sure
    if finding.what == "closed":
        kind = "question" if path in world.form.questions else "branch"
        counted = path in world.form.repeats and path not in world.formulas.relevant
        column = "jr:count" if counted else "relevant"
        code = f"{kind}-{'unreachable' if sure else 'unopened'}"
        return places.problem("warning", code, path, column)
    if finding.what == "gap":
        example = " · ".join(f"{_name(each)} = {text}" for each, text in finding.example.items())
        return places.problem("warning", "choices-gap", path, "choice_filter", example=example)
    severity: Severity = "error" if sure and world.must_be_answered(path) else "warning"
    if finding.what == "refusing":
        code = "constraint-impossible" if sure else "constraint-unsatisfied"
        return places.problem(severity, code, path, "constraint")
    code = "choices-never" if sure else "choices-unoffered"
    return places.problem(severity, code, path, "choice_filter")


def _name(path: str) -> str:
    return path.rpartition("/")[2]
