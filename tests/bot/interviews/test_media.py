"""Photos, voice, video and other files as answers: taken, refused, shown, replaced, given away."""

from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from bot.access import Operator
from bot.chat.sent import Sent
from bot.interviews import media
from bot.interviews.sent import DIGITS, LIMIT, Fetched, answer_name
from bot.interviews.submissions import Attached, Missing, submissions
from bot.interviews.trial import begin_trial
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.bot.interviews.walking import (
    BACK,
    CHAT,
    REVIEW,
    SKIP,
    STALE,
    answers,
    asked,
    begun,
    founded,
    held,
    taps,
)
from tests.support.chat import Phone
from tests.support.people import NOW, RATNA, issue, person

PHOTO = Sent("photo", "f1", 240_000, "image/jpeg", "", None, False, 0)
VOICE = Sent("voice", "f2", 9_000, "audio/ogg", "", None, False, 0)
PAPER = Sent("document", "f3", 1_234_567, "application/pdf", "Laporan Mei.PDF", None, False, 0)
NOTE = Sent("video_note", "f4", 9_000, "video/mp4", "", None, False, 0)
SEE, KEEP, CLEAR = "Lihat kiriman", "Lanjut ›", "Kosongkan"
TWO = """
    | type  | name | label         | required |
    | image | a    | Foto kantor?  | yes      |
    | image | b    | Foto papan?   |          |
    | text  | z    | Akhir?        |          |
"""


def named(content: bytes, question: str = "a", ending: str = "jpg") -> str:
    return f"{question}-{sha256(content).hexdigest()[:DIGITS]}.{ending}"


def one(database: Database, kind: str) -> Phone:
    """At a question of this type that must be answered; a free text follows it."""
    head = "| type | name | label | required |\n"
    return asked(database, f"{head}| {kind} | a | Apa? | yes |\n| text | z | Akhir? | |")


def stored(database: Database) -> dict[str, str]:
    return answers(database, form="baru")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where this test's database keeps what was sent."""
    return tmp_path / "pandu-files"


# Taken -----------------------------------------------------------------------------------------


def test_a_photo_is_kept_under_its_checksum(database: Database, folder: Path) -> None:
    phone = asked(database, TWO)
    assert "Kirim satu foto sebagai lampiran, paling besar 20 MB." in phone.text
    assert phone.labels == []
    phone.attach(PHOTO, b"kantor")
    name = named(b"kantor")
    assert phone.text.startswith("Tersimpan: foto, 1 KB\n\n")
    assert "Foto papan?" in phone.text
    assert stored(database) == {"/data/a": name}
    digest = sha256(b"kantor").hexdigest()
    assert (folder / digest[:2] / digest).read_bytes() == b"kantor"
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [digest]


@pytest.mark.parametrize(
    ("kind", "sent", "words"),
    [
        ("image", PHOTO, "foto"),
        ("image", replace(PAPER, mime_type="image/png", title="a.PNG"), "foto"),
        ("audio", VOICE, "rekaman suara"),
        ("audio", replace(VOICE, kind="audio", mime_type="audio/mpeg"), "rekaman suara"),
        ("audio", replace(PAPER, mime_type="audio/mpeg", title="a.mp3"), "rekaman suara"),
        ("video", NOTE, "rekaman video"),
        ("video", replace(NOTE, kind="video"), "rekaman video"),
        ("video", replace(NOTE, kind="animation"), "rekaman video"),
        ("file", PAPER, "berkas"),
        ("file", PHOTO, "foto"),
        ("file", VOICE, "rekaman suara"),
    ],
)
def test_what_fits_is_taken(database: Database, kind: str, sent: Sent, words: str) -> None:
    phone = one(database, kind)
    phone.attach(sent)
    said = f"{sent.title} ({words}, 1 KB)" if sent.title else f"{words}, 1 KB"
    assert phone.text.startswith(f"Tersimpan: {said}\n")
    assert "Akhir?" in phone.text
    assert list(stored(database)) == ["/data/a"]


