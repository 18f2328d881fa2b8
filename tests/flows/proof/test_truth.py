"""What the gate calls certain holds in interviews that people fill in at random."""

from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from flows import engine
from flows.engine import Interview
from flows.engine.asking import asked_paths
from flows.engine.run import Run
from flows.prompts import AddAnother, PickMany, PickOne, Prompt, Rank
from flows.proof.reach import Finding, Search
from flows.proof.world import World
from flows.xform import Form
from tests.conformance.generated import form_of
from tests.conformance.walks import TYPED
from tests.support.forms import xform

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Jayapura"))
FORMS, WALKS, STEPS = 40, 5, 60  # some thousand forms were tried once
WORDS = (*(value for values in TYPED.values() for value in values), "a", "x", "7", "2.5", "-1")


@pytest.mark.parametrize("seed", range(FORMS))
def test_what_is_proved_shut_is_never_asked_nor_an_impossible_answer_taken(seed: int) -> None:
    holds(form_of(Random(f"gate {seed}")), seed)


@pytest.mark.parametrize("seed", range(FORMS))
def test_so_it_is_in_forms_full_of_conditions(seed: int) -> None:
    holds(branching(Random(f"branches {seed}")), seed)


def test_the_forms_give_something_to_prove() -> None:
    sources = [branching(Random(f"branches {seed}")) for seed in range(10)]
    findings = [each for source in sources for each in Search.of(world_of(source)).findings()]
    sure = [finding.what for finding in findings if finding.sure]
    assert sure.count("closed") >= 10
    assert sure.count("refusing") >= 1


def world_of(source: str) -> World:
    return World.of(source, {}, datetime(2026, 1, 15, tzinfo=ZoneInfo("UTC")))


def holds(source: str, seed: int) -> None:
    """Walk through the form and watch for what was called impossible."""
    world = world_of(source)
    sure = [finding for finding in Search.of(world).findings() if finding.sure]
    if not sure:
        return
    for walk in range(WALKS):
        random = Random(f"{seed} {walk}")
        turn = engine.start(world.form, NOW, seed=walk)
        for _ in range(STEPS):
            watch(world.form, turn.interview, sure)
            if turn.prompt is None:
                turn = edited(world.form, turn.interview, random)
            else:
                path, value = turn.prompt.path, answer(turn.prompt, random)
                turn = engine.record(world.form, turn.interview, path, value, NOW)


def edited(form: Form, interview: Interview, random: Random) -> engine.Turn:
    items = engine.review(form, interview, NOW).items
    path = random.choice(items).path if items else ""
    return engine.edit(form, interview, path, NOW)


def answer(prompt: Prompt, random: Random) -> str:
    if isinstance(prompt.input, AddAnother):
        return "yes" if prompt.input.count < 2 and random.random() < 0.5 else "no"
    if isinstance(prompt.input, PickOne | PickMany | Rank):
        names = [choice.name for choice in prompt.input.choices]
        if isinstance(prompt.input, PickOne):
            return random.choice([*names, ""])
        return " ".join(name for name in names if random.random() < 0.5)
    return random.choice(WORDS)


def watch(form: Form, interview: Interview, sure: list[Finding]) -> None:
    run = Run(form, interview, NOW)
    asked = [path for path in asked_paths(run) if form.generic(path) in form.questions]
    nodes = engine.state(form, interview, NOW)["nodes"]
    for finding in sure:
        here = [path for path in asked if f"{form.generic(path)}/".startswith(f"{finding.path}/")]
        if finding.what == "closed":
            assert not here, finding
        elif finding.what == "empty":
            assert not any(nodes[path]["choices"] for path in here), finding
        else:
            taken = [path for path in here if nodes[path]["value"]]
            assert all(nodes[path]["violation"] for path in taken), finding


def branching(random: Random) -> str:
    """A form of choices and numbers whose conditions often cannot come true."""
    kinds = ("select_one l", "select_multiple l", "integer", "decimal", "text", "acknowledge")
    rows = ["| type | name | label | relevant | constraint | calculation |"]
    for number in range(12):
        kind = random.choice((*kinds, "calculate"))
        name, before = f"q{number}", [f"${{q{n}}}" for n in range(number)]
        relevant = " and ".join(condition(random, before) for _ in range(random.randint(0, 2)))
        constraint = condition(random, ["."]) if random.random() < 0.4 else ""
        if kind == "calculate":
            made = f"if({condition(random, before)}, {random.choice('12')}, 'a')"
            rows.append(f"| calculate | {name} | | {relevant} | | {made} |")
        else:
            shown = relevant if before else ""
            rows.append(f"| {kind} | {name} | Q | {shown} | {constraint} | |")
    choices = "\n".join(f"| l | {name} | {name} |" for name in ("a", "b", "1", "2", "3"))
    return xform("\n".join(rows), f"| list_name | name | label |\n{choices}")


def condition(random: Random, names: list[str]) -> str:
    if not names:
        return "1 = 1"
    name = random.choice(names)
    value = random.choice(("1", "2", "2.5", "'a'", "'b'", "''", "'2'", "'zz'", "-1", "true()"))
    forms = (
        f"{name} = {value}",
        f"{name} != {value}",
        f"{name} > {value}",
        f"{value} >= {name}",
        f"not({name} = {value})",
        f"selected({name}, 'a')",
        f"({name} = {value} or {random.choice(names)} = {value})",
        f"{name}",
        f"not({name})",
        f"number({name}) < {value}",
        f"if({name} = {value}, {random.choice(names)}, 0)",
    )
    return random.choice(forms)
