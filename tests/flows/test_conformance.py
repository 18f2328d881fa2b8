"""The engine beside JavaRosa, the reference: the same walks, node by node, and the probes.

Needs the oracle that lies beside the repository and a JDK; the product does not.
"""

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from flows import Form, Interview, load_form
from flows.engine import steps
from tests.flows.xpath.probes import ZONE
from tests.support.forms import YES_NO, xform

ORACLE = Path(__file__).parents[3] / "shared" / "oracle" / "oracle.py"
needs_oracle = pytest.mark.skipif(
    not ORACLE.exists() or not shutil.which("java") or not shutil.which("javac"),
    reason="the oracle or a JDK is absent",
)
WALKS, STEPS = 4, 12
TYPED = {
    "integer": ("0", "1", "3", "-5", "42", ""),
    "decimal": ("0", "1.5", "2.25", "-0.001", ""),
    "date": ("2024-02-29", "2026-01-01", "1999-12-31", ""),
    "text": ("abc", "12", "a b", ""),
    "acknowledge": ("OK", ""),
}

BRANCHES = xform(
    """
 | type | name | label | relevant | constraint | required | default |
 | select_one yn | desk | Meja? | | | yes | |
 | begin_group | g | Meja | ${desk} = 'yes' | | | |
 | integer | staff | Berapa? | | . <= 50 | ${desk}='yes'| 3 |
 | begin_group | h | Dalam | ${staff} > 2 | | | |
 | decimal | hours | Jam? | ${staff} < 40 | . > 0 | | 1.50 |
 | text | who | Siapa? | ${hours} != '' | regex(., '[a-z ]+') | | |
 | end_group | | | | | | |
 | end_group | | | | | | |
 | acknowledge | ack | Baca | not(${who}) and ${desk}='no' | | | |
 | note | n | N ${staff} | ${desk} = '' | | | |
    """,
    YES_NO,
)
VALUES = xform(
    """
 | type | name | label | calculation | default | constraint | required |
 | integer | a | A | | 2 | . < ${b} + 5 | yes |
 | decimal | b | B | | 2.50 | | |
 | date | d | D | | | . <= today() | |
 | date | e | E | | today() | . >= ${d} | ${a} > 2 |
 | text | t | T | | dua | | |
 | select_multiple l | m | M | | x z | count-selected(.) < 3 | |
 | hidden | h | | | abc | | |
 | calculate | c1 | | ${a} * ${b} - 1 | | | |
 | calculate | c2 | | ${c1} > 3 or ${d} = ${e} | | | |
 | calculate | c3 | | ${e} - ${d} | | | |
 | calculate | c4 | | concat(${t}, '-', ${c2}, ${c3}, ${e}) | | | |
 | calculate | c5 | | if(selected(${m}, 'y'), ${d}, ${a} div 0) | | | |
 | calculate | c6 | | jr:choice-name(selected-at(${m}, 1), '${m}') | | | |
 | calculate | c7 | | coalesce(${t}, format-date(${d}, '%e %b %Y')) | | | |
 | calculate | c8 | | count-selected(${m}) + string-length(${h}) | | | |
 | integer | over | O | ${a} + 1 | | | |
    """,
    "| list_name | name | label |\n| l | x | Iks |\n| l | y | Ye |\n| l | z | Zet |",
)
CASCADE = xform(
    """
 | type | name | label | choice_filter | relevant |
 | select_one prov | prov | Provinsi | | |
 | select_one city | city | Kota | prov = ${prov} | |
 | select_multiple city | cities | Kota lain | prov = ${prov} and name != 'medan' | |
 | integer | n | N | | |
 | select_one city | big | Besar | size > ${n} | ${prov} != '' |
    """,
    """
    | list_name | name    | label   | prov | size |
    | prov      | ntt     | NTT     |      |      |
    | prov      | sumut   | Sumut   |      |      |
    | city      | kupang  | Kupang  | ntt  | 1    |
    | city      | ende    | Ende    | ntt  | 2    |
    | city      | medan   | Medan   | sumut | 4   |
    | city      | binjai  | Binjai  | sumut | 3   |
    """,
)
LANGUAGES = xform(
    """
    | type          | name | label::Indonesia (id) | label::English (en) | relevant |
    | select_one yn | a    | Apakah?               | Is it?              |          |
    | text          | b    | Siapa?                | Who?                | ${a} = 'yes' |
    """,
    """
    | list_name | name | label::Indonesia (id) | label::English (en) |
    | yn        | yes  | Ya                    | Yes                 |
    | yn        | no   | Tidak                 | No                  |
    """,
    "| form_id | default_language |\n| f | English (en) |",
)
FORMS = {"branches": BRANCHES, "values": VALUES, "cascade": CASCADE, "languages": LANGUAGES}

