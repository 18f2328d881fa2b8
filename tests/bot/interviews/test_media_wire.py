"""Messages with files through PTB: fetched from the Bot API, kept, and nothing parked."""

from collections.abc import Iterator
from typing import Any

import pytest

from storage.database import Database
from tests.bot.emulator.pictures import png
from tests.bot.emulator.running import Emulator, running
from tests.bot.interviews.test_media import TWO, named
from tests.bot.interviews.walking import CHAT, answers, asked
from tests.support.people import SARI, person
from tests.support.wire import Wire, message, uploaded

PICTURE = png(3, 2)


@pytest.fixture(scope="module")
def api() -> Iterator[Emulator]:
    with running() as emulator:
        emulator.join()
        emulator.act("say", text="/start")
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
