"""`pandu forms`: problems with their place, immutable versions, the .xlsx for Excel."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from bot.cli import app
from flows.xlsform import check
from tests.bot.cli.running import Done, Shell
from tests.bot.interviews.forms import SHORT

BROKEN = SHORT.replace("${meja} = 'ya'", "${mejja} = 'ya'")
CYCLE = """
| survey |
|        | type      | name | label | calculation |
|        | calculate | a    |       | ${b} + 1    |
|        | calculate | b    |       | ${a} + 1    |
|        | text      | c    | C     |             |
"""


def excel(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "survey"
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


GOOD_XLSX = excel(("type", "name", "label"), ("text", "usul", "Apa usul Anda?"))


def with_macro(source: bytes) -> bytes:
    target = io.BytesIO(source)
    with zipfile.ZipFile(target, "a") as file:
        file.writestr("xl/vbaProject.bin", b"\0")
    return target.getvalue()


def written(folder: Path, name: str, source: bytes | str) -> str:
    content = source.encode() if isinstance(source, str) else source
    (folder / name).write_bytes(content)
    return name


def test_a_good_form_has_no_errors(shell: Shell) -> None:
    done = shell.pandu("forms", "check", written(shell.folder, "pendek.md", SHORT), "--json")
    assert (done.code, done.err) == (0, "")
    result = json.loads(done.out)
    assert result == {
        "file": "pendek.md",
        "form_id": "pendek",
        "version": "1",
        "ok": True,
        "problems": [],
    }


def test_a_broken_form_names_sheet_row_column_and_remedy(shell: Shell) -> None:
    file = written(shell.folder, "pendek.md", BROKEN)
    done = shell.pandu("forms", "check", file, "--json")
    assert done.code == 1
    result = json.loads(done.out)
    assert not result["ok"]
    assert result["problems"] == [
        {
            "severity": "error",
            "code": "name-unknown",
            "sheet": "survey",
            "row": 6,
            "column": "relevant",
            "message": "No question is named “mejja”.",
            "remedy": "Correct the name between ${ and }.",
        }
    ]
    done = shell.pandu("forms", "publish", file, PANDU_LANGUAGE="id")
    assert (done.code, done.out) == (1, "")
    assert "survey, baris 6, kolom relevant: Tidak ada pertanyaan bernama “mejja”." in done.err
    assert done.err.endswith("Tidak diterbitkan. Perbaiki kesalahan di atas, lalu coba lagi.\n")
    assert shell.pandu("forms", "list").out == ""


@pytest.mark.parametrize(
    ("name", "source", "code"),
    [
        ("rubbish.xlsx", b"PK\x03\x04 and no more", "workbook-unreadable"),
        ("text.xlsx", b"just words", "workbook-unreadable"),
        ("empty.xlsx", b"", "workbook-unreadable"),
        ("letter.docx", b"PK\x03\x04", "workbook-kind-unknown"),
        ("cycle.md", CYCLE, "cycle"),
        ("macro.xlsx", with_macro(GOOD_XLSX), "workbook-macro"),
        ("macro.xlsm", GOOD_XLSX, "workbook-macro"),
        ("huge.xlsx", b"\0" * 25_000_000, "workbook-too-large"),
    ],
)
def test_hostile_files_are_one_problem_with_a_remedy(
    tmp_path: Path, name: str, source: bytes | str, code: str
) -> None:
    file = tmp_path / written(tmp_path, name, source)
    done = CliRunner().invoke(app, ["forms", "check", str(file), "--json"])
    assert done.exit_code == 1
    result = json.loads(done.stdout)
    assert (result["file"], result["ok"]) == (name, False)
    [problem] = [each for each in result["problems"] if each["severity"] == "error"]
    assert problem["code"] == code
    assert problem["message"]
    assert problem["remedy"]


LISTED = """
| survey |
|        | type                            | name | label | media::image |
|        | select_one_from_file cities.csv | a    | A     | a.png        |
"""


def test_files_beside_the_workbook_are_taken(shell: Shell) -> None:
    def codes(*more: str) -> set[str]:
        file = written(shell.folder, "daftar.md", LISTED)
        problems = json.loads(shell.pandu("forms", "check", file, *more, "--json").out)["problems"]
        return {problem["code"] for problem in problems} & {"attachment-missing"}

    assert codes() == {"attachment-missing"}
    elsewhere = shell.folder / "elsewhere"
    elsewhere.mkdir()
    written(elsewhere, "cities.csv", "name,label\na,A\n")
    assert codes("--attach", "elsewhere/cities.csv") == set()
    assert codes() == {"attachment-missing"}
    written(shell.folder, "cities.csv", "name,label\na,A\n")
    assert codes() == set()


def test_a_form_gets_no_file_from_elsewhere(shell: Shell) -> None:
    file = written(shell.folder, "daftar.md", LISTED.replace("cities.csv", "../cities.csv"))
    (shell.folder.parent / "cities.csv").write_text("name,label\na,A\n")
    problems = json.loads(shell.pandu("forms", "check", file, "--json").out)["problems"]
    assert problems[0]["code"] == "attachment-name-invalid"


@pytest.mark.parametrize(
    ("file", "reason"), [("absent.xlsx", "No such file or directory"), (".", "Is a directory")]
)
def test_a_file_that_cannot_be_read(shell: Shell, file: str, reason: str) -> None:
    done = shell.pandu("forms", "check", file, "--json")
    assert (done.code, done.out) == (1, "")
    assert done.err == f"The file {file} cannot be read: {reason}\n"


def publish(shell: Shell, source: str, **settings: str) -> Done:
    return shell.pandu("forms", "publish", written(shell.folder, "pendek.md", source), **settings)


def test_a_version_is_published_once_and_stays_as_it_was(shell: Shell) -> None:
    done = publish(shell, SHORT)
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith("Published: pendek version 1.\n")
    again = publish(shell, SHORT, LANG="id_ID.UTF-8")
    assert again.code == 0
    assert again.err.endswith("Versi ini sudah diterbitkan sebelumnya: pendek versi 1.\n")
    other = publish(shell, SHORT.replace("Apakah ada meja", "Adakah meja"))
    assert (other.code, other.out) == (1, "")
    assert "pendek version 1 was published with other content." in other.err
    listed = shell.pandu("forms", "list")
    assert (listed.code, listed.err) == (0, "")
    assert listed.out == "pendek\t1\tPotret kantor\tFD PO PC\n"


def test_the_workbook_for_excel_is_the_same_form(shell: Shell) -> None:
    publish(shell, SHORT)
    done = shell.pandu("forms", "export", "pendek", "-o", "pendek.xlsx")
    assert (done.code, done.out) == (0, "")
    assert done.err == "Written: pendek.xlsx\n"
    exported = check((shell.folder / "pendek.xlsx").read_bytes(), "pendek.xlsx")
    assert exported.ok
    assert exported.xform == check(SHORT.encode(), "pendek.md").xform
    wrong = shell.pandu("forms", "export", "pendek", "-o", "pendek.csv", PANDU_LANGUAGE="id")
    assert wrong.code == 1
    assert wrong.err == (
        "Kuesioner ini diterbitkan sebagai pendek.md; beri berkas keluaran akhiran .xlsx.\n"
    )
    assert not (shell.folder / "pendek.csv").exists()


def test_an_unknown_questionnaire_is_named(shell: Shell) -> None:
    done = shell.pandu("forms", "export", "pendek", "-o", "pendek.xlsx")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("There is no questionnaire named pendek.")
