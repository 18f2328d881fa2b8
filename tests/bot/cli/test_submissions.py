"""`pandu submissions import`: files, folders and archives in; counts and problems out."""

import json
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database
from tests.bot.cli.running import Done, Shell
from tests.bot.interviews.elsewhere import COLLECTED, answered_here, exported
from tests.bot.interviews.test_intake import CASES, KOBO
from tests.bot.reports.measured import founded
from tests.support.exports import csv_file, kobo_xlsx, zip_file


@pytest.fixture
def ministry(shell: Shell) -> Shell:
    """The questionnaire is published, nobody has answered."""
    database = Database(shell.database_url)
    founded(database, COLLECTED)
    database.close()
    return shell


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Shell:
    """Another Pandu, where five people have answered in Telegram."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "pandu.db").write_bytes(sqlite_template.read_bytes())
    shell = Shell(folder, f"sqlite:///{folder / 'pandu.db'}")
    database = Database(shell.database_url)
    answered_here(database)
    database.close()
    return shell


def files(shell: Shell) -> dict[str, bytes]:
    database = Database(shell.database_url)
    found = exported(database)
    database.close()
    return found


def take(shell: Shell, *arguments: str) -> Any:
    done = shell.pandu("submissions", "import", *arguments, "--json")
    found = json.loads(done.out)
    assert done.code == bool(found["problems"])
    assert done.err == ""
    return found


def counts(added: int, unchanged: int) -> dict[str, object]:
    return {"added": added, "unchanged": unchanged, "problems": []}


def ici(shell: Shell) -> Any:
    done: Done = shell.pandu("ici", "--questionnaire", "ukuran", "--json", "--persons")
    assert done.code == 0
    return json.loads(done.out)


def test_one_file_a_folder_and_an_archive(elsewhere: Shell, ministry: Shell) -> None:
    folder = ministry.folder / "out"
    command = ("export", "submissions", "--questionnaire", "ukuran", "-o", str(folder))
    assert elsewhere.pandu(*command).code == 0
    first, second, *_ = sorted(folder.iterdir())
    assert take(ministry, str(first)) == counts(1, 0)
    (folder / "zip.zip").write_bytes(zip_file({"a/b.xml": second.read_bytes(), "c.jpg": b"x"}))
    assert take(ministry, "out/zip.zip") == counts(1, 0)
    assert take(ministry, "out") == counts(3, 2)
    assert take(ministry, "out") == counts(0, 5)
    assert ici(ministry) == ici(elsewhere)


def test_the_repeats_of_a_csv_lie_beside_it(ministry: Shell) -> None:
    fields = ("username", "undian", "aturan", "dok", "kasus", "info", "waktu")
    row = {name: KOBO[name] for name in fields} | {"KEY": "uuid:9"}
    case = {"umur": 17, "PARENT_KEY": "uuid:9", "KEY": "uuid:9/lain[1]"}
    (ministry.folder / "ukuran.csv").write_bytes(csv_file([row]))
    (ministry.folder / "ukuran-lain.csv").write_bytes(csv_file([case]))
    (ministry.folder / "ukuran2.csv").write_bytes(b"\xff")
    assert take(ministry, "ukuran.csv", "--questionnaire", "ukuran") == counts(1, 0)


def test_problems_name_place_and_remedy(ministry: Shell) -> None:
    bad = KOBO | {"aturan": "9", "_index": 2, "_uuid": "6", "username": "S002"}
    book = kobo_xlsx({"Ukuran": [KOBO, bad], "lain": CASES})
    (ministry.folder / "a.xlsx").write_bytes(book)
    found = take(ministry, "a.xlsx", "--questionnaire", "ukuran")
    assert (found["added"], found["unchanged"]) == (1, 0)
    assert found["problems"] == [
        {
            "file": "a.xlsx",
            "sheet": "Ukuran",
            "row": 3,
            "column": "aturan",
            "code": "choice-unknown",
            "message": "This answer is not one of the choices that are offered.",
            "remedy": "Correct this answer in Kobo or ODK, export again, and import again. "
            "What is already stored stays as it is.",
        }
    ]
    command = ("submissions", "import", "a.xlsx", "--questionnaire", "ukuran")
    done = ministry.pandu(*command, LANG="id_ID.UTF-8")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "a.xlsx, lembar Ukuran, baris 3, kolom aturan: Jawaban ini bukan salah satu pilihan yang "
        "ditawarkan. Perbaiki jawaban ini di Kobo atau ODK, ekspor lagi, lalu impor lagi. Yang "
        "sudah tersimpan tetap seperti semula.\n"
        "Ditambah 0, tetap 1, bermasalah 1.\n"
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"x", "a.pdf: Files of this kind cannot be imported."),
        ("a.zip", b"x", "a.zip: The file cannot be read."),
        ("a.xml", b"<!DOCTYPE d><d id='d'/>", "a.xml: The XML declares a DTD or entities"),
        ("a.xml", b"<d id='d'/>", "a.xml: There is no questionnaire named d."),
    ],
)
def test_files_that_are_refused(ministry: Shell, name: str, content: bytes, said: str) -> None:
    (ministry.folder / name).write_bytes(content)
    done = ministry.pandu("submissions", "import", name)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(said)
    assert done.err.endswith("\nAdded 0, unchanged 0, problems 1.\n")


def test_a_file_that_is_not_there(ministry: Shell) -> None:
    done = ministry.pandu("submissions", "import", "absent.xml", "--json")
    assert (done.code, done.out) == (1, "")
    assert done.err == "The file absent.xml cannot be read: No such file or directory\n"


def test_an_empty_folder(ministry: Shell) -> None:
    (ministry.folder / "out").mkdir()
    assert take(ministry, "out")["problems"][0]["code"] == "nothing-found"


def test_a_wrong_questionnaire_is_noticed_soon(ministry: Shell) -> None:
    rows = [{"username": "S001", "_uuid": n} | {f"q{m}": m for m in range(30)} for n in range(99)]
    (ministry.folder / "a.csv").write_bytes(csv_file(rows))
    found = take(ministry, "a.csv", "--questionnaire", "ukuran")
    assert len(found["problems"]) == 1001
    assert found["problems"][-1]["code"] == "problems-too-many"
    assert found["added"] == 0


def test_answers_never_reach_what_is_said(ministry: Shell) -> None:
    row = {"username": "RAHASIA-1", "aturan": "RAHASIA-2", "lain2": "RAHASIA-3", "_uuid": "1"}
    (ministry.folder / "a.csv").write_bytes(csv_file([row]))
    done = ministry.pandu("submissions", "import", "a.csv", "--questionnaire", "ukuran")
    assert done.code == 1
    assert "RAHASIA" not in done.out + done.err
