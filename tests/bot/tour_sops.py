"""A tour through everything that the library of SOPs shows to whoever asks."""

from functools import partial

from bot.chat.screen import Tap
from bot.sops.cards import BROWSING, SOPS, Verb
from knowledge.replies import Choices, Hit, Kind, NotFound, Reason
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.bot.interviews.walking import CHAT, OTHER_CHAT, taps
from tests.bot.sops.asking import found, told
from tests.bot.sops.library import (
    MANY,
    RENEWED,
    SMALL,
    sop,
    stock,
    write_answer,
)
from tests.bot.tourist import LONG, Tourist
from tests.support.people import NOW, RATNA, RINA, SARI, found_ministry, person
from tests.support.watch import Watch

KINDS: tuple[tuple[Reason, Kind], ...] = (
    ("unknown", "unknown"),
    ("decline", "out_of_scope"),
    ("refuse", "private"),
    ("refuse", "unsafe"),
    ("refuse", "injection"),
    ("smalltalk", "greeting"),
    ("smalltalk", "thanks"),
    ("clarify", "underspecified"),
    ("clarify", "unreadable"),
)
WRITTEN = "Loket dibuka pukul delapan."
ASKED = "jam berapa loket dibuka"


def tour_sops(
    database: Database, language: str, watch: Watch, *, long_names: bool = False
) -> Tourist:
    found_ministry(database)
    for staff_id in (SARI, RINA, RATNA):
        someone = person(database, staff_id)
        name = f"{someone.name.split()[0]} {LONG}".strip() if long_names else someone.name
        change = partial(change_person, person=someone.id, name=name, language=language)
        database.write(change)
    phone = Tourist(database, CHAT, language, watch=watch)
    other = phone.beside(OTHER_CHAT)
    with watch.watching():
        empty(phone)
        stock(database, *SMALL)
        browsing(phone)
        steps(phone)
        checklist(phone)
        opinions(phone)
        choices(phone)
        no_answer(phone)
        elsewhere(other)
        renewed(phone)
        gone(phone)
    return phone


def change_person(uow: UnitOfWork, person: int, name: str, language: str) -> None:
    uow.people.change(person, name=name, language=language)


def empty(phone: Tourist) -> None:
    """A library without a single SOP."""
    phone.enter(SARI)
    phone.type("/sop")


def browsing(phone: Tourist) -> None:
    phone.type("/sop")
    phone.push("sops.button.all")
    phone.push("sops.button.start")
    phone.push("sops.button.all")
    phone.tap(phone.labels[0])
    phone.push("sops.button.related")
    phone.push("sops.button.back")
    phone.push("sops.button.list")
    phone.tap(phone.labels[2])
    phone.push("sops.button.related")
    more = (sop(f"SOP-8{n}", f"Contoh nomor {n}", f"Sample number {n}") for n in range(MANY))
    stock(phone.database, *more)
    phone.type("/sop")
    phone.push("sops.button.all")
    phone.push("sops.button.page_after")
    phone.push("sops.button.page_before")


def steps(phone: Tourist) -> None:
    told(phone, found("SOP-91", 1))
    phone.push("sops.button.after", number=2)
    phone.push("sops.button.before", number=1)
    phone.push("sops.button.steps")
    phone.tap("3")
    told(phone, found("SOP-92", None), "3201012345678901")


def checklist(phone: Tourist) -> None:
    told(phone, found("SOP-91", 1))
    phone.push("sops.button.checklist")
    for number in (1, 2, 3):
        phone.tap(f"☐ {number}")
    phone.tap("☑ 3")
    phone.type("/sop")
    phone.push("sops.button.resume", code="SOP-91", done=2, count=3)
    phone.push("sops.button.clear")
    phone.tap("☐ 1")
    phone.tap("☐ 3")


