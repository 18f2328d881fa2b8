"""`pandu export answers`: whole files, or none."""

import json
from pathlib import Path

import pytest

from bot.chat.sent import Sent
from storage.database import Database
from tests.bot.cli.running import Done, Shell
from tests.bot.interviews.walking import REVIEW, STAFF, answers, asked, at, begun, founded
from tests.support.people import MARIA

PHOTO = """
    | type      | name     | label |
    | image     | foto     | Foto? |
    | username  | username |       |
"""


@pytest.fixture
def answered(shell: Shell) -> Shell:
    """One person is at her second question."""
    database = Database(shell.database_url)
    at(begun(database), STAFF)
    database.close()
    return shell


def export(shell: Shell, output: str, *more: str, **settings: str) -> Done:
    command = ("export", "answers", "--questionnaire", "pendek", "-o", output)
    return shell.pandu(*command, *more, **settings)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_table_that_excel_reads_and_lines_of_json(answered: Shell) -> None:
    done = export(answered, "answers.csv", PANDU_LANGUAGE="id")
    assert (done.code, done.out) == (0, "")
    assert done.err == "1 wawancara ditulis ke answers.csv.\n"
    table = (answered.folder / "answers.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbfinterview,questionnaire,version,wave,respondent,")
    assert table.count(b"\r\n") == table.count(b"\n") == 2

    done = export(answered, "answers.jsonl", "--format", "jsonl")
    assert (done.code, done.out) == (0, "")
    assert done.err == "Interviews written to answers.jsonl: 1.\n"
    [line] = (answered.folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(line)
    assert (row["respondent"], row["status"]) == ("S001", "open")
    assert row["answers"] == {"/data/peran": "FD", "/data/kantor/meja": "ya"}


def test_the_audit_book_says_that_answers_were_read(answered: Shell) -> None:
    assert export(answered, "answers.csv").code == 0
    assert answered.pandu("ici", "--questionnaire", "pendek", "--persons").code == 1  # no index
    database = Database(answered.database_url)
    with database.read() as uow:
        lines = [line.action for line in uow.audit.about("questionnaire:pendek")]
    database.close()
    assert lines == ["answers.export"]


def test_lines_go_to_a_pipe_too(answered: Shell) -> None:
    done = export(answered, "/dev/stdout", "--format", "jsonl")
    assert done.code == 0
    assert json.loads(done.out)["respondent"] == "S001"


@pytest.mark.parametrize(
    ("output", "reason"),
    [("absent/answers.csv", "No such file or directory"), ("home", "Is a directory")],
)
def test_an_output_that_cannot_be_written(answered: Shell, output: str, reason: str) -> None:
    answered.environment()  # makes the home
    before = names(answered.folder)
    done = export(answered, output)
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        f"The file {output} cannot be written: {reason}. Choose another place with -o.\n"
    )
    assert {name for name in names(answered.folder) if not name.startswith("pandu.db")} == {
        name for name in before if not name.startswith("pandu.db")
    }


def test_a_link_stays_a_link(answered: Shell) -> None:
    (answered.folder / "shared").mkdir()
    (answered.folder / "answers.csv").symlink_to("shared/answers.csv")
    assert export(answered, "answers.csv").code == 0
    assert (answered.folder / "answers.csv").is_symlink()
    assert names(answered.folder / "shared") == {"answers.csv"}


def test_a_full_disk_is_said(answered: Shell) -> None:
    done = export(answered, "/dev/full")
    assert (done.code, done.out) == (1, "")
    assert "cannot be written: No space left on device" in done.err


def test_an_unknown_questionnaire_is_named(shell: Shell) -> None:
    command = ("export", "answers", "--questionnaire", "lain", "-o", "answers.csv")
    done = shell.pandu(*command, LANG="id_ID.UTF-8")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "Tidak ada kuesioner bernama lain. Lihat yang ada dengan: pandu forms list\n"
    )
    assert not (shell.folder / "answers.csv").exists()


