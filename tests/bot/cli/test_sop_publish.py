"""`pandu sop publish`: from a document, or from the draft that `sop import` wrote."""

from dataclasses import replace
from datetime import date

from knowledge.body import from_json
from storage.database import Database
from tests.bot.cli.running import Shell
from tests.bot.sops.documents import as_docx
from tests.bot.sops.library import PASSPORT, SMALL, step, stock

NEWER = replace(
    PASSPORT,
    revised=date(2026, 2, 20),
    steps=(*PASSPORT.steps, step(4, "Mengabari keluarga pelapor", "Tell the family")),
)


def test_published_from_a_document_and_from_its_draft(shell: Shell) -> None:
    database = Database(shell.database_url)
    stock(database, *SMALL)
    (shell.folder / "sop.docx").write_bytes(as_docx(NEWER, "7/2026"))
    words = {"PANDU_LANGUAGE": "id"}
    without = shell.pandu("sop", "publish", "sop.docx", **words)
    assert (without.code, without.out) == (1, "")
    assert without.err.endswith(
        "Kode SOP tidak terbaca. Sebutkan dengan --code, misalnya --code SOP-21.\n"
    )
    done = shell.pandu("sop", "publish", "sop.docx", "--code", "SOP-91", **words)
    assert done.code == 0, done.err
    assert "Langkah 4 baru: Mengabari keluarga pelapor" in done.err
    assert done.err.endswith("SOP-91 versi 2026-02-20 diterbitkan. Petugas yang dikabari: 0.\n")
    with database.read() as uow:
        [*_, newest] = uow.sops.versions("SOP-91")
    assert from_json(newest.body).questions == PASSPORT.questions
    other = replace(NEWER, steps=NEWER.steps[:2])
    (shell.folder / "sop.docx").write_bytes(as_docx(other, "7/2026"))
    wrote = shell.pandu("sop", "import", "sop.docx", "--code", "SOP-91", "-o", "sop.md")
    assert wrote.code == 0
    taken = shell.pandu("sop", "publish", "sop.md", **words)
    assert (taken.code, taken.out) == (1, "")
    assert "Versi 2026-02-20 dari SOP-91 sudah terbit dengan isi lain." in taken.err
    database.close()


def test_a_version_that_another_followed_is_refused(shell: Shell) -> None:
    database = Database(shell.database_url)
    stock(database, PASSPORT)
    database.close()
    (shell.folder / "baru.docx").write_bytes(as_docx(NEWER))
    assert shell.pandu("sop", "publish", "baru.docx").code == 0
    (shell.folder / "lama.docx").write_bytes(as_docx(PASSPORT))
    again = shell.pandu("sop", "publish", "lama.docx", PANDU_LANGUAGE="en")
    assert (again.code, again.out) == (1, "")
    assert "Version 2026-01-05 of SOP-91 was superseded by version 2026-02-20." in again.err