@pytest.mark.parametrize(
    ("kind", "sent", "said"),
    [
        ("image", VOICE, "Di sini perlu foto."),
        ("image", PAPER, "Di sini perlu foto."),
        ("image", NOTE, "Di sini perlu foto."),
        ("audio", PHOTO, "Di sini perlu rekaman suara."),
        ("video", PHOTO, "Di sini perlu video."),
        ("video", VOICE, "Di sini perlu video."),
        ("text", PHOTO, "Berkas atau foto tidak diminta di sini"),
        ("text", VOICE, "Pesan suara tidak dapat disimpan"),
        ("image", replace(PHOTO, size=LIMIT + 1), "Kiriman ini terlalu besar: 21 MB. Paling"),
    ],
)
def test_what_does_not_fit_is_said_and_left(
    database: Database, folder: Path, kind: str, sent: Sent, said: str
) -> None:
    phone = one(database, kind)
    phone.attach(sent)
    assert phone.text.startswith(said)
    assert "Apa?" in phone.text
    assert stored(database) == {}
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_exactly_the_limit_is_taken(database: Database) -> None:
    phone = one(database, "image")
    phone.attach(replace(PHOTO, size=LIMIT))
    assert "Akhir?" in phone.text


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("image", "Di sini perlu foto."),
        ("audio", "Di sini perlu rekaman suara."),
        ("video", "Di sini perlu video."),
        ("file", "Di sini perlu berkas."),
    ],
)
def test_typed_words_are_no_file(database: Database, kind: str, said: str) -> None:
    phone = one(database, kind)
    phone.type(named(b"x"))
    assert phone.text.startswith(said)
    assert stored(database) == {}


def test_what_telegram_does_not_give_is_asked_for_again(database: Database) -> None:
    phone = one(database, "image")
    phone.attach(PHOTO, None)
    assert phone.text.startswith("Kiriman ini tidak dapat diambil dari Telegram")
    assert stored(database) == {}
    phone.attach(PHOTO)
    assert "Akhir?" in phone.text


def test_nobody_else_and_nothing_open(database: Database) -> None:
    stranger = Phone(database, 599)
    stranger.attach(PHOTO)
    assert "undangan" in stranger.text
    phone = one(database, "image")
    phone.type("/batal")
    phone.attach(PHOTO)
    assert phone.text.startswith("Berkas atau foto tidak diminta di sini")
    assert stored(database) == {}


# On the card -----------------------------------------------------------------------------------


def test_what_is_kept_can_be_seen_replaced_and_cleared(database: Database) -> None:
    phone = asked(database, TWO.replace("yes", "no"))
    phone.attach(replace(PAPER, mime_type="image/png", title="Foto <b>Depan</b>.png"), b"satu")
    phone.tap(BACK)
    assert "Jawaban sekarang: Foto <b>Depan</b>.png (foto, 1 KB)" in phone.text
    assert "Kirim yang lain untuk menggantinya." in phone.text
    assert phone.labels == [SEE, CLEAR, KEEP]
    phone.tap(SEE)
    assert phone.toast == "✓ Dikirim di bawah"
    shown, card = phone.messages[-2:]
    assert shown.screen.document is not None
    assert (shown.screen.document.name, shown.screen.document.content) == (
        "Foto <b>Depan</b>.png",
        b"satu",
    )
    assert "Foto kantor?" in card.screen.text
    phone.attach(PHOTO, b"dua")
    assert "Foto papan?" in phone.text
    assert stored(database) == {"/data/a": named(b"dua")}
    phone.tap(BACK)
    phone.tap(CLEAR)
    assert stored(database) == {}