def submissions(shell: Shell, output: str, name: str = "pendek") -> Done:
    return shell.pandu("export", "submissions", "--questionnaire", name, "-o", output)


def test_each_submitted_interview_is_an_xml_file(shell: Shell) -> None:
    database = Database(shell.database_url)
    sari = at(begun(database), REVIEW)
    sari.tap("Kirim")
    at(begun(database, MARIA, 502, beside=sari), STAFF)
    done = submissions(shell, "out/xml")
    assert (done.code, done.out) == (0, "")
    assert done.err == "Interviews written to out/xml: 1.\n"
    [path] = (shell.folder / "out" / "xml").iterdir()
    content = path.read_text(encoding="utf-8")
    instance_id = content.partition("<instanceID>uuid:")[2].partition("<")[0]
    assert path.name == f"uuid{instance_id}.xml"
    assert content.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<data id="pendek" version="1"><peran>FD</peran><salam /><kantor><meja>ya</meja>'
    )
    again = submissions(shell, "out/xml")
    assert again.code == 0
    assert path.read_text(encoding="utf-8") == content
    with database.read() as uow:
        lines = [line.action for line in uow.audit.about("questionnaire:pendek")]
    database.close()
    assert lines == ["submissions.export", "submissions.export"]


def photographed(shell: Shell) -> str:
    """Sari has submitted a photo; its name."""
    database = Database(shell.database_url)
    sari = asked(database, PHOTO)
    sari.attach(Sent("photo", "f", 4, "image/jpeg", "", None, False, 0), b"isi!")
    sari.tap("Kirim")
    name = answers(database, form="baru")["/data/foto"]
    database.close()
    return name


def test_photos_lie_beside_their_interview(shell: Shell) -> None:
    name = photographed(shell)
    assert submissions(shell, "out", "baru").code == 0
    found = {path.name: path.read_bytes() for path in (shell.folder / "out").iterdir()}
    assert found.pop(name) == b"isi!"
    [(file, xml)] = found.items()
    assert f"<foto>{name}</foto>".encode() in xml
    [content] = [path for path in (shell.folder / "pandu-files").rglob("*") if path.is_file()]
    content.write_bytes(b"lain")
    done = submissions(shell, "again", "baru")
    assert (done.code, names(shell.folder / "again")) == (1, {file})
    assert done.err.startswith(f"{file}: what the file {name} holds in the folder PANDU_FILES has")
    content.unlink()
    done = submissions(shell, "again", "baru")
    assert done.code == 1
    assert done.err.startswith(f"{file}: the file {name} of an answer is no longer in the folder")


def test_what_is_imported_names_photos_that_are_elsewhere(
    shell: Shell, tmp_path: Path, sqlite_template: Path
) -> None:
    name = photographed(shell)
    assert submissions(shell, "out", "baru").code == 0
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "pandu.db").write_bytes(sqlite_template.read_bytes())
    other = Shell(folder, f"sqlite:///{folder / 'pandu.db'}")
    database = Database(other.database_url)
    founded(database, PHOTO)
    database.close()
    done = other.pandu("submissions", "import", str(shell.folder / "out"))
    assert (done.code, done.err) == (0, "Added 1, unchanged 0, problems 0.\n")
    done = submissions(other, "out", "baru")
    assert done.code == 0
    assert f"the file {name} was never sent to Pandu" in done.err


def test_submissions_that_cannot_be_written(shell: Shell) -> None:
    database = Database(shell.database_url)
    at(begun(database), REVIEW).tap("Kirim")
    database.close()
    (shell.folder / "file").write_text("x", encoding="utf-8")
    for output in ("file", "file/below"):
        done = submissions(shell, output)
        assert (done.code, done.out) == (1, "")
        assert f"The file {output} cannot be written: " in done.err
    assert submissions(shell, "out", name="lain").code == 1
