"""A coordinator sends an SOP as a document, looks at it, and publishes it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.chat.screen import plain
from bot.sops.publishing import (
    NotPublished,
    keep_draft,
    mark_of,
    publish,
    publish_draft,
    seed_library,
    unusable,
)
from bot.sops.received import looked_at
from bot.sops.shelf import shelf
from knowledge.articles import Sop
from knowledge.body import from_json
from knowledge.library import seed
from storage.database import Database
from tests.bot.sops.documents import as_docx, as_xlsx
from tests.bot.sops.library import PASSPORT, SMALL, step, stock
from tests.support.chat import Phone
from tests.support.exports import kobo_xlsx
from tests.support.people import NOW, RATNA, SARI, enrol, found_ministry, person

JAKARTA, KUPANG = 600, 601
NEWER = replace(
    PASSPORT,
    version="2026-02-20",
    revised=date(2026, 2, 20),
    steps=(*PASSPORT.steps, step(4, "Mengabari keluarga pelapor", "Tell the family")),
)


@pytest.fixture
def phone(database: Database) -> Phone:
    """A coordinator's phone, with a small library."""
    found_ministry(database)
    stock(database, *SMALL)
    enrol(database, RATNA, JAKARTA)
    phone = Phone(database, JAKARTA)
    phone.deliver()
    return phone


def present(phone: Phone, code: str = PASSPORT.code) -> Sop:
    with phone.database.read() as uow:
        return shelf(uow).sops[code]


@pytest.mark.parametrize(("name", "write"), [("sop.docx", as_docx), ("sop.xlsx", as_xlsx)])
def test_a_document_is_looked_at_then_published(phone: Phone, name: str, write: object) -> None:
    assert callable(write)
    phone.send_sop(name, write(NEWER))
    assert "SOP-91 · Layanan Paspor Hilang" in phone.text
    assert "SOP per 20 Februari 2026, 4 langkah." in phone.text
    assert "Yang baru dibanding versi 2026-01-05:" in phone.text
    assert "Langkah 4 baru: Mengabari keluarga pelapor" in phone.text
    assert "Langkah 1 berubah" not in phone.text
    assert "tetap seperti versi sebelumnya" in phone.text
    assert "Bagian ini tidak ditemukan" not in phone.text
    assert present(phone) == PASSPORT
    phone.tap("Terbitkan")
    assert "Versi 2026-02-20 diterbitkan" in phone.text
    found = present(phone)
    assert (found.version, len(found.steps)) == ("2026-02-20", 4)
    # What the document cannot say has stayed.
    assert found.steps[0] == PASSPORT.steps[0]
    assert found.questions == PASSPORT.questions
    assert found.title == PASSPORT.title
    with phone.database.read() as uow:
        assert uow.sops.draft_of(person(phone.database, RATNA).id) is None
        [line] = uow.audit.about("sop:SOP-91@2026-02-20")
    assert line.action == "sop.publish"


def test_a_draft_can_be_thrown_away(phone: Phone) -> None:
    phone.send_sop("sop.docx", as_docx(NEWER))
    message, publish = phone.find("Terbitkan")
    phone.tap("Buang")
    assert "Tidak ada yang berubah" in phone.text
    phone.press(publish, message.id)
    assert phone.toast == "Tidak diterbitkan"
    assert present(phone) == PASSPORT


def test_a_button_of_an_earlier_draft_publishes_nothing(phone: Phone) -> None:
    phone.send_sop("sop.docx", as_docx(NEWER))
    message, publish = phone.find("Terbitkan")
    phone.send_sop("sop.docx", as_docx(replace(NEWER, steps=NEWER.steps[:3])))
    phone.press(publish, message.id)
    assert phone.toast == "Tidak diterbitkan"


def test_the_same_version_with_other_content_is_refused(phone: Phone) -> None:
    other = replace(NEWER, version=PASSPORT.version, revised=PASSPORT.revised)
    phone.send_sop("sop.docx", as_docx(other))
    assert "sudah terbit dengan isi lain" in phone.text
    assert phone.labels == ["Buang"]


