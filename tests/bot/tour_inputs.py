"""A tour through every kind of answer that the other tours do not ask for, in each language."""

import shutil
from dataclasses import replace

from bot.chat.sent import Sent
from bot.interviews import sharing
from bot.interviews.sent import LIMIT
from storage.database import Database
from tests.bot.interviews.walking import CHAT
from tests.bot.tour import prepare
from tests.bot.tourist import Tourist, publish
from tests.support.forms import xform
from tests.support.people import SARI, found_ministry, person
from tests.support.watch import Watch

PHOTO = Sent("document", "f", 9, "image/png", "kantor.png", None, False, 0)
KUPANG = (-10.1772, 123.607, 12)  # degrees, metres
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
    | date        | t    | Hari apa?                    | Which day?          |            |                         |
    | begin_group | u    | Pelayanan                    | Service             | table-list |                         |
    | select_one needs | u1 | Di kantor?                | At the office?      |            |                         |
    | select_one needs | u2 | Di rumah?                 | At home?            |            |                         |
    | end_group   |      |                              |                     |            |                         |
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

LONG_LIST = 14  # choices: two pages of a list to be searched
LISTS = xform(
    """
    | type                  | name | label::Bahasa Indonesia (id) | label::English (en) | constraint | choice_filter |
    | select_one long       | a    | Tugas mana?                  | Which duty?         |            | |
    | select_multiple long  | b    | Tugas apa saja?              | Which duties?       | if(selected(., 'n14'), . = 'n14', count-selected(.) >= 2 and count-selected(.) <= 3) | |
    | select_multiple long  | c    | Tugas lain?                  | Other duties?       |            | |
    | select_multiple needs | d    | Dua yang mana?               | Which two?          | count-selected(.) = 2 | |
    | select_multiple needs | e    | Mana yang ada?               | Which are there?    | count-selected(.) <= 2 | |
    | select_multiple needs | f    | Mana yang perlu?             | Which are needed?   | count-selected(.) >= 2 | |
    | select_multiple needs | g    | Mana yang rusak?             | Which are broken?   | not(selected(., 'none') and count-selected(.) > 1) | |
    | select_one needs      | h    | Mana yang lain?              | Which other?        | | name = 'other' |
    """,
    """
    | list_name | name | label::Bahasa Indonesia (id) | label::English (en) |
    | needs     | air  | Air bersih                   | Water               |
    | needs     | road | Jalan                        | Road                |
    | needs     | none | Tidak ada                    | None                |
    """
    + "\n".join(f"| long | n{n} | Tugas {n} | Duty {n} |" for n in range(1, LONG_LIST + 1)),
    """
    | form_id | version | form_title | default_language      |
    | daftar  | 1       | DAFTAR     | Bahasa Indonesia (id) |
    """,
)  # fmt: skip

REPEATS = xform(
    """
    | type         | name  | label::Bahasa Indonesia (id) | label::English (en) | repeat_count |
    | begin_repeat | kasus | Kasus                        | Case                |              |
    | text         | a     | Siapa namanya?               | What is the name?   |              |
    | end_repeat   |       |                              |                     |              |
    | begin_repeat | lain  |                              |                     |              |
    | text         | b     | Hal lain?                    | Something else?     |              |
    | end_repeat   |       |                              |                     |              |
    | begin_repeat | tentu | Bulan                        | Month               | 2            |
    | text         | c     | Apa saja?                    | What happened?      |              |
    | end_repeat   |       |                              |                     |              |
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
        phone.share(*KUPANG)
        day(phone)
        table(phone)
        repeats(phone)
        lists(phone)
        bounds(phone)


def days(phone: Tourist) -> None:
    for text in ("?", "9"):
        phone.type(text)
    phone.tap("14")
    phone.push("button.other_hour")
    phone.push("button.now")
    phone.type("?")
    phone.push("button.yesterday")
    phone.tap("14")
    phone.push("button.other_hour")
    phone.push("button.close")
    phone.push("button.calendar")
    phone.push("button.close")
    phone.push("button.today")
    phone.tap("09")
    phone.tap(phone.labels[0])
    for more, place in (("button.other_month", 3), ("button.other_year", 0)):
        phone.type("?")
        phone.push(more)
        phone.tap(phone.labels[place])


def day(phone: Tourist) -> None:
    phone.type("?")
    phone.push("button.calendar")
    phone.tap(phone.labels[3])
    phone.tap(phone.labels[1])
    phone.tap("2026")
    phone.tap("2020")
    phone.tap(phone.labels[3])
    phone.tap("15")
    phone.push("button.back")
    phone.push("button.calendar")
    phone.tap("✓15")


def table(phone: Tourist) -> None:
    phone.tap(phone.labels[0])
    phone.push("button.skip")


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
    """One of two that a name may mean; more points of a way than there may be; an area."""
    for text in ("?", "106.8, -6.2", "lombok"):
        phone.type(text)
    phone.tap(phone.labels[0])
    for _ in range(sharing.MOST_POINTS + 1):
        phone.share(*KUPANG)
    phone.push("button.undo")
    phone.type("mataram")
    phone.push("button.done", count=sharing.MOST_POINTS)
    for text in ("1, 2", "1, 2", "1, 2"):
        phone.type(text)
    phone.push("button.done", count=3)
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


def lists(phone: Tourist) -> None:
    """A long list: its pages, what is found by its number and what is not; one and several."""
    publish(phone.database, LISTS, "daftar.xml")
    phone.type("/mulai")
    phone.push("button.begin", title="DAFTAR")
    phone.type("?")
    phone.push("button.page_after")
    phone.push("button.page_before")
    phone.type("12")
    phone.push("button.whole_list")
    phone.type("12")
    phone.pick(12)
    phone.type(str(LONG_LIST))
    phone.pick(LONG_LIST)
    phone.push("button.whole_list")
    for number in (1, 1, 1):  # the last goes; a tick comes, goes and comes
        phone.pick(number)
    phone.push("button.done", count=1)
    for number in (2, 3, 4):
        phone.pick(number)
    phone.type("4 5")
    phone.push("button.done", count=3)
    phone.type("1 2 3 4 5 6 7 8")
    phone.push("button.page_after")
    phone.type("9")
    phone.push("button.done", count=9)


def bounds(phone: Tourist) -> None:
    """Exactly two, at most two, at least two, and one that goes alone."""
    phone.pick(1)
    phone.push("button.done", count=1)
    for text in ("1", "1 2", "1 2 3"):
        phone.type(text)
    for _ in range(2):
        phone.push("button.skip")
    phone.pick(1)
    phone.pick(3)
    phone.type("1 3")
    phone.push("button.skip")
