"""A tour through changes: foreseen, made and left, of instances, and after submission."""

from datetime import timedelta

from bot.i18n import catalogue
from bot.interviews.tapping import Verb
from storage.database import Database
from tests.bot.interviews.forms import publish_short
from tests.bot.interviews.walking import CHAT, taps
from tests.bot.tour import prepare
from tests.bot.tourist import Tourist, publish, there_and_back
from tests.support.forms import workbook, xform
from tests.support.people import SARI, found_ministry, person
from tests.support.watch import Watch

COUNTED = workbook(
    """
    | type    | name | label::Bahasa Indonesia (id) | label::English (en) | relevant | required |
    | integer | tamu | Berapa tamu?                 | How many visitors?  |          |          |
    """
    + "\n".join(
        f"    | text | q{n} | Soal {n}? | Question {n}? | ${{tamu}} < 9 | yes |" for n in range(9)
    ),
    settings="""
    | form_id | version | form_title | default_language      |
    | hitung  | 1       | HITUNG     | Bahasa Indonesia (id) |
    """,
)
CASES = xform(
    """
    | type         | name | label::Bahasa Indonesia (id) | label::English (en) | relevant        |
    | begin_repeat | r    | Kasus                        | Case                |                 |
    | text         | a    | Siapa namanya?               | What is the name?   |                 |
    | end_repeat   |      |                              |                     |                 |
    | begin_repeat | s    |                              |                     |                 |
    | text         | b    | Hal lain?                    | Something else?     |                 |
    | end_repeat   |      |                              |                     |                 |
    | text         | c    | Mengapa banyak?              | Why so many?        | count(${r}) > 1 |
    """,
    settings="""
    | form_id | version | form_title | default_language      |
    | kasus   | 1       | KASUS      | Bahasa Indonesia (id) |
    """,
)


def tour_changing(
    database: Database, language: str, watch: Watch, *, long_names: bool = False
) -> None:
    found_ministry(database)
    publish_short(database)
    prepare(database, language, long_names=long_names)
    phone = Tourist(database, CHAT, language, watch=watch)
    with watch.watching():
        phone.enter(SARI)
        phone.push("button.agree")
        branches(phone)
        lists(phone)
        instances(phone)
        readings(phone)
        corrections(phone)
        too_late(phone)


def branches(phone: Tourist) -> None:
    """The branch of the first question closes and opens."""
    phone.push("button.next")
    for text in ("1", "4", "1 2"):
        phone.type(text)
    phone.type("/ubah")
    phone.type("?")
    phone.push("button.onward")
    phone.forge(Verb.ONWARD)
    phone.type("3")
    phone.push("button.today")
    for text in ("2", "batal"):
        phone.type(text)
    phone.type("/start")
    phone.pick(1)
    phone.pick(1)
    phone.type("/start")
    phone.pick(2)
    phone.switch()
    phone.type("?")
    phone.push("button.leave")
    phone.pick(2)
    phone.push("button.change")
    phone.push("button.back")
    phone.type("/ubah")
    phone.pick(1)
    phone.pick(1)
    phone.pick(1)
    phone.push("button.change")


def lists(phone: Tourist) -> None:
    """A correction asks what was not asked before; then more is lost than is named."""
    publish(phone.database, COUNTED)
    phone.type("/mulai")
    phone.push("button.begin", title="HITUNG")
    phone.type("12")
    phone.push("button.submit")
    phone.push("button.list")
    phone.push("button.read", title="HITUNG")
    phone.push("button.correct")
    phone.pick(1)
    phone.pick(1)
    phone.type("3")
    phone.push("button.change")
    phone.type("/ubah")
    phone.push("button.first_missing")
    for _ in range(9):
        phone.type("usul")
    for answer in ("12", ""):
        phone.pick(1)
        phone.pick(1)
        if answer:
            phone.type(answer)
        else:
            phone.push("button.clear")
        phone.push("button.leave")
        phone.push("button.keep")
    phone.push("button.send")
    phone.type("sebab")


def instances(phone: Tourist) -> None:
    publish(phone.database, CASES, "kasus.xml")
    phone.type("/mulai")
    phone.push("button.begin", title="KASUS")
    for _ in range(2):
        phone.type("usul")
        phone.push("button.add")
    phone.push("button.skip")
    phone.push("button.enough")
    phone.type("sebab")
    phone.push("button.enough")
    phone.type("usul")
    for section, times in ((1, 2), (2, 1)):
        phone.pick(section)
        for _ in range(times):
            phone.tap(phone.labels[-2])
            phone.push("button.leave")
            phone.tap(phone.labels[-2])
            phone.push("button.take_away")
        phone.push("button.review")
    phone.forge(Verb.REMOVE, 0)
    not_submitted(phone)
    phone.push("button.continue", title="KASUS")
    phone.push("button.submit")


def not_submitted(phone: Tourist) -> None:
    """What is not submitted, or not any more, is not read."""
    me = person(phone.database, SARI)
    phone.type("/mulai")
    with phone.database.read() as uow:
        other = next(each for each in uow.interviews.all_of(me.id) if each.status == "open")
    phone.tell("interviews.card", person=me.id, view="read", interview=other.id, leaf=0)
    phone.now += timedelta(minutes=1)


def readings(phone: Tourist) -> None:
    """The short questionnaire is submitted, and read."""
    phone.now += timedelta(minutes=1)
    phone.type("/mulai")
    phone.now += timedelta(minutes=1)
    phone.push("button.continue", title="Potret kantor")
    phone.push("button.submit")
    phone.push("button.list")
    phone.push("button.read", title="Potret kantor")
    phone.pick(1)
    phone.push("button.review")


def corrections(phone: Tourist) -> None:
    for language in there_and_back(phone.language):
        phone.type("/bahasa")
        phone.tap(catalogue(language)["language.name"])
        phone.tap(catalogue(language)["button.read"].format(title="Potret kantor"))
    phone.push("button.correct")
    phone.push("button.abandon")
    phone.push("button.correct")
    phone.pick(1)
    phone.pick(2)
    phone.type("9")
    phone.push("button.abandon")
    phone.push("button.review")
    phone.type("/mulai")
    phone.push("button.continue", title="Potret kantor")
    phone.push("button.send")
    phone.type("x" * 501)
    phone.push("button.review")
    phone.push("button.send")
    phone.type("sebab")
    phone.type("/ubah")
    phone.push("button.read", title="Potret kantor")


def too_late(phone: Tourist) -> None:
    """The questionnaire is for others now; nothing is open, and nothing may be corrected."""
    me = person(phone.database, SARI)
    message_id, correct = taps(phone, phone.word("button.correct"))
    phone.press(correct, message_id)
    phone.pick(1)
    phone.pick(2)
    phone.type("8")
    phone.push("button.send")
    phone.database.write(lambda uow: uow.people.change(me.id, role="HB"))
    phone.type("sebab")
    phone.push("button.review")
    phone.push("button.abandon")
    phone.push("button.abandon_yes")
    phone.press(correct, message_id)