def test_it_is_seen_by_typing_too(database: Database) -> None:
    phone = asked(database, TWO)
    phone.attach(PHOTO, b"satu")
    phone.tap(BACK)
    phone.type("lihat kiriman")
    assert phone.messages[-2].screen.document is not None
    phone.type("lanjut")
    assert "Foto papan?" in phone.text


def test_a_large_one_is_not_sent_back(database: Database) -> None:
    phone = asked(database, TWO)
    phone.attach(PHOTO, b"x" * 10_000_001)
    phone.tap(BACK)
    assert "Jawaban sekarang: foto, 10 MB" in phone.text
    assert phone.labels == [KEEP]


def test_a_button_to_see_is_stale_where_nothing_is_kept(database: Database) -> None:
    phone = asked(database, TWO)
    phone.attach(PHOTO)
    phone.tap(BACK)
    message_id, button = taps(phone, SEE)
    phone.tap(KEEP)
    phone.press(button, message_id)
    assert phone.toast == STALE


def test_a_lost_file_is_said(database: Database, folder: Path) -> None:
    phone = asked(database, TWO)
    phone.attach(PHOTO)
    phone.tap(BACK)
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    phone.tap(SEE)
    assert phone.messages[-2].screen.text.startswith("Kiriman itu tidak ada lagi di server kami.")


def test_the_review_shows_it(database: Database) -> None:
    phone = asked(database, TWO)
    phone.attach(PHOTO, b"satu")
    phone.tap(SKIP)
    phone.tap(SKIP)
    assert REVIEW in phone.text
    phone.tap("1")
    assert "1. Foto kantor?\n→ foto, 1 KB" in phone.text
    assert "2. Foto papan?\n→ tidak diisi" in phone.text


def test_a_required_photo_is_missed_by_the_review(database: Database) -> None:
    phone = asked(database, TWO)
    assert SKIP not in phone.labels
    phone.type("lewati")
    assert phone.text.startswith("Di sini perlu foto.")


def test_an_interview_without_photos_reads_as_before(database: Database) -> None:
    phone = begun(database)
    phone.attach(PHOTO)
    assert phone.text.startswith("Berkas atau foto tidak diminta di sini")


# Albums ----------------------------------------------------------------------------------------


def test_the_rest_of_an_album_answers_no_other_question(database: Database) -> None:
    phone = asked(database, TWO)
    album = replace(PHOTO, album="77")
    phone.attach(album, b"satu")
    assert "yang lain dari album itu tidak disimpan" in phone.text
    shown = len(phone.messages)
    for content in (b"dua", b"tiga"):
        phone.attach(album, content)
    assert len(phone.messages) == shown, "said once"
    assert stored(database) == {"/data/a": named(b"satu")}
    phone.attach(replace(PHOTO, album="78"), b"papan")
    assert "Akhir?" in phone.text
    assert stored(database)["/data/b"] == named(b"papan", "b")


def test_why_an_album_is_not_taken_is_said_once(database: Database) -> None:
    phone = one(database, "text")
    shown = len(phone.messages)
    for _ in range(3):
        phone.attach(replace(PHOTO, album="77"))
    assert phone.text.startswith("Berkas atau foto tidak diminta di sini")
    assert len(phone.messages) == shown + 1
    phone.attach(replace(PHOTO, album="78"))
    assert len(phone.messages) == shown + 2


def test_an_album_that_begins_with_what_was_sent_before(database: Database) -> None:
    phone = asked(database, TWO)
    phone.attach(PHOTO, b"satu")
    phone.tap(BACK)
    for content in (b"satu", b"dua"):
        phone.attach(replace(PHOTO, album="77"), content)
    assert stored(database) == {"/data/a": named(b"satu")}


def test_the_first_of_an_album_that_fits_is_taken(database: Database) -> None:
    phone = asked(database, TWO)
    phone.attach(replace(NOTE, kind="video", album="77"))
    assert phone.text.startswith("Di sini perlu foto.")
    phone.attach(replace(PHOTO, album="77"), b"satu")
    phone.attach(replace(PHOTO, album="77"), b"dua")
    assert stored(database) == {"/data/a": named(b"satu")}
    assert "Foto papan?" in phone.text