def opinions(phone: Tourist) -> None:
    """Whether an answer helped, and why not."""
    told(phone, found("SOP-91", 1))
    phone.push("sops.button.helpful")
    told(phone, found("SOP-92", None))
    phone.push("sops.button.unhelpful")
    phone.push("sops.complaint.outdated")
    told(phone, found("SOP-92", 1))
    phone.push("sops.button.unhelpful")
    phone.push("sops.complaint.other_sop")
    told(phone, found("SOP-91", 2))
    phone.push("sops.button.unhelpful")
    phone.push("sops.button.write")
    phone.push("sops.button.leave")
    told(phone, found("SOP-91", 2))
    phone.push("sops.button.unhelpful")
    phone.push("sops.button.write")
    phone.type("3201012345678901")


def choices(phone: Tourist) -> None:
    written = write_answer(phone.database, ASKED, WRITTEN, "SOP-92")
    options = (Hit("SOP-91", 2, 0.5), Hit("SOP-92", None, 0.4), Hit(None, None, 0.3, written))
    told(phone, Choices(options, options))
    first, second, third, _ = phone.labels
    phone.tap(first)
    phone.push("sops.button.helpful")
    told(phone, Choices(options, options))
    phone.tap(second)
    phone.tap(third)
    phone.push("sops.button.unhelpful")
    phone.push("sops.complaint.wrong_step")
    told(phone, Choices(options, options))
    phone.push("sops.button.none")
    told(phone, Choices(options[:1], options))
    phone.push("sops.button.not_it")
    told(phone, found(None, None, written))


def no_answer(phone: Tourist) -> None:
    for reason, kind in KINDS:
        told(phone, NotFound(reason, kind, ()))


def elsewhere(other: Tourist) -> None:
    """Where no head of an office is known; a coordinator's own question; a stranger."""
    other.type("/sop")
    other.enter(RINA)
    told(other, NotFound("unknown", "unknown", ()))
    alone = other.beside(OTHER_CHAT + 1)
    alone.enter(RATNA)
    told(alone, NotFound("unknown", "unknown", ()))
    other.tell("sops.card", person=1, question=BROWSING, view="start", since=NOW.isoformat())
    other.tell("sops.told", person=1, question=1, kind="unknown")


def renewed(phone: Tourist) -> None:
    """A new version while buttons of the old one are still there."""
    told(phone, found("SOP-91", 1))
    before = {button.label: button for row in phone.screen.rows for button in row}
    whole, ticks, after = (
        before[phone.word(key, **more)]
        for key, more in (
            ("sops.button.steps", {}),
            ("sops.button.checklist", {}),
            ("sops.button.after", {"number": 2}),
        )
    )
    message_id = phone.messages[-1].id
    phone.press(ticks, message_id)
    phone.push("sops.button.clear")
    for number in (1, 2):
        phone.tap(f"☐ {number}")
    _, tick = taps(phone, "☐ 3")
    stock(phone.database, RENEWED)
    for button in (after, whole, tick, ticks):
        phone.press(button, message_id)
    someone, question, *named = after.tap.numbers
    third = Tap(SOPS, Verb.STEP, (someone, question, *named[:2], 3))
    phone.send(third, message_id)
    card = {"person": someone, "question": question, "view": "step"}
    phone.tell("sops.card", **card, sop="SOP-91", step=3)
    phone.send(Tap(SOPS, Verb.LIST, (someone + 1, question, 0)), message_id)
    phone.send(Tap(SOPS, Verb.OPEN, (someone, question, 1, 1)), message_id)


def gone(phone: Tourist) -> None:
    """What a card names that is no longer there."""
    someone = person(phone.database, SARI).id
    about = {"person": someone, "question": BROWSING}
    for view in ("whole", "checklist", "related", "written"):
        phone.tell("sops.card", **about, view=view, sop="SOP-99", written=9999)
    options = [["SOP-99", 1, None]]
    phone.tell("sops.told", **about, kind="choices", options=options)
