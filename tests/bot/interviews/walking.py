"""Phones at some place of the short questionnaire, and what the database holds of it."""

from bot.access import Operator
from bot.chat.screen import Button, Tap
from bot.interviews.export import exported
from bot.interviews.tapping import INTERVIEWS, Verb
from bot.people import service as people
from bot.questionnaires import service as questionnaires
from flows.xlsform import Checked, Sides
from storage.database import Database
from storage.records import StoredInterview
from tests.bot.interviews.forms import publish_short
from tests.support.chat import Phone
from tests.support.forms import xform
from tests.support.people import NOW, ROSTER, SARI, found_ministry, issue, person
from tests.support.system import publish

CHAT, OTHER_CHAT = 501, 502
DESK, STAFF = "Apakah ada meja layanan?", "Berapa petugas di meja itu?"
TOOLS, LEVEL = "Alat apa yang ada?", "Bagaimana Anda memakai SOP?"
TRAINED, HOURS, PROPOSAL = "Kapan pelatihan", "Berapa jam sehari", "Apa usul Anda"
REVIEW, STALE = "Ringkasan jawaban Anda", "Tombol ini sudah lewat. Ini pertanyaan sekarang."
AGREE, NEXT, BACK, SKIP = "Setuju dan mulai", "Lanjut", "‹ Kembali", "Lewati ›"
# What to do at each question, in order.
STEPS = {
    DESK: "tap 1. Ya",
    STAFF: "4",
    TOOLS: "tap Selesai (0)",
    LEVEL: "3",
    TRAINED: "1 Mei 2025",
    HOURS: "2,5",
    PROPOSAL: "Lebih banyak kursi",
}


def arrived(
    database: Database, staff_id: str = SARI, chat: int = CHAT, beside: Phone | None = None
) -> Phone:
    """A phone, in the town of `beside`, that shows the consent card of the questionnaire."""
    with database.read() as uow:
        founded = uow.people.by_staff_id(staff_id) is not None
    if not founded:
        found_ministry(database)
        publish_short(database)
    phone = Phone(database, chat, town=beside.town if beside else {})
    phone.type(f"/start {issue(database, staff_id).code}")
    return phone


def begun(
    database: Database, staff_id: str = SARI, chat: int = CHAT, beside: Phone | None = None
) -> Phone:
    """Consented, past the note: at the first question."""
    phone = arrived(database, staff_id, chat, beside)
    phone.tap(AGREE)
    phone.tap(NEXT)
    assert DESK in phone.text
    return phone


def change_roster(database: Database, old: str, new: str) -> None:
    changed = ROSTER.replace(old, new)
    assert changed != ROSTER
    database.write(lambda uow: people.import_roster(uow, Operator(), changed.encode(), NOW))


def entered(database: Database, workbook: str) -> Phone:
    """Consented, at the first question of another questionnaire."""
    found_ministry(database)
    publish(database, workbook)
    phone = Phone(database, CHAT)
    phone.type(f"/start {issue(database, SARI).code}")
    phone.tap(AGREE)
    return phone


def founded(database: Database, survey: str, choices: str = "") -> None:
    """A ministry that asks a form of these tables; nobody has enrolled."""
    found_ministry(database)
    xml = xform(survey, choices, "| form_id | version | form_title |\n| baru | 1 | Baru |")
    checked = Checked("baru.md", "baru", "1", "Baru", xml, Sides(), ())
    database.write(lambda uow: questionnaires.publish(uow, Operator(), checked, b"", NOW))


def asked(database: Database, survey: str, choices: str = "") -> Phone:
    """Consented, at the first question of a form of these tables."""
    founded(database, survey, choices)
    phone = Phone(database, CHAT)
    phone.type(f"/start {issue(database, SARI).code}")
    phone.tap(AGREE)
    return phone


def at(phone: Phone, question: str) -> Phone:
    """Answer until this question (or the review) is asked."""
    while question not in phone.text:
        step = next(STEPS[asked] for asked in STEPS if asked in phone.text)
        if step.startswith("tap "):
            phone.tap(step[4:])
        else:
            phone.type(step)
    return phone


def taps(phone: Phone, label: str) -> tuple[int, Button]:
    """A button as it stands now, to be pressed later."""
    message, button = phone.find(label)
    return message.id, button


def forged(phone: Phone, verb: Verb, *numbers: int) -> Tap:
    """A tap of the present card with what no button of it says."""
    carded = next(
        button.tap.numbers[:2]
        for row in phone.screen.rows
        for button in row
        if button.tap.verb >= Verb.PICK
    )
    return Tap(INTERVIEWS, verb, (*carded, *numbers))


def held(database: Database, staff_id: str = SARI) -> StoredInterview:
    """The person's newest interview."""
    someone = person(database, staff_id)
    with database.read() as uow:
        return uow.interviews.all_of(someone.id)[-1]


def answers(database: Database, staff_id: str = SARI, form: str = "pendek") -> dict[str, str]:
    """What the export gives of the person's newest interview."""
    with database.read() as uow:
        _, rows = exported(uow, Operator(), form)
        mine = [row["answers"] for row in rows if row["respondent"] == staff_id]
    last: dict[str, str] = mine[-1] if mine else {}
    return last
