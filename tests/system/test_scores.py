"""`pandu ici` against a script that knows nothing of Pandu but what it exports."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import utcnow
from bot.questionnaires.content import COMPETENCY
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.bot.cli.running import Shell
from tests.support.people import person
from tests.system.random_answers import Crowd, loosened

BY_HAND = Path(__file__).with_name("scores_by_hand.py")
TOLERANCE = 1e-9  # on a scale from 0 to 100
Figures = dict[tuple[str, ...], object]
TWICE, EARLIER, MOVED = "B001", "B014", "B044"


@pytest.fixture
def sampled(tmp_path: Path, database_url: str) -> Shell:
    """A shell on the sample ministry, which the command line brought into an empty database."""
    shell = Shell(tmp_path, database_url)
    done = shell.pandu("sample", "load")
    assert (done.code, "52" in done.err, "invented" in done.err) == (0, True, True)
    return shell


def by_hand(shell: Shell) -> dict[str, Any]:
    """What the script makes of the exported table, without our packages or any other."""
    table = shell.folder / "answers.csv"
    command = ("export", "answers", "--questionnaire", "kompetensi", "--format", "csv")
    assert shell.pandu(*command, "-o", str(table)).code == 0
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(BY_HAND), str(table)],
        cwd=shell.folder,
        env={},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def by_pandu(shell: Shell) -> dict[str, Any]:
    done = shell.pandu("ici", "--questionnaire", "kompetensi", "--persons", "--json")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def office_figures(report: Mapping[str, Any]) -> Figures:
    """Every figure by its place; of a suppressed office there is none but that."""
    found: Figures = {}
    for office in report["offices"]:
        code = office["office"]
        assert (code, "suppressed") not in found
        found[code, "suppressed"] = office["suppressed"]
        if office["suppressed"]:
            assert office.keys() == {"office", "suppressed"}
            continue
        found |= {(code, each): office[each] for each in ("n", "ici")}
        for dimension, cell in office["dimensions"].items():
            found |= {(code, dimension, each): cell[each] for each in ("score", "n")}
    return found


def person_figures(report: Mapping[str, Any]) -> Figures:
    found: Figures = {}
    for each in report["persons"]:
        who = each["respondent"]
        assert (who, "office") not in found
        found |= {(who, "office"): each["office"], (who, "role"): each["role"]}
        for dimension, cell in each["dimensions"].items():
            kinds = ("score", "answered", "asked")
            found |= {(who, dimension, kind): cell[kind] for kind in kinds}
        found |= {(who, "gap", indicator): gap for indicator, gap in each["gaps"].items()}
    return found


def agreed(hand: Figures, ours: Figures) -> None:
    """The same places, the same blanks and counts, scores equal to the tolerance."""
    assert hand.keys() == ours.keys()
    assert not {key: (hand[key], ours[key]) for key in hand if not same(hand[key], ours[key])}


def same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= TOLERANCE
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def compared(shell: Shell) -> dict[str, Any]:
    """Hold both against each other; gives the figures that they agree on."""
    hand, ours = by_hand(shell), by_pandu(shell)
    agreed(person_figures(hand), person_figures(ours))
    # Offices of which nobody has submitted are in no exported row: nothing may be said of them.
    answered = {office["office"] for office in hand["offices"]}
    silent = [office for office in ours["offices"] if office["office"] not in answered]
    assert all(office == {"office": office["office"], "suppressed": True} for office in silent)
    known = [office for office in ours["offices"] if office["office"] in answered]
    agreed(office_figures(hand), office_figures({"offices": known}))
    return {"hand": office_figures(hand), "people": person_figures(hand), "report": ours}


def test_the_sample_ministry_adds_up(sampled: Shell) -> None:
    found = compared(sampled)
    report, offices = found["report"], found["hand"]
    assert (report["questionnaire"], report["versions"]) == ("kompetensi", ["2026.1"])
    assert report["wave"] is None
    assert report["rules"]["goalposts"] == [1, 5]
    assert report["rules"]["min_n"] == 5
    assert report["rules"]["min_share"] == pytest.approx(2 / 3, abs=1e-4)
    suppressed = {key[0] for key, value in offices.items() if key[1] == "suppressed" and value}
    assert suppressed == {"P4MI-MOF", "P4MI-SGU"}
    indices = [value for key, value in offices.items() if key[1] == "ici"]
    assert len(indices) == 8
    assert all(40 < index < 65 for index in indices)
    scores = {key: value for key, value in offices.items() if key[-1] == "score"}
    assert [key[:2] for key, value in scores.items() if value is None] == [("BP3MI-BAL", "D4")]
    assert all(20 < value < 80 for value in scores.values() if value is not None)
    lowest = [key for key, value in found["people"].items() if key[1] == "gap" and value <= -2]
    assert {"D3.3", "D5.4", "D4.3"} & {key[2] for key in lowest}


def test_random_answers_add_up(sampled: Shell) -> None:
    """Skipped questions, duties without required levels, offices of four and of five people."""
    second = sampled.folder / "kompetensi-2.md"
    second.write_text(loosened(COMPETENCY.read_text(encoding="utf-8")), encoding="utf-8")
    assert sampled.pandu("forms", "publish", str(second)).code == 0
    database = Database(sampled.database_url)
    meet(database)
    database.close()

    found = compared(sampled)
    offices, people = found["hand"], found["people"]
    assert sorted(found["report"]["versions"]) == ["2026.1", "2026.2"]
    few, enough = ("P4MI-CLP", "P4MI-SGU"), ("P4MI-DUM", "P4MI-MOF")
    assert [offices[code, "suppressed"] for code in (*few, *enough)] == [True, True, False, False]
    assert [offices[code, "n"] for code in enough] == [5, 5]
    assert (offices["BP3MI-ACE", "n"], offices["BP3MI-ACE", "ici"]) == (5, None)
    assert ("P4MI-SBS", "suppressed") not in offices  # begun only
    # What the random answers must hold, or this test would say little.
    hidden = [key for key, value in offices.items() if key[-1] == "score" and value is None]
    assert {offices[(*key[:-1], "n")] for key in hidden} >= {0, 1, 2, 3, 4}
    cells = {
        (people[(*key[:-1], "answered")], people[(*key[:-1], "asked")], value is None)
        for key, value in people.items()
        if key[-1] == "score"
    }
    assert cells >= {(2, 3, False), (1, 3, True), (3, 4, False), (2, 4, True), (0, 0, True)}
    unknown = {key[0] for key, value in people.items() if key[1] == "role" and value == ""}
    assert len(unknown) > 5
    assert not [key for key in people if key[0] in unknown and key[1] == "gap"]
    assert len({key[0] for key in people}) == 52 + 60


def meet(database: Database) -> None:
    """The crowd; and three of the sample who answered twice, or moved since."""
    with database.read() as uow:
        loose = uow.questionnaires.by_name("kompetensi")
    assert loose is not None
    now = utcnow()
    crowd = Crowd(loose, now)

    def work(uow: UnitOfWork) -> None:
        crowd.answer(uow)
        crowd.submit(uow, person(database, TWICE), "FD", 0.2, now)
        crowd.submit(uow, person(database, EARLIER), "FD", 0.2, now - timedelta(days=400))
        uow.people.change(person(database, MOVED).id, office="KP2MI", role="")

    database.write(work)
