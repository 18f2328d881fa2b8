"""A tour through what coordinators see of SOPs: queue, answers, drafts, news, figures."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.access import Operator
from bot.chat.screen import Tap
from bot.sops import received
from bot.sops.cards import SOPS, Verb
from bot.sops.jobs import tell_coordinators
from bot.sops.publishing import publish
from bot.sops.received import Received
from bot.sops.rules import COMPLAINTS
from knowledge.articles import Sop, Source, Step
from knowledge.importing import Doubt, Draft
from knowledge.problems import SopProblem
from storage.database import Database
from storage.records import SopOutcome
from storage.unit_of_work import UnitOfWork
from tests.bot.interviews.forms import publish_short
from tests.bot.interviews.walking import CHAT, OTHER_CHAT
from tests.bot.sops.library import COUNSEL, HEARING, PASSPORT, SMALL, sop, step, stock
from tests.bot.tourist import LONG, Tourist
from tests.support.people import DEWI, MARIA, NOW, RATNA, SARI, found_ministry, person
from tests.support.watch import Watch

THIRD_CHAT, FOURTH_CHAT = 7700, 7701
HEAD = "S002"
UNKNOWN = SopOutcome("not_found", "unknown", "unknown", waits=True)
# What people typed, which reads the same in every language.
UNIFORM, AGAIN, KEY = "seragam loket dicuci siapa", "siapa cuci seragam loket", "kunci lemari arsip"
OTHERS = ("parkir sepeda", "jadwal piket", "tinta stempel", "kursi tunggu", "papan nama")
REPLY, OWN_WORDS = "Lantai 2.", "Nomor lama."
PERSONAL = "0812 3456 7890"
TYPED = (UNIFORM, AGAIN, KEY, *OTHERS, REPLY, OWN_WORDS, "uji.docx", "2026-02-20", "2026-01-05")
MANY = tuple(
    sop(f"SOP-8{number}", f"Layanan {number}", f"Service {number}", step(1, "Awal", "Begin"))
    for number in range(8)
)


def tour_sop_desk(database: Database, language: str, watch: Watch, *, long_names: bool) -> Tourist:
    """Show everything of coordinators once; all phones together saw it."""
    found_ministry(database)
    stock(database, *SMALL, *MANY)
    database.write(lambda uow: settle(uow, language, long_names=long_names))
    jakarta = Tourist(database, CHAT, language, watch=watch)
    with watch.watching():
        jakarta.enter(RATNA)
        jakarta.type("/antrean")
        jakarta.push("sops.button.usage")
        desk, post = jakarta.beside(OTHER_CHAT), jakarta.beside(THIRD_CHAT)
        desk.enter(SARI)
        post.enter(MARIA)
        queue(jakarta)
        answers(jakarta)
        figures(jakarta)
        head(jakarta.beside(FOURTH_CHAT))
        drafts(jakarta)
        news(jakarta, desk)
        races(jakarta)
        beside_a_questionnaire(desk)
        nobody(jakarta)
    return jakarta


def settle(uow: UnitOfWork, language: str, *, long_names: bool) -> None:
    for someone in uow.people.all():
        name = f"{someone.name.split()[0]} {LONG}".strip() if long_names else someone.name
        uow.people.change(someone.id, name=name, language=language)


def asked(phone: Tourist, staff_id: str, text: str, outcome: SopOutcome = UNKNOWN) -> int:
    someone = person(phone.database, staff_id)
    return phone.database.write(
        lambda uow: uow.sop_questions.record(someone, text, phone.language, outcome, phone.now)
    ).id


def open_group(phone: Tourist, text: str) -> None:
    """Tap the group of the queue that begins with this text."""
    phone.type("/antrean")
    for _ in range(3):
        for label in phone.labels:
            if label.partition(". ")[2] == text:
                return phone.tap(label)
        phone.push("sops.button.page_after")
    raise AssertionError(f"no group {text!r}")


def pick(phone: Tourist, code: str) -> None:
    """Tap the SOP of this code, on whichever page it is."""
    phone.push("sops.button.all")
    while not any(label.startswith(code) for label in phone.labels):
        phone.push("sops.button.page_after")
    phone.tap(next(label for label in phone.labels if label.startswith(code)))


def queue(phone: Tourist) -> None:
    """Two pages of groups; an alias, taken back and added again; what is dismissed."""
    asked(phone, SARI, UNIFORM)
    asked(phone, DEWI, AGAIN)
    for staff_id, text in ((MARIA, KEY), *((DEWI, other) for other in OTHERS)):
        asked(phone, staff_id, text)
    phone.type("/antrean")
    phone.push("sops.button.page_after")
    phone.push("sops.button.page_before")
    open_group(phone, UNIFORM)
    phone.push("sops.button.alias")
    phone.push("sops.button.back")
    phone.push("sops.button.alias")
    pick(phone, COUNSEL.code)
    phone.push("sops.button.undo")
    phone.push("sops.button.dismiss")
    phone.push("sops.button.undo")
    phone.push("sops.button.queue")


def answers(phone: Tourist) -> None:
    """An answer that is too long, typed anew, tied to a step, to a whole SOP, and to none."""
    open_group(phone, KEY)
    phone.push("sops.button.answer")
    phone.type("x" * 1501)
    phone.type(PERSONAL)
    phone.push("sops.button.cancel")
    phone.push("sops.button.answer")
    phone.type(REPLY)
    phone.push("sops.button.tie")
    pick(phone, PASSPORT.code)
    phone.tap("2")
    phone.push("sops.button.rewrite")
    phone.type(REPLY)
    phone.push("sops.button.tie")
    pick(phone, HEARING.code)
    phone.push("sops.button.whole")
    phone.push("button.publish")
    phone.push("sops.button.undo")
    phone.push("sops.button.answer")
    phone.type(REPLY)
    phone.push("sops.button.tie")
    phone.push("sops.button.no_sop")
    phone.push("button.publish")
    open_group(phone, UNIFORM)
    phone.push("sops.button.answer")
    phone.type(REPLY)
    phone.push("sops.button.tie")
    pick(phone, COUNSEL.code)
    phone.push("sops.button.whole")
    phone.push("button.publish")


def figures(phone: Tourist) -> None:
    """Usage, the note of new questions, and the week with every reason of complaint."""
    for complaint in (*COMPLAINTS, None, OWN_WORDS):
        number = asked(phone, SARI, UNIFORM, SopOutcome("answer", sop="SOP-91", step=1))
        phone.database.write(
            lambda uow: uow.sop_questions.rate(number, helpful=False, complaint=complaint)  # noqa: B023
        )
    used(phone, SARI, PASSPORT)
    phone.type("/pemakaian")
    phone.push("sops.button.by_office")
    phone.push("sops.button.by_sop")
    for days in (1, 7):
        tell_coordinators(phone.database, NOW + timedelta(days=days, hours=1))
        phone.now = NOW + timedelta(days=days, hours=2)
        phone.deliver()
        phone.push("sops.button.open_queue")


def head(phone: Tourist) -> None:
    """What a head of an office is told of it."""
    phone.enter(HEAD)
    phone.type("/bantuan")
    phone.type("/pemakaian")


def used(phone: Tourist, staff_id: str, opened: Sop) -> None:
    someone = person(phone.database, staff_id)
    phone.database.write(
        lambda uow: uow.sop_uses.opened(
            someone.id, someone.office, opened.code, opened.version, phone.now
        )
    )


# Documents -------------------------------------------------------------------------------------

# All that can be another in an SOP, and more of it than fits on a screen.
NEWER = replace(
    PASSPORT,
    version="2026-02-20",
    revised=date(2026, 2, 20),
    title={"id": "Layanan Paspor", "en": "Passport Service"},
    summary={"id": "Ringkas.", "en": "In short."},
    warning={"id": "Awas.", "en": "Beware."},
    requirements={"id": "Surat", "en": "A letter"},
    total_time={"id": "2 hari", "en": "2 days"},
    legal_basis=(Source("UU 98/2026", "Pasal 2", "unverified"),),
    owner_role="PO",
    qualifications=("Sabar",),
    equipment=("Stempel",),
    records=("Buku",),
    related=(),
)
OTHER = {"id": "Lain", "en": "Another"}
REWRITTEN = Step(
    number=1,
    activity={
        "id": "Mencatat laporan paspor hilang itu",
        "en": "Write down that report of a lost passport",
    },
    actor=OTHER,
    requirements=OTHER,
    time=OTHER,
    output=OTHER,
    note=OTHER,
    verification="illustrative",
)
ADDED = tuple(step(n, f"Menghitung {n} {n}{n}", f"Count {n} {n}{n}") for n in range(2, 15))
LONGER = replace(NEWER, steps=(REWRITTEN, *ADDED))


def send(phone: Tourist, read: Received) -> None:
    phone.database.write(lambda uow: received.keep(uow, phone.chat_id, read, phone.now))
    phone.deliver()


def draft(read: Sop, *doubts: str) -> Received:
    return Received("uji.docx", Draft(read, tuple(Doubt(code) for code in doubts)))


def drafts(phone: Tourist) -> None:
    """A file that cannot be read, and drafts with all that can be said of them."""
    problem = SopProblem("error", "document-no-procedure")
    send(phone, Received("uji.docx", problems=(problem,)))
    phone.tell("people.not_fetched")
    send(phone, draft(replace(NEWER, code="")))
    phone.tap(next(label for label in phone.labels if label.startswith("SOP-91")))
    message, button = phone.find(phone.word("button.publish"))
    phone.push("button.discard")
    phone.press(button, message.id)
    send(phone, draft(replace(NEWER, code="")))
    message, button = phone.find(phone.word("sops.button.new_sop"))
    phone.push("sops.button.new_sop")
    phone.press(button, message.id)
    send(phone, draft(PASSPORT, *(["unverified"] * 10)))
    send(phone, draft(replace(PASSPORT, number="2")))
    used(phone, SARI, PASSPORT)
    send(phone, draft(LONGER, "unverified"))
    message, button = phone.find(phone.word("button.publish"))
    phone.push("button.publish")
    send(phone, draft(replace(NEWER, version="2026-02-21")))
    phone.database.write(
        lambda uow: publish(
            uow, Operator(), replace(NEWER, version="2026-02-21", number="3"), "", NOW
        )
    )
    phone.push("button.publish")
    send(phone, draft(PASSPORT))


def news(phone: Tourist, desk: Tourist) -> None:
    """What an officer is told of a changed SOP, and how to hear no more of it."""
    with phone.database.read() as uow:
        *_, version, third = uow.sops.versions("SOP-91")
    me = person(desk.database, SARI).id

    def tell(number: int, *, asked: bool) -> None:
        desk.tell("sops.news", person=me, version=number, asked=asked)

    tell(version.id, asked=True)
    desk.push("sops.button.mute")
    desk.push("sops.button.unmute")
    tell(version.id, asked=False)  # another version has followed
    same = replace(NEWER, version="2026-02-22", number="4")
    done = phone.database.write(lambda uow: publish(uow, Operator(), same, "", NOW))
    for number in (third.id, done.version.id):
        tell(number, asked=True)


# Races -----------------------------------------------------------------------------------------


def races(phone: Tourist) -> None:
    """Somebody else was faster, or the button means nothing any more."""
    open_group(phone, OTHERS[0])
    message, button = phone.find(phone.word("sops.button.dismiss"))
    phone.push("sops.button.dismiss")
    phone.press(button, message.id)
    me = person(phone.database, RATNA).id
    for verb in Verb:
        if verb >= Verb.QUEUE:
            phone.send(Tap(SOPS, verb, (me,)), phone.messages[-1].id)
    waiting = asked(phone, SARI, KEY)
    closed = asked(phone, SARI, KEY, SopOutcome("choices"))
    phone.tell("sops.answered", person=me, question=waiting, written=1)
    phone.tell("sops.answered", person=me, question=closed, written=404)
    phone.tell("sops.draft", person=me, view="checked", mark=1)
    for view in ("group", "pick", "tie", "tie_step", "write", "preview"):
        phone.tell("sops.desk", person=me, view=view, question=404, page=0)


def beside_a_questionnaire(phone: Tourist) -> None:
    """A coordinator who writes an answer while a questionnaire is open."""
    publish_short(phone.database)
    me = person(phone.database, SARI).id
    phone.database.write(lambda uow: uow.people.change(me, access="coordinator"))
    phone.type("/mulai")
    phone.push("button.agree")
    phone.tell("sops.desk", person=me, view="write", question=asked(phone, MARIA, KEY))


def nobody(phone: Tourist) -> None:
    """The phone went to a colleague meanwhile."""
    since = datetime.isoformat(NOW)
    for name in ("desk", "answered", "usage", "week", "waiting", "news", "draft", "broken"):
        phone.tell(f"sops.{name}", person=0, since=since, view="queue")
