"""Messages with files through PTB: fetched from the Bot API, kept, and nothing parked."""

from collections.abc import Iterator
from typing import Any

import pytest

from flows.xlsform import export_xlsx
from storage.database import Database
from tests.bot.emulator.pictures import png
from tests.bot.emulator.running import Emulator, begun
from tests.bot.interviews.test_media import TWO, named
from tests.bot.interviews.walking import CHAT, answers, asked
from tests.bot.questionnaires.versions import FIRST
from tests.bot.sops.documents import as_docx, as_xlsx
from tests.bot.sops.library import PASSPORT
from tests.support.people import SARI, person
from tests.support.wire import Wire, message, uploaded

PICTURE = png(3, 2)


@pytest.fixture(scope="module")
def api() -> Iterator[Emulator]:
    with begun() as emulator:
        yield emulator


@pytest.fixture
def wire(api: Emulator, sqlite_url: str) -> Iterator[Wire]:
    """Sari is asked for two photos."""
    database = Database(sqlite_url)
    phone = asked(database, TWO)
    wire = Wire(api.url, database, town=phone.town)
    yield wire
    assert wire.parked() == 0, "no update raised"
    assert api.ask("control/faults", method="DELETE")[0] == 200
    database.close()


def sent(api: Emulator, kind: str = "photo", content: bytes = PICTURE, **more: Any) -> Any:
    return uploaded(api, kind, "kantor.png", content, mime_type="image/png", **more)


def stored(wire: Wire) -> dict[str, str]:
    return answers(wire.database, form="baru")


def test_a_photo_and_a_picture_as_a_document(wire: Wire, api: Emulator) -> None:
    phone = wire.town[CHAT]
    wire.send({"message": message(CHAT, **sent(api))})
    assert phone.text.startswith("Tersimpan: foto, 1 KB")
    assert "Foto papan?" in phone.text
    wire.send({"message": message(CHAT, **sent(api, "document", caption="Papan"))})
    assert phone.text.startswith("Tersimpan: kantor.png (foto, 1 KB)\nKeterangan di bawahnya")
    assert stored(wire) == {
        "/data/a": named(PICTURE),
        "/data/b": named(PICTURE, "b", "png"),
    }


@pytest.mark.parametrize("kind", ["voice", "audio", "video", "video_note", "animation"])
def test_no_photo_is_refused_without_a_download(wire: Wire, api: Emulator, kind: str) -> None:
    before = api.last_seq()
    wire.send({"message": message(CHAT, **sent(api, kind))})
    assert wire.town[CHAT].text.startswith("Di sini perlu foto.")
    assert stored(wire) == {}
    log = [entry["method"] for entry in api.look(f"log?after={before}")]
    assert "getFile" not in log


def test_a_large_file_is_refused_by_what_telegram_says_of_it(wire: Wire, api: Emulator) -> None:
    photo = sent(api)
    photo["photo"][-1]["file_size"] = 20 * 1024 * 1024 + 1
    before = api.last_seq()
    wire.send({"message": message(CHAT, **photo)})
    assert wire.town[CHAT].text.startswith("Kiriman ini terlalu besar: 21 MB.")
    assert [e["method"] for e in api.look(f"log?after={before}")].count("getFile") == 0


def test_faults_on_the_way_are_borne(wire: Wire, api: Emulator) -> None:
    photo = sent(api)
    for kind, method in (("5xx", "getFile"), ("429", "getFile"), ("lost", "download")):
        api.fault(kind=kind, method=method, next=1, retry_after=1)
    wire.send({"message": message(CHAT, **photo)})
    assert stored(wire) == {"/data/a": named(PICTURE)}


def test_a_file_that_telegram_has_lost(wire: Wire) -> None:
    lost = [{"file_id": "x", "file_unique_id": "y", "width": 3, "height": 2}]
    wire.send({"message": message(CHAT, photo=lost)})
    assert wire.town[CHAT].text.startswith("Kiriman ini tidak dapat diambil dari Telegram")
    assert stored(wire) == {}


