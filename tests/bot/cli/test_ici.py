"""`pandu ici`: JSON as others rely on it, a table for eyes, and what gives no index."""

import json
from dataclasses import replace
from typing import Any

import pytest

from storage.database import Database
from tests.bot.cli.running import Done, Shell
from tests.bot.interviews.forms import SHORT
from tests.bot.reports.measured import FRONT_DESK, five, founded, submit
from tests.support.people import MARIA
from tests.support.system import publish

TABLE = """\
Ukuran kantor (ukuran 1)

Angka 0–100: 0 sama dengan tingkat 1, 100 sama dengan tingkat 5.

Kantor     Jawaban   Indeks  D1  D2
BP3MI-NTT  5 dari 5      53  53   –
BP3MI-SUT  0 dari 1  Kurang dari 5 jawaban
P4MI-MOF   1 dari 1  Kurang dari 5 jawaban
P4MI-TJB   0 dari 1  Kurang dari 5 jawaban

– berarti kurang dari 5 orang mempunyai angka di dimensi itu.

D1  Kasus dan pelindungan
D2  Pelayanan publik

Model ini masih usulan ilustratif, belum ketetapan resmi.
"""


@pytest.fixture
def submitted(shell: Shell) -> Shell:
    """Five people of one office and one of another have submitted; a second form has no index."""
    database = Database(shell.database_url)
    founded(database)
    five(database)
    submit(database, MARIA, FRONT_DESK)
    publish(database, SHORT, "pendek.md")
    database.close()
    return shell


def ici(shell: Shell, *more: str, name: str = "ukuran") -> Done:
    return shell.pandu("ici", "--questionnaire", name, *more, PANDU_LANGUAGE="id")


def printed(done: Done) -> Any:
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def test_the_index_as_json(submitted: Shell) -> None:
    found = printed(ici(submitted, "--json"))
    [first, *others] = found.pop("offices")
    assert found == {
        "questionnaire": "ukuran",
        "versions": ["1"],
        "wave": None,
        "rules": {"goalposts": [1, 5], "min_share": 2 / 3, "min_n": 5},
    }
    score = pytest.approx((1250 / 30 + 3 * 43.75 + 2750 / 30) / 5, abs=1e-12)
    assert first == {
        "office": "BP3MI-NTT",
        "suppressed": False,
        "n": 5,
        "ici": score,
        "dimensions": {"D1": {"score": score, "n": 5}, "D2": {"score": None, "n": 4}},
    }
    assert others == [
        {"office": code, "suppressed": True} for code in ("BP3MI-SUT", "P4MI-MOF", "P4MI-TJB")
    ]


def test_persons_only_on_request(submitted: Shell) -> None:
    people = {
        each["respondent"]: each
        for each in printed(ici(submitted, "--json", "--persons"))["persons"]
    }
    assert list(people) == ["P001", "P002", "P003", "S001", "S002", "S003"]
    assert people["S002"] == {
        "respondent": "S002",
        "office": "BP3MI-NTT",
        "role": "HB",
        "dimensions": {
            "D1": {"score": pytest.approx(2750 / 30), "answered": 2, "asked": 3},
            "D2": {"score": None, "answered": 0, "asked": 0},
        },
        "gaps": {"D1.1": 1, "D1.2": 1},
    }
    table = ici(submitted, "--persons").out
    assert "S002   BP3MI-NTT  92   –\n" in table
    assert "S002" not in ici(submitted).out


def test_the_audit_book_says_that_persons_were_read(submitted: Shell) -> None:
    assert ici(submitted).code == ici(submitted, "--persons").code == 0
    database = Database(submitted.database_url)
    with database.read() as uow:
        about = uow.audit.about("questionnaire:ukuran")
    database.close()
    assert [line.action for line in about] == ["index.persons"]


def test_a_table_for_eyes(submitted: Shell) -> None:
    assert ici(submitted).out == TABLE


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("lain", (), "Tidak ada kuesioner bernama lain."),
        ("pendek", (), "Kuesioner pendek tidak mengukur indikator, jadi tidak ada indeks."),
        ("ukuran", ("--wave", "3"), "Kuesioner ukuran tidak punya wawancara pada gelombang 3."),
    ],
)
def test_what_gives_no_index(
    submitted: Shell, name: str, more: tuple[str, ...], words: str
) -> None:
    done = ici(submitted, "--json", *more, name=name)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(words)


def test_a_framework_without_goalposts_is_named(shell: Shell) -> None:
    """Such a workbook cannot be published today; one of an earlier release may be there."""
    database = Database(shell.database_url)
    founded(database)
    with database.read() as uow:
        good = uow.questionnaires.by_name("ukuran")
    assert good
    rows = [
        row | ({"upper": None} if row["code"] == "D1.3" else {}) for row in good.sides["framework"]
    ]
    broken = replace(good, version="2", sides=dict(good.sides) | {"framework": rows})
    database.write(lambda uow: uow.questionnaires.publish(broken))
    database.close()
    done = ici(shell)
    assert (done.code, done.out) == (1, "")
    assert "Kerangka indikator ukuran tidak dapat dihitung: D1.3 bounds-missing." in done.err


def test_a_wave_of_its_own(submitted: Shell) -> None:
    database = Database(submitted.database_url)
    submit(database, "S004", FRONT_DESK, wave=3)
    database.close()
    found = printed(ici(submitted, "--json", "--persons", "--wave", "3"))
    assert (found["wave"], [each["respondent"] for each in found["persons"]]) == (3, ["S004"])