def test_a_caption_is_not_lost_without_a_word(database: Database) -> None:
    phone = asked(database, TWO)
    phone.attach(replace(PHOTO, captioned=True))
    assert "Keterangan di bawahnya tidak disimpan." in phone.text


def test_what_left_the_phone_before_its_question_answers_it_not(database: Database) -> None:
    phone = asked(database, TWO)
    phone.attach(PHOTO, b"satu")
    assert "Foto papan?" in phone.text
    phone.attach(replace(PHOTO, message_id=phone.messages[-1].id - 1), b"dua")
    assert phone.text.startswith("Kiriman itu datang sebelum pertanyaan ini muncul")
    assert stored(database) == {"/data/a": named(b"satu")}
    phone.attach(PHOTO, b"dua")
    assert stored(database)["/data/b"] == named(b"dua", "b")


def test_a_question_that_is_not_shown_yet_takes_nothing(database: Database, folder: Path) -> None:
    """Two photos were sent one by one, and the second came before the bot could answer."""
    phone = asked(database, TWO)
    for content in (b"satu", b"dua"):
        sent = replace(PHOTO, message_id=99)
        with database.read() as uow:
            path = media.asked_for(uow, CHAT, sent, phone.now)
        assert path == {b"satu": "/data/a", b"dua": ""}[content]
        fetched = Fetched(path, sha256(content).hexdigest(), 4)
        database.write(partial(take, sent, fetched))
    phone.deliver()
    assert phone.text.startswith("Kiriman itu datang sebelum pertanyaan ini muncul")
    assert stored(database) == {"/data/a": named(b"satu")}


def take(sent: Sent, fetched: Fetched, uow: UnitOfWork) -> None:
    media.take_file(uow, CHAT, sent, fetched, NOW)


# Repeats ---------------------------------------------------------------------------------------

CASES = """
    | type         | name | label |
    | begin_repeat | case | Kasus |
    | image        | foto | Foto? |
    | end_repeat   |      |       |
"""


def test_the_same_photo_in_two_cases_is_one_file(database: Database) -> None:
    phone = asked(database, CASES)
    phone.attach(PHOTO, b"sama")
    phone.tap("Ya, tambah")
    phone.attach(PHOTO, b"sama")
    name = named(b"sama", "foto")
    assert stored(database) == {"/data/case[1]/foto": name, "/data/case[2]/foto": name}
    with database.read() as uow:
        assert [file.name for file in uow.files.of(held(database).person)] == [name]


# What other features make of it ----------------------------------------------------------------


def test_a_file_whose_answer_undoes_others_is_shown_before_it_counts(database: Database) -> None:
    phone = asked(
        database,
        """
        | type  | name | label     | relevant               |
        | image | a    | Gambar?   |                        |
        | text  | b    | Mengapa?  | ends-with(${a}, 'png') |
        | text  | z    | Akhir?    |                        |
        """,
    )
    picture = replace(PAPER, mime_type="image/png", title="Denah.png")
    phone.attach(picture, b"satu")
    phone.type("Sebab")
    phone.tap(BACK)
    phone.tap(BACK)
    phone.attach(replace(PHOTO, captioned=True), b"dua")
    assert "Jawaban sekarang: Denah.png (foto, 1 KB)" in phone.text
    assert "Jika diubah menjadi: foto, 1 KB" in phone.text
    assert "Mengapa?" in phone.text
    assert stored(database)["/data/b"] == "Sebab", "nothing counts yet"
    phone.attach(PHOTO, b"tiga")
    assert stored(database)["/data/b"] == "Sebab", "the card that asks takes no file"
    phone.tap("Ubah")
    assert stored(database) == {"/data/a": named(b"dua")}