def test_an_older_version_is_refused_with_the_one_that_followed_it(phone: Phone) -> None:
    phone.send_sop("sop.docx", as_docx(NEWER))
    phone.tap("Terbitkan")
    phone.send_sop("lama.docx", as_docx(PASSPORT))
    assert "Versi 2026-01-05 dari SOP-91 sudah digantikan versi 2026-02-20." in phone.text
    assert phone.labels == ["Buang"]
    ratna = person(phone.database, RATNA)
    draft = phone.database.write(lambda uow: keep_draft(uow, ratna, PASSPORT, "lama.docx"))
    shown = phone.database.write(lambda uow: publish_draft(uow, ratna, mark_of(draft), NOW))
    assert shown["view"] == "checked"
    with pytest.raises(NotPublished), phone.database.read() as uow:
        publish(uow, ratna, PASSPORT, "lama.docx", NOW)
    assert present(phone).version == "2026-02-20"


def test_without_a_code_it_is_asked_of_which_sop_it_is(phone: Phone) -> None:
    phone.send_sop("prosedur.docx", as_docx(NEWER, "7/BP3MI/2026"))
    assert "Versi baru dari SOP yang mana?" in phone.text
    phone.tap(next(label for label in phone.labels if label.startswith("SOP-91")))
    assert "Langkah 4 baru" in phone.text
    phone.tap("Terbitkan")
    assert present(phone).version == "2026-02-20"


def test_a_new_sop_gets_the_next_code(phone: Phone) -> None:
    phone.send_sop("prosedur.docx", as_docx(NEWER, "7/BP3MI/2026"))
    phone.tap("SOP baru")
    assert "menjadi SOP baru" in phone.text
    phone.tap("Terbitkan")
    assert present(phone, "SOP-94").steps[3].activity == {"id": "Mengabari keluarga pelapor"}


def test_a_draft_that_nobody_can_use_is_not_published(phone: Phone) -> None:
    with phone.database.read() as uow:
        known = unusable(uow, NEWER), unusable(uow, replace(NEWER, steps=()))
    assert known[0] == ()
    assert [problem.code for problem in known[1]] == ["steps-missing"]
    ratna = person(phone.database, RATNA)
    broken = replace(NEWER, steps=())
    draft = phone.database.write(lambda uow: keep_draft(uow, ratna, broken, "uji.md"))
    shown = phone.database.write(lambda uow: publish_draft(uow, ratna, mark_of(draft), NOW))
    assert shown["view"] == "checked"
    assert present(phone) == PASSPORT


def test_a_broken_document_says_why(phone: Phone) -> None:
    phone.send_sop("sop.docx", b"PK\x03\x04 no document")
    assert "sop.docx tidak dapat dibaca sebagai SOP" in phone.text
    assert phone.labels == []


def test_a_broken_document_leaves_the_earlier_draft(phone: Phone) -> None:
    phone.send_sop("sop.docx", as_docx(NEWER))
    card = phone.messages[-1].id
    phone.send_sop("rusak.docx", b"PK\x03\x04 no document")
    assert "rusak.docx tidak dapat dibaca sebagai SOP" in phone.text
    told, shown = phone.messages[-1], len(phone.messages)
    message, _ = phone.find("Terbitkan")
    assert message.id == card
    phone.tap("Terbitkan")
    assert "Versi 2026-02-20 diterbitkan" in plain(message.screen.text)
    assert (phone.messages[-1], len(phone.messages)) == (told, shown)
    assert present(phone).version == "2026-02-20"


def test_a_workbook_without_a_procedure_may_be_something_else(phone: Phone) -> None:
    survey = kobo_xlsx({"survey": [{"type": "text", "name": "a", "label": "Apa?"}]})
    assert looked_at(phone.database, "kuesioner.xlsx", survey) is None
    assert looked_at(phone.database, "kuesioner.xlsx", b"no workbook") is None


def test_officers_cannot_publish(phone: Phone) -> None:
    phone.send_sop("sop.docx", as_docx(NEWER))
    _, publish = phone.find("Terbitkan")
    enrol(phone.database, SARI, KUPANG)
    desk = Phone(phone.database, KUPANG, town=phone.town)
    desk.deliver()
    desk.send(publish.tap, 1)
    assert present(phone) == PASSPORT


def test_the_seed_is_published_once_and_never_over_anything(database: Database) -> None:
    sops = seed()
    assert database.write(lambda uow: seed_library(uow, NOW)) == len(sops)
    assert database.write(lambda uow: seed_library(uow, NOW)) == 0
    with database.read() as uow:
        assert tuple(from_json(each.body) for each in uow.sops.current()) == sops
