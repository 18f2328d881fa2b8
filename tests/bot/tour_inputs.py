"""A tour through every kind of answer that the other tours do not ask for, in each language."""

import shutil
from dataclasses import replace

from bot.interviews.sent import LIMIT, Sent
from storage.database import Database
from tests.bot.interviews.walking import CHAT
from tests.bot.tour import prepare
from tests.bot.tourist import Tourist, publish
from tests.support.forms import xform
from tests.support.people import SARI, found_ministry, person
from tests.support.watch import Watch

PHOTO = Sent("document", "f", 9, "image/png", "kantor.png", None, False, 0)
MANY = 9  # choices: one more than have their words on the buttons
INPUTS = xform(
    """
    | type        | name | label::Bahasa Indonesia (id) | label::English (en) | appearance | parameters              |
    | time        | a    | Jam buka?                    | Opening time?       |            |                         |
    | datetime    | b    | Kapan kejadiannya?           | When was it?        |            |                         |
    | date        | c    | Sejak bulan apa?             | Since which month?  | month-year |                         |
    | date        | d    | Sejak tahun berapa?          | Since which year?   | year       |                         |
    | range       | e    | Seberapa puas?               | How content?        |            | start=0 end=10 step=1   |
    | range       | f    | Berapa persen?               | Which share?        |            | start=0 end=100 step=5  |
    | rank needs  | g    | Mana lebih dahulu?           | Which is first?     |            |                         |
    | rank many   | h    | Urutan tugas?                | Order of duties?    |            |                         |
    | select_one needs | i | Seberapa sering?            | How often?          | likert     |                         |
    | text        | j    | Ceritakan.                   | Tell us.            | multiline  |                         |
    | text        | k    | Nomor telepon?               | Phone number?       | numbers    |                         |
    | barcode     | l    | Kode barang?                 | Code of the thing?  |            |                         |
    | geopoint    | m    | Di mana kantornya?           | Where is it?        |            |                         |
    | geotrace    | n    | Lewat mana?                  | Which way?          |            |                         |
    | geoshape    | o    | Daerah mana?                 | Which area?         |            |                         |
    | image       | p    | Foto kantor?                 | Photo of the place? |            |                         |
    | audio       | q    | Rekaman wawancara?           | Recorded talk?      |            |                         |
    | video       | r    | Video kantor?                | Film of the place?  |            |                         |
    | file        | s    | Berkas laporan?              | The report?         |            |                         |
    """,
    """
    | list_name | name | label::Bahasa Indonesia (id) | label::English (en) |
    | needs     | air  | Air bersih                   | Water               |
    | needs     | road | Jalan                        | Road                |
    | needs     | volt | Listrik                      | Power               |
    """
    + "\n".join(f"| many | n{n} | Tugas {n} | Duty {n} |" for n in range(MANY)),
    """
    | form_id | version | form_title | default_language      |
    | baru    | 1       | BARU       | Bahasa Indonesia (id) |
    """,
)

REPEATS = xform(
    """
    | type         | name  | label::Bahasa Indonesia (id) | label::English (en) |
    | begin_repeat | kasus | Kasus                        | Case                |
    | text         | a     | Siapa namanya?               | What is the name?   |
    | end_repeat   |       |                              |                     |
    | begin_repeat | lain  |                              |                     |
    | text         | b     | Hal lain?                    | Something else?     |
    | end_repeat   |       |                              |                     |
    """,
    settings="""
    | form_id | version | form_title | default_language      |
    | ulang   | 1       | ULANG      | Bahasa Indonesia (id) |
    """,
)


def tour_inputs(
    database: Database, language: str, watch: Watch, *, long_names: bool = False
) -> None:
    found_ministry(database)
    publish(database, INPUTS, "baru.xml")
    prepare(database, language, long_names=long_names)
    phone = Tourist(database, CHAT, language, watch=watch)
    with watch.watching():
        phone.enter(SARI)
        phone.push("button.agree")
        days(phone)
        numbers(phone)
        orders(phone)
        texts(phone)
        places(phone)
        files(phone)
        repeats(phone)


def days(phone: Tourist) -> None:
    for text in ("?", "9"):
        phone.type(text)
    phone.push("button.now")
    phone.type("?")
    phone.push("button.now")
    for place in (1, 0):
        phone.type("?")
        phone.tap(phone.labels[place])


def numbers(phone: Tourist) -> None:
    phone.type("11")
    phone.tap("7")
    phone.type("7")
    phone.type("5")


def orders(phone: Tourist) -> None:
    phone.type("2 1")
    phone.pick(2)
    phone.pick(1)
    phone.push("button.undo")
    phone.pick(3)
    phone.push("button.anew")
    phone.pick(1)
    phone.pick(2)
    phone.push("button.done", count=3)
    phone.pick(MANY)
    phone.push("button.skip")
    phone.tap("2")


def texts(phone: Tourist) -> None:
    for text in ("usul", "12", "12"):
        phone.type(text)


def places(phone: Tourist) -> None:
    for text in ("?", "106.8, -6.2", "-6.2, 106.8", "-6.2, 106.8"):
        phone.type(text)
    for _ in range(2):
        phone.push("button.skip")


def files(phone: Tourist) -> None:
    """A photo, sound, video and file: refused, taken, seen again, and gone."""
    phone.type("?")
    phone.attach(replace(PHOTO, size=LIMIT + 1))
    phone.attach(PHOTO, None)
    phone.attach(replace(PHOTO, message_id=1))
    phone.attach(replace(PHOTO, album="1"))
    phone.push("button.back")
    phone.push("button.see")
    phone.tell("interviews.file", person=0, question=0)
    phone.tell("interviews.file", person=person(phone.database, SARI).id, question=0)
    lose(phone.database)
    phone.push("button.see")
    phone.push("button.keep")
    for kind, mime_type in (("voice", "audio/ogg"), ("video", "video/mp4")):
        phone.type("?")
        phone.attach(replace(PHOTO, kind=kind, mime_type=mime_type, title="", captioned=True))
    phone.type("?")
    phone.attach(replace(PHOTO, mime_type="application/pdf"))


def lose(database: Database) -> None:
    """The disk lost everything that was sent."""
    shutil.rmtree(database.contents.folder)


def repeats(phone: Tourist) -> None:
    """One more of what has a name, and of what has none."""
    publish(phone.database, REPEATS, "ulang.xml")
    phone.type("/mulai")
    phone.push("button.begin", title="ULANG")
    phone.type("usul")
    phone.type("?")
    phone.push("button.add")
    phone.push("button.skip")
    phone.push("button.enough")
    phone.push("button.skip")
    phone.push("button.enough")
