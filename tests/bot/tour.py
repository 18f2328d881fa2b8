"""A tour through everything that people and interviews can show, the same in each language.

Two tours in two languages show the same screens in the same order.
"""

from datetime import timedelta
from pathlib import Path

from bot.chat.screen import Tap
from bot.chat.text import brief
from bot.gateway.apology import NAME as APOLOGY
from bot.i18n import catalogue
from bot.interviews import service as interviews
from bot.interviews.tapping import Verb
from bot.people.steps import PEOPLE
from bot.people.steps import Verb as PeopleVerb
from flows.questions import ACKNOWLEDGED
from storage.database import Database
from tests.bot.interviews.forms import publish_short
from tests.bot.interviews.walking import CHAT, OTHER_CHAT, taps
from tests.bot.tourist import LONG, Tourist, publish, there_and_back
from tests.support.forms import workbook, xform
from tests.support.people import MARIA, RATNA, SARI, found_ministry, issue, issue_open, person
from tests.support.watch import Watch

KINDS = Path(__file__).parent.parent / "workbooks" / "ragam.md"
# Read-only questions come only in XForms from elsewhere: our workbooks do not take them yet.
READ_ONLY = xform(
    """
    | type    | name | label::Bahasa Indonesia (id) | label::English (en) | calculation | readonly |
    | integer | tamu | Berapa tamu sehari?          | Visitors in a day?  |             |          |
    | integer | lima | Jadi dalam lima hari         | So in five days     | ${tamu} * 5 | yes      |
    """,
    settings="""
    | form_id | version | form_title | default_language      |
    | baca    | 1       | BACA       | Bahasa Indonesia (id) |
    """,
)
SECTION = 21  # questions: one more than a page of the review holds
LONG_SECTION = workbook(
    "| type | name | label::Bahasa Indonesia (id) | label::English (en) |\n"
    + "\n".join(f"| text | q{n} | Soal {n}? | Question {n}? |" for n in range(SECTION)),
    settings="""
    | form_id | version | form_title | default_language      |
    | panjang | 1       | PANJANG    | Bahasa Indonesia (id) |
    """,
)
NOBODY = 599  # a chat of which nothing is known
TYPED = ("kantor.png", "usul", "sebab", "12", "apa ini?", ACKNOWLEDGED)  # by the person
UNASKED = ("sticker", "voice", "file", "other", "edited", "command")  # what is no answer


def tour(database: Database, language: str, watch: Watch, *, long_names: bool = False) -> Tourist:
    """Show everything once; the phone that saw most of it is returned."""
    found_ministry(database)
    publish_short(database)
    publish(database, KINDS.read_text(encoding="utf-8"), KINDS.name)
    prepare(database, language, long_names=long_names)
    phone = Tourist(database, CHAT, language, watch=watch)
    office = phone.beside(OTHER_CHAT)
    with watch.watching():
        strangers(phone)
        nothing_to_answer(office)
        consent(phone)
        short(phone)
        kinds(phone)
        review(phone)
        after(phone)
        read_only(phone)
        long_section(phone)
        people(phone, office)
        races(phone)
    return phone


def prepare(database: Database, language: str, *, long_names: bool) -> None:
    """Everybody of the roster speaks the language."""

    def change(staff_id: str) -> None:
        someone = person(database, staff_id)
        name = f"{someone.name.split()[0]} {LONG}".strip() if long_names else someone.name
        database.write(lambda uow: uow.people.change(someone.id, name=name, language=language))

    for staff_id in (SARI, MARIA, RATNA):
        change(staff_id)


def strangers(phone: Tourist) -> None:
    """Without an invitation, and with one that does not work."""
    phone.type("/start")
    used = issue(phone.database, RATNA, phone.now).code
    phone.beside(NOBODY - 1).type(f"/start {used}")
    phone.type(f"/start {used}")
    phone.now += timedelta(hours=1)
    late = issue(phone.database, SARI, phone.now).code
    phone.now += timedelta(days=31)
    phone.type(f"/start {late}")
    for _ in range(4):
        phone.type("/start x")
    phone.now += timedelta(hours=2)
    phone.tell("people.group", language=phone.language)
    phone.tell("people.not_allowed", language=phone.language)
    phone.tell(APOLOGY, reference="A1B2", language=phone.language)


def nothing_to_answer(office: Tourist) -> None:
    """A coordinator, whom no questionnaire asks, and whose invitation was used elsewhere."""
    office.now += timedelta(days=33)
    office.enter(RATNA)
    for text in ("/bantuan", "/ganti", "halo"):
        office.type(text)
    office.tell(APOLOGY, reference="A1B2")


def consent(phone: Tourist) -> None:
    phone.enter(SARI)
    phone.type("apa ini?")
    phone.push("button.later")
    phone.type("/batal")
    for language in there_and_back(phone.language):
        phone.tap(catalogue(language)["language.name"])
    phone.push("button.agree")


