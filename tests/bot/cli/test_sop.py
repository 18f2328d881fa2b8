"""`pandu sop check`: problems with their place; exit 1 only on errors."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from knowledge.body import from_json, to_json
from knowledge.library import CONTENT, seed
from knowledge.markdown import read_markdown
from storage.database import Database
from storage.records import SopAlias, SopVersion
from storage.unit_of_work import UnitOfWork
from tests.bot.cli.running import Shell
from tests.knowledge.importing.documents import excel, word
from tests.knowledge.importing.test_seed import word_of

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
            uow.sops.publish(SopVersion(0, *fields, NOW, None, ""))
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


# Import ----------------------------------------------------------------------------------------

HEAD = ("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Ket.")
ROWS = (
    ("1", "Melapor", "Pemohon", "KTP", "5 menit", "Laporan", ""),
    ("3", "Memeriksa", "Petugas", "", "10", "Hasil", ""),
)


def test_a_document_becomes_markdown_with_doubts_beside_it(shell: Shell) -> None:
    (shell.folder / "paspor.docx").write_bytes(word([HEAD, *ROWS]))
    done = shell.pandu("sop", "import", "paspor.docx", "--code", "SOP-21", PANDU_LANGUAGE="id")
    assert done.code == 0
    read = read_markdown(done.out, "x.md")
    assert (read.code, read.title["id"]) == ("SOP-21", "Penanganan Paspor Hilang")
    assert [step.activity["id"] for step in read.steps] == ["Melapor", "Memeriksa"]
    lines = done.err.splitlines()
    assert (
        "langkah 2, tabel 2, baris 3, kolom 2: Nomornya di berkas “3”; "
        "di sini langkah diberi nomor urut." in lines
    )
    assert "langkah 2, tabel 2, baris 3, kolom 2: Waktu “10” tanpa satuan." in lines
    assert lines[-1] == "Langkah dibaca: 2. Hal yang perlu diperiksa: 5."
    assert "Kode SOP" not in done.err


def test_a_draft_can_be_corrected_and_checked(shell: Shell) -> None:
    (shell.folder / "paspor.xlsx").write_bytes(excel(("SOP", [HEAD, *ROWS])))
    done = shell.pandu(
        *("sop", "import", "paspor.xlsx", "--code", "SOP-21", "-o", "paspor.md"),
        PANDU_LANGUAGE="en",
    )
    assert (done.code, done.out) == (0, "")
    checked = shell.pandu("sop", "check", "paspor.md", "--json")
    errors = [
        each["code"] for each in json.loads(checked.out)["problems"] if each["severity"] == "error"
    ]
    assert (checked.code, errors) == (1, ["basis-missing"])
    draft = shell.folder / "paspor.md"
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("phase: semua\n", "phase: semua\ndasar_hukum: [{ref: UU 1}]\n"))
    assert shell.pandu("sop", "check", "paspor.md").code == 0
    done = shell.pandu("sop", "import", "paspor.md", "--publish", PANDU_LANGUAGE="en")
    assert (done.code, done.out) == (0, "")
    assert "SOP-21 version " in done.err
    again = shell.pandu("sop", "import", "paspor.md", "--publish", "--json")
    assert again.code == 0
    result = json.loads(again.out)
    assert (result["sop"]["code"], result["published"]) == ("SOP-21", {"again": True, "told": 0})
    library = json.loads(shell.pandu("sop", "check", "--json").out)
    assert (library["sops"], library["ok"]) == (len(seed()) + 1, True)
    draft.write_text(draft.read_text(encoding="utf-8").replace("Melapor", "Lapor"))
    taken = shell.pandu("sop", "import", "paspor.md", "--publish", PANDU_LANGUAGE="en")
    assert taken.code == 1
    assert "of SOP-21 is published with other content." in taken.err


def test_a_draft_that_nobody_can_follow_is_not_published(shell: Shell) -> None:
    rows = [HEAD, ("1", "Melapor", "", "KTP", "5 menit", "Laporan", "")]
    (shell.folder / "paspor.xlsx").write_bytes(excel(("SOP", rows)))
    bare = shell.pandu("sop", "import", "paspor.xlsx", "--publish", PANDU_LANGUAGE="en")
    assert (bare.code, bare.out) == (1, "")
    assert bare.err.endswith("Give it with --code, such as --code SOP-21.\n")
    shell.pandu("sop", "import", "paspor.xlsx", "--code", "SOP-21", "-o", "paspor.md")
    draft = shell.folder / "paspor.md"
    draft.write_text(draft.read_text(encoding="utf-8").replace("role: FD", "role: XX"))
    coded = shell.pandu("sop", "import", "paspor.md", "--publish", PANDU_LANGUAGE="en")
    assert (coded.code, coded.out) == (1, "")
    assert "Problem: SOP-21, dasar_hukum: The SOP has no legal basis." in coded.err
    assert "Problem: SOP-21, step 1, Pelaksana: This step does not say who does it." in coded.err
    assert "Problem: SOP-21, owner_role: The role “XX” is not known." in coded.err
    assert coded.err.endswith("Not published. Put the problems above right, then try again.\n")
    library = json.loads(shell.pandu("sop", "check", "--json").out)
    assert library["sops"] == len(seed())


def test_a_new_version_keeps_what_its_document_does_not_say(shell: Shell) -> None:
    old = next(each for each in seed() if each.code == "SOP-05")
    (shell.folder / "x.docx").write_bytes(word_of(replace(old, revised=date(2026, 11, 1))))
    first = shell.pandu("sop", "import", str(CONTENT / FILE), "--publish")
    assert first.code == 0
    done = shell.pandu("sop", "import", "x.docx", "--code", "SOP-05", "--publish", "--json")
    assert done.code == 0
    new = from_json(json.loads(done.out)["sop"])
    assert (new.version, new.aliases, new.questions) == ("2026-11-01", old.aliases, old.questions)
    assert new.title == old.title
    assert new.steps[0].verification == old.steps[0].verification


def test_an_import_in_json(shell: Shell) -> None:
    (shell.folder / "paspor.xlsx").write_bytes(excel(("Alur", [HEAD, *ROWS])))
    done = shell.pandu("sop", "import", "paspor.xlsx", "--json", PANDU_LANGUAGE="en")
    assert (done.code, done.err) == (0, "")
    result = json.loads(done.out)
    assert (result["file"], result["ok"], result["problems"]) == ("paspor.xlsx", True, [])
    assert from_json(result["sop"]).steps[0].output == {"id": "Laporan"}
    changed = [each for each in result["doubts"] if each["code"] == "number-changed"]
    assert changed == [
        {
            "code": "number-changed",
            "step": 2,
            "key": None,
            "table": None,
            "sheet": "Alur",
            "row": 3,
            "column": 2,
            "cell": "B3",
            "message": "Its number in the file is “3”; here steps are numbered in order.",
        }
    ]


def test_a_document_that_cannot_be_read(shell: Shell) -> None:
    rows = [HEAD, *((str(number), *ROWS[0][1:]) for number in range(1, 202))]
    (shell.folder / "panjang.xlsx").write_bytes(excel(("Alur", rows)))
    done = shell.pandu("sop", "import", "panjang.xlsx", PANDU_LANGUAGE="en")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "Problem: Alur, line 202: There are more than 200 steps. Divide it into several SOPs.\n"
    )
    (shell.folder / "x.docx").write_bytes(b"PK")
    broken = shell.pandu("sop", "import", "x.docx", "--json")
    assert broken.code == 1
    result = json.loads(broken.out)
    assert [each["code"] for each in result["problems"]] == ["document-unreadable"]
    assert (result["ok"], result["sop"]) == (False, None)
    assert shell.pandu("sop", "import", "tidak-ada.docx").code == 1
