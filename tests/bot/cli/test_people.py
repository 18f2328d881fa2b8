"""`pandu people import`: an upsert, and every fault with its place."""

import json
from pathlib import Path

import pytest

from tests.bot.cli.running import Shell

HEAD = "staff_id,name,office,role,access,language\n"
GOOD = HEAD + "S001,Sari Lango,BP3MI-NTT,PO,respondent,id\nS100,Baru <b>,P4MI-MOF,FD,,en\n"
BAD = HEAD + "S001,,BP3MI-NTT,PO,respondent,id\nS100,Baru,P4MI-XXX,FD,,en\n"


def written(folder: Path, text: str) -> str:
    (folder / "roster.csv").write_text(text, encoding="utf-8")
    return "roster.csv"


def test_an_import_counts_and_lists(ministry: Shell) -> None:
    done = ministry.pandu("people", "import", written(ministry.folder, GOOD), "--json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == {
        "added": 1,
        "changed": 1,
        "unchanged": 0,
        "missing": ["S002", "S004", "K001", "K002", "S003", "S005"],
        "problems": [],
    }
    again = ministry.pandu("people", "import", "roster.csv", PANDU_LANGUAGE="id")
    assert (again.code, again.out) == (0, "")
    assert "Ditambah 0, diubah 0, tetap 2." in again.err


def test_with_any_problem_nothing_is_imported(ministry: Shell) -> None:
    done = ministry.pandu("people", "import", written(ministry.folder, BAD), "--json")
    assert done.code == 1
    result = json.loads(done.out)
    assert (result["added"], result["changed"], result["unchanged"]) == (0, 0, 0)
    assert result["problems"] == [
        {
            "code": "roster-empty",
            "row": 2,
            "column": "name",
            "message": "Line 2, column name: it is empty. Fill it in.",
        },
        {
            "code": "roster-office-unknown",
            "row": 3,
            "column": "office",
            "message": result["problems"][1]["message"],
        },
    ]
    assert "P4MI-XXX" in result["problems"][1]["message"]
    assert done.err == "Nothing was imported. Mend the lines above, then try again.\n"
    words = ministry.pandu("people", "import", "roster.csv", LANG="id_ID.UTF-8")
    assert (words.code, words.out) == (1, "")
    assert "Baris 2, kolom name: kosong. Isi nilainya." in words.err
    assert "Baris 3, kolom office: kantor P4MI-XXX tidak dikenal." in words.err


@pytest.mark.parametrize(
    ("file", "reason"), [("absent.csv", "No such file"), (".", "Is a directory")]
)
def test_a_file_that_cannot_be_read(shell: Shell, file: str, reason: str) -> None:
    done = shell.pandu("people", "import", file)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"The file {file} cannot be read: {reason}")


def test_a_file_larger_than_any_roster(shell: Shell) -> None:
    with (shell.folder / "huge.csv").open("wb") as file:
        file.truncate(20_000_001)
    done = shell.pandu("people", "import", "huge.csv")
    assert (done.code, done.out) == (1, "")
    assert done.err == "The file huge.csv is larger than 20 MB. Split it into several.\n"
