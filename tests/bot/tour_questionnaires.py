"""A tour through everything that coordinators see of questionnaires, from a file to its moves."""

import string
from collections.abc import Iterator
from dataclasses import asdict

from bot.chat.screen import Tap
from bot.i18n import catalogue
from bot.questionnaires import service
from bot.questionnaires.received import SHOWN
from bot.questionnaires.screens import NOTICES
from bot.questionnaires.steps import QUESTIONNAIRES, Verb
from flows.xlsform import CHANGES, Change, FormProblem
from storage.database import Database
from storage.records import Notice
from storage.unit_of_work import UnitOfWork
from tests.bot.interviews.walking import CHAT, OTHER_CHAT, taps
from tests.bot.questionnaires.versions import BROKEN, FIRST, SECOND
from tests.bot.tourist import LONG, Tourist, checked
from tests.support.people import NOW, RATNA, SARI, found_ministry, person
from tests.support.watch import Watch

NAME = "kantor.md"
THIRD = SECOND.replace("| kantor  | 2 ", "| kantor  | 3 ")
FOURTH = SECOND.replace("| kantor  | 2 ", "| kantor  | 4 ")
FIFTH = SECOND.replace("| kantor  | 2 ", "| kantor  | 5 ")
CODES_IN_WORDS = {
    key.removeprefix("form.").removesuffix(".remedy")
    for key in catalogue("id")
    if key.startswith("form.") and key.endswith(".remedy")
}
UNTRUE = "".join(f"|  | integer | q{n} | Q{n}? | Q{n}? | | . <= ${{x{n}}} | |\n" for n in range(9))
MANY = FIRST.replace("\n| choices |", f"{UNTRUE}\n| choices |")


def tour_questionnaires(
    database: Database, language: str, watch: Watch, *, long_names: bool
) -> Tourist:
    """Show everything of questionnaires once; all phones together saw it."""
    found_ministry(database)
    database.write(lambda uow: settle(uow, language, long_names=long_names))
    jakarta = Tourist(database, CHAT, language, watch=watch)
    with watch.watching():
        jakarta.enter(RATNA)
        jakarta.type("/kuesioner")
        findings(jakarta)
        drafts(jakarta)
        desk = jakarta.beside(OTHER_CHAT)
        desk.enter(SARI)
        answer(desk, "button.agree")
        own(jakarta)
        publishing(jakarta)
        every_word(jakarta)
        nobody(jakarta)
    return jakarta


def settle(uow: UnitOfWork, language: str, *, long_names: bool) -> None:
    for someone in uow.people.all():
        name = f"{someone.name.split()[0]} {LONG}".strip() if long_names else someone.name
        uow.people.change(someone.id, name=name, language=language)


def send(phone: Tourist, workbook: str) -> None:
    phone.send_workbook(NAME, workbook.encode())


def findings(phone: Tourist) -> None:
    """A file with errors, and one with more than fit on a screen."""
    send(phone, BROKEN)
    phone.push("button.discard")
    send(phone, MANY)


def drafts(phone: Tourist) -> None:
    """Tried to the end, left in the middle, replaced, thrown away, published, sent again."""
    send(phone, FIRST)
    answer(phone, "button.try")
    phone.push("button.submit")
    phone.push("button.try_again")
    phone.type("/batal")
    message_id, button = taps(phone, phone.word("button.publish"))
    send(phone, SECOND)
    phone.press(button, message_id)
    send(phone, SECOND)
    phone.push("button.discard")
    send(phone, FIRST)
    phone.push("button.publish")
    phone.push("button.questionnaires")
    send(phone, FIRST)
    send(phone, FIRST.replace("Baik", "Bagus"))


def answer(phone: Tourist, begin: str) -> None:
    phone.push(begin)
    phone.pick(3)
    phone.type("30")
    phone.type("usul")
    phone.type("usul")