def test_what_was_submitted_is_read_and_corrected(database: Database) -> None:
    submitted(database)
    phone = Phone(database, CHAT)
    phone.type("/ubah")
    phone.tap("Baca: Baru")
    phone.tap("1")
    assert "1. Foto kantor?\n→ foto, 1 KB" in phone.text
    phone.tap("‹ Ringkasan")
    phone.tap("Perbaiki jawaban")
    for _ in range(2):
        phone.tap("1")
    phone.attach(PHOTO, b"benar")
    assert given(database)[1] == Attached(named(b"satu"), b"satu"), "a draft changes nothing"
    phone.tap("Kirim perbaikan")
    phone.type("Foto yang salah")
    assert given(database)[1:] == [
        Attached(named(b"benar"), b"benar"),
        Attached(named(b"dua", "b"), b"dua"),
    ]


def test_a_trial_keeps_nothing(database: Database, folder: Path) -> None:
    founded(database, TWO)
    phone = Phone(database, CHAT)
    phone.type(f"/start {issue(database, RATNA).code}")
    ratna = person(database, RATNA)
    with database.read() as uow:
        form = uow.questionnaires.by_name("baru")
    assert form is not None
    database.write(lambda uow: begin_trial(uow, ratna, form, NOW))
    phone.type("/start")
    assert "Foto kantor?" in phone.text
    phone.attach(PHOTO, b"rahasia")
    assert "Foto papan?" in phone.text
    with database.read() as uow:
        assert uow.files.of(ratna.id) == ()
    assert not folder.exists()


# Given away ------------------------------------------------------------------------------------


def given(database: Database) -> list[object]:
    with database.read() as uow:
        return list(submissions(uow, Operator(), "baru"))


def submitted(database: Database) -> str:
    """With two photos; the name of the interview's file."""
    phone = asked(database, TWO)
    phone.attach(PHOTO, b"satu")
    phone.attach(PHOTO, b"dua")
    phone.tap(SKIP)
    phone.tap("Kirim")
    first = given(database)[0]
    assert isinstance(first, tuple)
    assert named(b"satu").encode() in first[1]
    return str(first[0])


def test_the_files_follow_their_interview(database: Database) -> None:
    submitted(database)
    assert given(database)[1:] == [
        Attached(named(b"satu"), b"satu"),
        Attached(named(b"dua", "b"), b"dua"),
    ]


def test_what_is_gone_or_damaged_is_told(database: Database, folder: Path) -> None:
    file = submitted(database)
    one, other = (sha256(content).hexdigest() for content in (b"satu", b"dua"))
    (folder / one[:2] / one).unlink()
    (folder / other[:2] / other).write_bytes(b"lain")
    assert given(database)[1:] == [
        Missing(file, named(b"satu"), "lost"),
        Missing(file, named(b"dua", "b"), "damaged"),
    ]


# Names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "sent", "name"),
    [
        ("/data/g/foto_kasus", PHOTO, "foto_kasus-0123456789ab.jpg"),
        ("/data/case[12]/foto", VOICE, "foto-0123456789ab.ogg"),
        ("/data/q", PAPER, "q-0123456789ab.pdf"),
        ("/data/q", replace(PAPER, title="a.sangatpanjang"), "q-0123456789ab.pdf"),
        ("/data/q", replace(PAPER, title="../../x.sh"), "q-0123456789ab.sh"),
        ("/data/q", replace(PAPER, title="tanpa", mime_type="x/y"), "q-0123456789ab.bin"),
        ("/data/фото", PHOTO, "file-0123456789ab.jpg"),
        (f"/data/{'q' * 99}", PHOTO, f"{'q' * 60}-0123456789ab.jpg"),
    ],
)
def test_an_answer_is_a_plain_name(path: str, sent: Sent, name: str) -> None:
    assert answer_name(path, "0123456789ab" + "c" * 52, sent) == name
