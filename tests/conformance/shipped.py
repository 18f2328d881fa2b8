"""The shipped questionnaires: what the bot calls complete, JavaRosa finds faultless and scores."""

import json
import math
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyxform

from flows import Form, answers, engine, load_form
from flows.prompts import Acknowledge, PickMany, PickOne, Prompt
from flows.questions import ACKNOWLEDGED
from flows.xlsform import ROLES, Checked, check
from ici.framework import Element, framework
from ici.scores import Rules, score
from tests.conformance.compare import same
from tests.flows.xpath.probes import ZONE
from tests.system.random_answers import loosened

CONTENT = Path(__file__).parents[2] / "bot" / "questionnaires" / "content"
SEEDS = 6  # interviews a role and questionnaire
SKIPPED = 0.3
_LIST = re.compile(r"""<select1[^>]*ref="([^"]*)".*?nodeset="instance\('([^']*)'\)""", re.DOTALL)


@dataclass
class Sent:
    sent: int = 0
    violated: int = 0
    values: int = 0
    lost: int = 0
    scores: int = 0
    apart: int = 0


def shipped() -> Sent:
    """Random interviews of every shipped questionnaire, sent and read again."""
    found, now = Sent(), datetime.now(ZONE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        orders, ours = [], []
        for number, (checked, role, seed) in enumerate(_cases()):
            xform = _with_scores(checked, role)
            form = load_form(xform)
            interview = _complete(form, checked, role, Random(f"{role} {seed}"), now)
            (folder / f"{number}.form.xml").write_text(xform, encoding="utf-8")
            sent = engine.submission(form, interview, now)
            (folder / f"{number}.xml").write_text(sent, encoding="utf-8")
            orders.append(f"{folder}/{number}.form.xml\t{folder}/{number}.xml")
            said = answers(form, interview, now)
            ours.append((said, _scores(checked, role, said)))
        for (said, scores), theirs in zip(ours, _reloaded(folder, orders), strict=True):
            _hold(found, said, scores, theirs)
    return found


def _cases() -> Iterator[tuple[Checked, str, int]]:
    for file in sorted(CONTENT.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        for source in (text, loosened(text)):
            checked = check(source.encode(), file.name)
            assert checked.ok, checked.problems
            for role in ROLES:
                yield from ((checked, role, seed) for seed in range(SEEDS))


def _complete(
    form: Form, checked: Checked, role: str, random: Random, now: datetime
) -> engine.Interview:
    facts = {"person.role": role, "person.office": "BP3MI-KBR", "person.language": "id"}
    prefill = {path: facts[key] for path, key in checked.sides.prefill.items()}
    turn = engine.start(form, now, seed=random.randrange(10**9), prefill=prefill)
    while turn.prompt is not None:
        path = turn.prompt.path
        turn = engine.record(form, turn.interview, path, _value(turn.prompt, random), now)
        if turn.problem is not None:
            assert turn.prompt is not None
            turn = engine.record(form, turn.interview, path, _safe(turn.prompt), now)
            assert turn.problem is None, turn.problem
    assert engine.review(form, turn.interview, now).missing == ()
    return engine.finish(form, turn.interview, now)


def _value(prompt: Prompt, random: Random) -> str:
    given = prompt.input
    if isinstance(given, Acknowledge):
        return ACKNOWLEDGED
    if not prompt.required and random.random() < SKIPPED:
        return ""
    if isinstance(given, PickOne | PickMany):
        return random.choice(given.choices).name
    return random.choice(("3", "2026-01-31", "Pelatihan", ""))


def _safe(prompt: Prompt) -> str:
    """An answer that is taken where a random one was not."""
    return "" if not prompt.required else "1"


def _with_scores(checked: Checked, role: str) -> str:
    """The form with the person's scores calculated inside it, from the lists' `score` column."""
    dimensions = [row for row in checked.sides.framework if row.level == 2]
    formulas = {row.code: _dimension(checked, role, row.code) for row in dimensions}
    above = " + ".join(f"coalesce(/data/ici_{row.code}, 0) * {row.weight}" for row in dimensions)
    below = " + ".join(f"(/data/ici_{row.code} != '') * {row.weight}" for row in dimensions)
    formulas["INDEX"] = f"({above}) div ({below})"
    nodes = "".join(f"<ici_{code}/>" for code in formulas)
    binds = "".join(
        f'<bind nodeset="/data/ici_{code}" type="decimal" calculate="{_quoted(text)}"/>'
        for code, text in formulas.items()
    )
    whole = checked.xform.replace("<meta>", f"{nodes}<meta>", 1)
    return whole.replace("<bind ", f"{binds}<bind ", 1)


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _dimension(checked: Checked, role: str, code: str) -> str:
    """Person and dimension: the weighted mean of the answered, blank under two thirds of them."""
    weights, scaled, lists = [], [], dict(_LIST.findall(checked.xform))
    rows = {row.code: row for row in checked.sides.framework}
    for path, indicator in checked.sides.indicators.items():
        row = rows[indicator]
        if row.parent == code and checked.sides.required_levels[indicator][role]:
            score = f"instance('{lists[path]}')/root/item[name = {path}]/score"
            weights.append(f"({path} != '') * {row.weight}")
            scaled.append(f"coalesce(({score} - 1) div 4 * 100, 0) * {row.weight}")
    if not weights:
        return "''"
    answered = " + ".join(weight.partition(" *")[0] for weight in weights)
    mean = f"({' + '.join(scaled)}) div ({' + '.join(weights)})"
    return f"if(({answered}) * 3 >= {2 * len(weights)}, {mean}, '')"


def _scores(checked: Checked, role: str, said: Mapping[str, str]) -> dict[str, float]:
    """The same scores from the module that computes the index."""
    tree = framework(
        [
            Element(
                row.code, row.parent, row.level, row.weight, row.direction, row.lower, row.upper
            )
            for row in checked.sides.framework
        ]
    )
    chosen = {
        code: checked.sides.scores[path][said[path]]
        for path, code in checked.sides.indicators.items()
        if path in said
    }
    levels = np.array([[chosen.get(code, np.nan) for code in tree.indicators]])
    needs = np.array([[checked.sides.required_levels[code][role] for code in tree.indicators]])
    card = score(tree, levels, needs != 0, needs, np.array([0]), 1, Rules(min_n=1))
    found = dict(zip(tree.dimensions, card.persons[0].tolist(), strict=True))
    return found | {"INDEX": float(card.index[0])}


def _reloaded(folder: Path, orders: list[str]) -> list[dict[str, Any]]:
    """What JavaRosa makes of forms and instances (tab between them)."""
    jar = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
    source = Path(__file__).parent / "Reload.java"
    compile_ = ["javac", "-nowarn", "-Xlint:none", "-cp", str(jar), "-d", str(folder), str(source)]
    subprocess.run(compile_, check=True, capture_output=True)
    done = subprocess.run(
        ["java", f"-Duser.timezone={ZONE.key}", "-cp", f"{jar}:{folder}", "Reload"],
        input="\n".join(orders),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _hold(
    found: Sent, said: Mapping[str, str], scores: Mapping[str, float], theirs: dict[str, Any]
) -> None:
    found.sent += 1
    found.violated += "error" in theirs or theirs["violation"] is not None
    values = theirs.get("values", {})
    for path, value in said.items():
        found.values += 1
        found.lost += not same(value, values.get(path, ""))
    for code, ours in scores.items():
        found.scores += 1
        inside = float(values.get(f"/data/ici_{code}", "nan"))
        both = math.isnan(ours) and math.isnan(inside)
        found.apart += not (both or math.isclose(ours, inside, rel_tol=1e-9))