def short(phone: Tourist) -> None:
    """The short questionnaire, by way of what each kind of answer can be refused for."""
    phone.forge(Verb.BACK)
    phone.push("button.next")
    phone.forge(Verb.SKIP)
    for kind in UNASKED:
        told_unexpected(phone, kind)
    for text in ("?", "1", "?", "60", "2,5", "5"):
        phone.type(text)
    phone.pick(1)
    phone.pick(1)
    phone.type("1 3")
    message_id, level = taps(phone, "3")
    phone.press(level, message_id)
    phone.press(level, message_id)
    phone.type("?")
    phone.push("button.yesterday")
    phone.push("button.back")
    phone.push("button.clear")
    phone.push("button.back")
    phone.push("button.today")
    phone.push("button.back")
    phone.push("button.keep")
    phone.push("button.skip")
    phone.type("x" * 2001)
    phone.switch()
    phone.type("usul")
    phone.push("button.back")
    phone.push("button.keep")


def told_unexpected(phone: Tourist, kind: str) -> None:
    phone.database.write(lambda uow: interviews.unexpected(uow, phone.chat_id, kind, phone.now))
    phone.deliver()


def kinds(phone: Tourist) -> None:
    """The other questionnaire while the first is open, with every other kind of question."""
    phone.type("/mulai")
    phone.type("?")
    phone.push("button.begin", title="RAGAM")
    phone.pick(1)
    phone.pick(2)
    phone.push("button.back")
    phone.push("button.back")
    phone.pick(2)  # which takes the town away
    phone.push("button.change")
    phone.pick(1)
    another_day = {"id": "Hari lain", "en": "Another day"}[phone.language]
    phone.type(another_day)
    phone.push("button.skip")
    phone.type("500")
    phone.type("12")
    phone.pick(2)
    phone.push("button.done", count=1)
    phone.forge(Verb.SKIP)
    phone.type("sebab")
    phone.type("?")
    question = "/batal", "/start", "/mulai"
    for text in question:
        phone.type(text)
    phone.push("button.continue", title="RAGAM")
    phone.push("button.next")


def review(phone: Tourist) -> None:
    """A question that the roster opens is missing; then everything is complete."""
    me = person(phone.database, SARI)
    message_id, submit = taps(phone, phone.word("button.submit"))
    phone.database.write(lambda uow: uow.people.change(me.id, role="PO"))
    phone.press(submit, message_id)
    phone.pick(1)
    phone.push("button.review")
    phone.pick(2)
    phone.push("button.review")
    phone.push("button.first_missing")
    phone.database.write(lambda uow: uow.people.change(me.id, role="FD"))
    phone.type("3")  # not asked any more
    phone.switch()
    phone.type("?")
    phone.twice("button.submit")


def after(phone: Tourist) -> None:
    phone.push("button.list")
    phone.push("button.continue", title="Potret kantor")
    phone.type("/batal")
    phone.push("button.resume")
    phone.push("button.submit")
    phone.type("/mulai")
    phone.type("/batal")
    begin_again(phone)


def begin_again(phone: Tourist) -> None:
    """A button of a list from before."""
    me = person(phone.database, SARI)
    with phone.database.read() as uow:
        done = uow.questionnaires.by_name("ragam")
    assert done is not None
    phone.send(Tap(2, Verb.CHOOSE, (me.id, done.id)), phone.messages[-1].id)


def read_only(phone: Tourist) -> None:
    publish(phone.database, READ_ONLY, "baca.xml")
    phone.type("/mulai")
    phone.push("button.begin", title="BACA")
    phone.type("12")
    phone.type("/batal")
    _, resume = taps(phone, phone.word("button.resume"))
    someone, interview = resume.tap.numbers
    phone.tell(
        "interviews.card", person=someone, view="thanks", interview=interview
    )  # not sent yet


def long_section(phone: Tourist) -> None:
    publish(phone.database, LONG_SECTION)
    phone.type("/mulai")
    phone.push("button.begin", title="PANJANG")
    for _ in range(SECTION):
        phone.push("button.skip")
    phone.pick(1)
    phone.tap("›")
    phone.tap("‹")
    phone.push("button.review")


def people(phone: Tourist, office: Tourist) -> None:
    """Colleagues on one phone, a person who moves to another, invitations that came too late."""
    office.now = phone.now
    phone.type("/ganti")
    phone.type("/bantuan")
    code = phone.enter(MARIA)
    message_id, yes = taps(phone, phone.labels[0])
    phone.push("people.take_over.no")
    phone.press(yes, message_id)
    phone.type("/ganti")
    phone.tap(brief(person(phone.database, SARI).name))
    office.type(f"/start {code}")
    opened = issue_open(phone.database, "KP2MI", "PV", phone.now)
    phone.type(f"/start {opened.code}")
    message_id, yes = taps(phone, phone.labels[0])
    phone.now += timedelta(days=31)
    phone.press(yes, message_id)
    phone.send(Tap(PEOPLE, PeopleVerb.SWITCH, (9999,)), message_id)
    office.now = phone.now
    office.enter(SARI)
    office.tap(office.labels[0])
    phone.type("halo")
    phone.enter(MARIA)
    office.enter(MARIA)


def races(phone: Tourist) -> None:
    """What is not shown, because the person or the invitation went away meanwhile."""
    gone = phone.beside(NOBODY)
    for name in ("people.take_over", "people.help", "people.colleagues"):
        gone.tell(name, invite=1)
    phone.tell("people.take_over", invite=9999)
    gone.tell("interviews.card", person=1)