def own(phone: Tourist) -> None:
    """A coordinator who answers, and tries another version meanwhile."""
    phone.type("/mulai")
    phone.push("button.agree")
    phone.pick(2)
    send(phone, SECOND)
    phone.push("button.try")
    send(phone, THIRD)  # the draft that is tried is gone
    phone.push("button.try")
    phone.type("/batal")
    gone = phone.find(phone.word("button.try_again"))
    send(phone, SECOND)
    phone.switch()
    phone.press(gone[1], gone[0].id)
    phone.type("/batal")
    phone.push("button.resume")


def publishing(phone: Tourist) -> None:
    """What becomes of open interviews: they stay, move later, or at once."""
    send(phone, SECOND)
    phone.push("button.publish")
    phone.type("/kuesioner")
    phone.push("button.foresee", count=2)
    message_id, foresee = taps(phone, phone.word("button.foresee", count=2))
    phone.push("button.move", count=2)
    phone.press(foresee, message_id)
    send(phone, THIRD)
    phone.push("button.publish_and_move", count=2)
    send(phone, FOURTH)
    phone.push("button.publish")
    send(phone, FOURTH)
    phone.push("button.move", count=2)
    send(phone, FIFTH)
    other = FIFTH.replace("Baik", "Bagus")
    phone.database.write(
        lambda uow: service.publish(
            uow, person(phone.database, "K002"), checked(other, NAME), other.encode(), NOW
        )
    )
    phone.push("button.publish_and_move", count=2)
    me = person(phone.database, RATNA).id
    for verb in (Verb.FORESEE, Verb.MOVE):
        phone.send(Tap(QUESTIONNAIRES, verb, (me, 404)), phone.messages[-1].id)
    phone.send(Tap(QUESTIONNAIRES, 99, (me,)), phone.messages[-1].id)


def every_word(phone: Tourist) -> None:
    """Findings and changes of every kind, as many at a time as a screen shows."""
    problems = [
        asdict(FormProblem("error", code, "survey", 3, "label", filled(f"form.{code}", code)))
        for code in sorted(CODES_IN_WORDS)
    ]
    places = [("warning", "survey", None, None), ("warning", "survey", 2, None)]
    for severity, sheet, row, column in places:
        found = FormProblem(severity, "group-unopened", sheet, row, column)  # type: ignore[arg-type]
        problems.append(asdict(found))
    changes = [
        asdict(Change(code, filled(f"change.{code}", code), scored=place % 2 == 0))
        for place, code in enumerate(CHANGES)
    ]
    outlook = {
        "interviews": 9,
        "unchanged": 6,
        **{name: {"count": 1, "most": 2} for name in ("added", "again", "lost")},
    }
    for some in chunked(problems):
        say(phone, problems=some, more_problems=3)
    for some in chunked(changes):
        say(phone, changes=some, more_changes=3, outlook=outlook)
    say(phone, audience=["FD", "PO"])


def filled(key: str, code: str) -> dict[str, str]:
    """Something for every place of a message and of its remedy."""
    messages = catalogue("id")
    texts = (messages[key], messages.get(f"form.{code}.remedy", ""))
    return {
        name: "12"
        for text in texts
        for _, name, _, _ in string.Formatter().parse(text)
        if name is not None
    }


def chunked(found: list[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    for place in range(0, len(found), SHOWN):
        yield found[place : place + SHOWN]


def say(phone: Tourist, **arguments: object) -> None:
    """The screen of a checked file with what it says given."""
    me = person(phone.database, RATNA).id
    told: dict[str, object] = {
        "person": me,
        "view": "checked",
        "draft": 0,
        "mark": 0,
        "file": NAME,
        "name": "kantor",
        "version": "12",
        "title": "Kantor kita",
        "minutes": 2,
        "audience": [],
        "questions": 4,
        "problems": [],
        "more_problems": 0,
        "changes": [],
        "more_changes": 0,
        "outlook": None,
        "known": 0,
        "taken": False,
        "ok": True,
    }
    notice = Notice(phone.chat_id, "questionnaires.draft", told | arguments)
    phone.database.write(lambda uow: uow.outbox.add(notice, NOW))
    phone.deliver()


def nobody(phone: Tourist) -> None:
    """The phone went to a colleague meanwhile, or a draft is not there any more."""
    say(phone, draft=7, mark=7)
    for name in NOTICES:
        phone.tell(name, person=0)
