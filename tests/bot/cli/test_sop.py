"""`pandu sop check`: problems with their place; exit 1 only on errors."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from knowledge.body import to_json
from knowledge.library import CONTENT, seed
from storage.database import Database
from storage.records import SopAlias, SopVersion
from storage.unit_of_work import UnitOfWork
from tests.bot.cli.running import Shell

FILE = "SOP-05-pemeriksaan-kesehatan-psikologi.md"
NOW = datetime(2026, 11, 27, tzinfo=UTC)


def published(shell: Shell, *aliases: SopAlias) -> None:
    """A library of SOP-04, whose first step says nobody to do it, and SOP-05."""
    four, five = (each for each in seed() if each.code in ("SOP-04", "SOP-05"))
    first = replace(four.steps[0], actor={"id": ""})
    four = replace(four, steps=(first, *four.steps[1:]), related=())
    database = Database(shell.database_url)

    def put(uow: UnitOfWork) -> None:
        for each in (four, five):
            fields = (each.code, each.version, each.title, to_json(each))
            uow.sops.publish(SopVersion(0, *fields, NOW, None, "", ""))
        for alias in aliases:
            uow.sops.add_alias(alias)

    database.write(put)
    database.close()


def test_the_seed_has_warnings_at_most(shell: Shell) -> None:
    done = shell.pandu("sop", "check", "--json", "--now", "2026-11-27")
    found = json.loads(done.out)
    assert (done.code, found["ok"], found["sops"]) == (0, True, len(seed()))
    assert {each["severity"] for each in found["problems"]} <= {"warning"}


def test_overdue_reviews_are_said_by_the_day(shell: Shell) -> None:
    done = shell.pandu("sop", "check", "--now", "2027-07-07", PANDU_LANGUAGE="id")
    assert (done.code, done.out) == (0, "")
    assert (
        "Perhatian: SOP-05, review: SOP ini seharusnya ditinjau sampai 2027-07-06; "
        "revisi terakhir 2026-07-06. Tinjau isinya, lalu perbarui tanggal revisi." in done.err
    )
    before = shell.pandu("sop", "check", "--now", "2027-07-06", "--json")
    assert "review-overdue" not in before.out


def test_a_file_with_a_fault(shell: Shell) -> None:
    text = (CONTENT / FILE).read_text(encoding="utf-8")
    (shell.folder / "rusak.md").write_text(text.replace("- SOP-04\n", "- SOP-44\n", 1))
    done = shell.pandu("sop", "check", "rusak.md", "--json", PANDU_LANGUAGE="en")
    assert done.code == 1
    found = json.loads(done.out)
    assert (found["sops"], found["ok"]) == (1, False)
    assert [each for each in found["problems"] if each["severity"] == "error"] == [
        {
            "severity": "error",
            "code": "reference-unknown",
            "file": "rusak.md",
            "key": "keterkaitan",
            "row": None,
            "line": None,
            "message": "SOP-44 is not in the library.",
            "remedy": "Correct the code, or add that SOP.",
        }
    ]


def test_a_folder_and_a_broken_file(shell: Shell) -> None:
    folder = shell.folder / "isi"
    folder.mkdir()
    (folder / "a.md").write_bytes((CONTENT / FILE).read_bytes())
    (folder / "b.md").write_text("---\ncode: ]\n---\n")
    done = shell.pandu("sop", "check", "isi", PANDU_LANGUAGE="en")
    assert done.code == 1
    assert "Problem: isi/b.md, line 2: The identity of the SOP cannot be read here." in done.err
    assert "SOPs checked: 1. Problems: 1." in done.err
    nothing = shell.pandu("sop", "check", "home", PANDU_LANGUAGE="en")
    assert (nothing.code, nothing.err) == (1, "There is no .md file in home.\n")
    absent = shell.pandu("sop", "check", "tidak-ada.md", PANDU_LANGUAGE="en")
    assert (absent.code, absent.out) == (1, "")
    assert "tidak-ada.md" in absent.err


def test_the_library_in_the_database(shell: Shell) -> None:
    published(shell, SopAlias(0, "SOP-05", "SOP 04", None, NOW))
    done = shell.pandu("sop", "check", "--json", "--now", "2026-11-27")
    assert done.code == 1
    found = json.loads(done.out)
    errors = {
        (each["file"], each["code"], each["key"], each["row"])
        for each in found["problems"]
        if each["severity"] == "error"
    }
    assert found["sops"] == 2
    assert ("SOP-04", "actor-missing", "Pelaksana", 1) in errors
    assert ("SOP-05", "alias-clash", "aliases", None) in errors
    assert "actor-missing" not in {code for file, code, _, _ in errors if file != "SOP-04"}