State = dict[str, Any]
Walk = list[tuple[str, str, str]]


def javarosa(folder: Path, runs: list[tuple[str, Walk]]) -> list[list[State]]:
    """The states JavaRosa passes through: one list for each (XML, walk)."""
    requests: list[str] = []
    for place, (xml, walk) in enumerate(runs):
        file = folder / f"{place}.xml"
        file.write_text(xml, encoding="utf-8")
        requests.append(json.dumps({"form": str(file), "engine": "javarosa", "steps": walk}))
    done = subprocess.run(
        [sys.executable, str(ORACLE)],
        input="\n".join(requests),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
        env={**os.environ, "JAVA_TOOL_OPTIONS": f"-Duser.timezone={ZONE.key}"},
    )
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply.get("error") for reply in replies] == [None] * len(runs)
    return [reply["states"] for reply in replies]


def walked(form: Form, random: Random, now: datetime) -> tuple[Walk, list[State]]:
    """A random walk and the states our engine passes through."""
    interview, first = steps.look(form, steps.begin(form, now), now)
    walk: Walk = []
    states = [first]
    questions = [each for each in form.questions.values() if each.kind != "note"]
    for _ in range(STEPS):
        question = random.choice(questions)
        value = _value(question.kind, states[-1]["nodes"][question.path], random)
        walk.append(("set", question.path, value))
        interview = _reread(steps.put(form, interview, question.path, value, now))
        interview, shown = steps.look(form, interview, now)
        states.append(shown)
    return walk, states


def _value(kind: str, node: State, random: Random) -> str:
    if kind == "select_one":
        names: list[str] = [*node["choices"], ""]
        return random.choice(names)
    if kind == "select_multiple":
        return " ".join(name for name in node["choices"] if random.random() < 0.5)
    return random.choice(TYPED[kind])


def _reread(interview: Interview) -> Interview:
    return Interview.from_json(json.loads(json.dumps(interview.to_json())))


def differences(ours: State, theirs: State) -> list[tuple[str, Any, Any]]:
    """Nodes that differ; numbers may be printed in another way, and instance ids are random."""
    found = []
    assert ours["nodes"].keys() == theirs["nodes"].keys()
    for path, node in theirs["nodes"].items():
        mine = dict(ours["nodes"][path])
        if path.endswith("/instanceID") or _number(mine) == _number(node) is not None:
            mine["value"] = node["value"]
        if mine != node:
            found.append((path, mine, node))
    return found


def _number(node: State) -> float | None:
    try:
        return round(float(node["value"]), 9)
    except (KeyError, ValueError):
        return None


@needs_oracle
def test_walks_pass_through_the_same_states(tmp_path: Path) -> None:
    now = datetime.now(ZONE)
    runs = [(name, seed) for name in FORMS for seed in range(WALKS)]
    ours = [walked(load_form(FORMS[name]), Random(f"{name} {seed}"), now) for name, seed in runs]
    requests = [(FORMS[name], walk) for (name, _), (walk, _) in zip(runs, ours, strict=True)]
    theirs = javarosa(tmp_path, requests)
    for (name, seed), (walk, mine), reference in zip(runs, ours, theirs, strict=True):
        for place, (left, right) in enumerate(zip(mine, reference, strict=True)):
            steps = walk[:place]
            assert differences(left, right) == [], f"{name}, seed {seed}, after {steps}"
        assert mine[0]["languages"] == reference[0]["languages"]
        assert mine[0]["default_language"] == reference[0]["default_language"]