def test_an_album_fills_one_question_only(wire: Wire, api: Emulator) -> None:
    first, second = sent(api), sent(api, content=png(4, 3))
    bodies = [message(CHAT, **each, media_group_id="77") for each in (first, second, first)]
    wire.send(*({"message": each} for each in bodies))
    assert "yang lain dari album itu tidak disimpan" in wire.town[CHAT].text
    assert stored(wire) == {"/data/a": named(PICTURE)}


FILE_FORM = """
    | type  | name | label         | required |
    | file  | a    | Laporan?      | yes      |
    | image | b    | Foto papan?   | yes      |
    | text  | z    | Akhir?        |          |
"""


@pytest.fixture
def jakarta(api: Emulator, sqlite_url: str) -> Iterator[Wire]:
    """Somebody who may publish is asked for a file, then for a photo."""
    database = Database(sqlite_url)
    phone = asked(database, FILE_FORM)
    me = person(database, SARI).id
    database.write(lambda uow: uow.people.change(me, access="coordinator"))
    wire = Wire(api.url, database, town=phone.town)
    yield wire
    assert wire.parked() == 0, "no update raised"
    database.close()


def drafted(wire: Wire) -> list[str]:
    """What lies as a draft of the one who is asked."""
    me = person(wire.database, SARI).id
    with wire.database.read() as uow:
        found = {"sop": uow.sops.draft_of(me), "form": uow.questionnaires.draft_of(me)}
    return [kind for kind, draft in found.items() if draft]


def document(api: Emulator, name: str, content: bytes, **more: Any) -> Any:
    return {"message": message(CHAT, **uploaded(api, "document", name, content), **more)}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sop.docx", as_docx(PASSPORT)),
        ("sop.xlsx", as_xlsx(PASSPORT)),
        ("kantor.xlsx", export_xlsx(FIRST.encode())),
    ],
)
def test_what_a_coordinator_is_asked_for_is_an_answer(
    jakarta: Wire, api: Emulator, name: str, content: bytes
) -> None:
    jakarta.send(document(api, name, content))
    assert jakarta.town[CHAT].text.startswith(f"Tersimpan: {name} (berkas")
    assert stored(jakarta) == {"/data/a": named(content, "a", name.rpartition(".")[2])}
    assert drafted(jakarta) == []


def test_a_large_document_is_refused_by_the_question(jakarta: Wire, api: Emulator) -> None:
    body = document(api, "kantor.xlsx", b"x")
    body["message"]["document"]["file_size"] = 20 * 1024 * 1024 + 1
    jakarta.send(body)
    assert jakarta.town[CHAT].text.startswith("Kiriman ini terlalu besar: 21 MB.")
    assert "20 MB" in jakarta.town[CHAT].text


def test_the_rest_of_an_album_of_documents_is_no_sop(jakarta: Wire, api: Emulator) -> None:
    first, second = as_docx(PASSPORT), as_docx(PASSPORT, "SOP-92")
    bodies = [document(api, "sop.docx", each, media_group_id="78") for each in (first, second)]
    jakarta.send(*bodies)
    assert stored(jakarta) == {"/data/a": named(first, "a", "docx")}
    assert drafted(jakarta) == []


def test_what_a_coordinator_is_not_asked_for_is_a_draft(jakarta: Wire, api: Emulator) -> None:
    jakarta.send(document(api, "laporan.pdf", b"%PDF"))
    assert "Foto papan?" in jakarta.town[CHAT].text
    jakarta.send(document(api, "sop.docx", as_docx(PASSPORT)))
    assert drafted(jakarta) == ["sop"]
    jakarta.send(document(api, "kantor.xlsx", export_xlsx(FIRST.encode())))
    assert drafted(jakarta) == ["sop", "form"]
    assert list(stored(jakarta)) == ["/data/a"]


def test_an_update_that_comes_again_after_a_crash(wire: Wire, api: Emulator) -> None:
    """The process died between the download and the commit: the content lies there already."""
    with wire.database.contents.incoming() as part:
        part.write(PICTURE)
        part.keep()
    wire.send({"message": message(CHAT, **sent(api))})
    assert stored(wire) == {"/data/a": named(PICTURE)}
    with wire.database.read() as uow:
        [file] = uow.files.of(person(wire.database, SARI).id)
        assert uow.files.content(file) == PICTURE
