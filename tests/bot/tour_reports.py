"""A tour through everything that reports can show: the index in chat, profiles, files."""

from dataclasses import replace
from pathlib import Path

from bot.chat.screen import Tap
from bot.reports.screens import NOTICES
from bot.reports.steps import REPORTS, Verb
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.bot.interviews.walking import CHAT, OTHER_CHAT
from tests.bot.tourist import LONG, Tourist, publish
from tests.support.people import MARIA, RATNA, RINA, SARI, found_ministry, person
from tests.support.people import OFFICES as OFFICES_OF_TESTS
from tests.support.watch import Watch

MEASURED = Path(__file__).parent.parent / "workbooks" / "ukur.md"
# Another measure: nothing is called illustrative, little required, bounds differ.
OTHER_MEASURE = (
    MEASURED.read_text(encoding="utf-8")
    .replace("| ukur ", "| takar")
    .replace("UKUR", "TAKAR")
    .replace("usulan_ilustratif", "")
    .replace("| U2.1  | U2     | 1     | 1      | 1         | 1 ", "| U2.1|U2|1|1|1|0 ")
    .replace("| 3  | 1  | 3  | 4  |", "| 1  | 1  | 1  | 1  |")
)
UNMEASURED = (
    MEASURED.read_text(encoding="utf-8")
    .partition("| indicators |")[0]
    .replace("| indicator |", "|           |")
    .replace("| ukur    | 1 ", "| ukur    | 2 ")
)
HEAD, OFFICE, OFFICER = "S002", "BP3MI-NTT", "V001"  # Yohanes, his office, somebody of role PV
DESK = tuple(f"M{number}" for number in range(5))  # colleagues of Sari's, of her role
OFFICES = 9  # that nobody has answered in, beside those of the ministry: two pages


def tour_reports(database: Database, language: str, watch: Watch, *, long_names: bool) -> Tourist:
    """Show everything of reports once; all phones together saw it."""
    found_ministry(database)
    database.write(lambda uow: settle(uow, language, long_names=long_names))
    jakarta = Tourist(database, CHAT, language, watch=watch)
    with watch.watching():
        desk = before(jakarta)
        publish(database, MEASURED.read_text(encoding="utf-8"), MEASURED.name)
        overview(jakarta)
        profiles(desk)
        overview(jakarta)
        head_of_office(jakarta)
        publish(database, OTHER_MEASURE, "takar.md")
        two_measures(jakarta)
        races(jakarta)
    return jakarta


def settle(uow: UnitOfWork, language: str, *, long_names: bool) -> None:
    """More people and offices, so that there are figures and a second page; one language."""
    for number in range(OFFICES):
        code = f"P4MI-X{number}"
        uow.offices.upsert(replace(OFFICES_OF_TESTS[4], code=code, name=f"P4MI {code}"))
        newcomer(uow, f"X{number}", code, "FD")
    for staff_id in DESK:
        newcomer(uow, staff_id, OFFICE, "FD")
    newcomer(uow, OFFICER, OFFICE, "PV")
    for someone in uow.people.all():
        name = f"{someone.name.split()[0]} {LONG}".strip() if long_names else someone.name
        uow.people.change(someone.id, name=name, language=language)


def newcomer(uow: UnitOfWork, staff_id: str, office: str, role: str) -> None:
    uow.people.add(
        staff_id=staff_id,
        name=f"Orang {staff_id}",
        office=office,
        role=role,
        access="respondent",
        language="id",
    )


def before(jakarta: Tourist) -> Tourist:
    """Nothing to report yet; figures are not for everybody."""
    jakarta.enter(RATNA)
    jakarta.type("/laporan")
    desk = jakarta.beside(OTHER_CHAT)
    desk.enter(SARI)
    desk.type("/laporan")
    return desk


def measured(phone: Tourist, staff_id: str, *answers: int) -> Tourist:
    """Somebody answers all there is to answer, on their own phone; 0 leaves a question out."""
    own = phone.beside(max(phone.town) + 1)
    own.enter(staff_id)
    own.push("button.agree")
    answered(own, *answers)
    return own


def answered(phone: Tourist, *answers: int) -> None:
    for answer in answers:
        if answer:
            phone.pick(answer)
        else:
            phone.push("button.skip")
    phone.push("button.submit")


def profiles(desk: Tourist) -> None:
    """Gaps and none, too few answers, nothing asked, nothing required."""
    desk.type("/mulai")
    desk.push("button.agree")
    desk.pick(1)
    desk.type("/laporan")
    answered(desk, 0, 3)
    for staff_id in DESK:
        measured(desk, staff_id, 1, 5, 3).type("/laporan")
    measured(desk, MARIA, 2, 2, 2)
    measured(desk, RINA, 3, 3, 3)
    measured(desk, OFFICER, 3, 3, 3)
    me = person(desk.database, SARI).id
    desk.send(Tap(REPORTS, Verb.PROFILE, (me,)), desk.messages[-1].id)
    version = published(desk.database, "ukur")
    desk.send(Tap(REPORTS, Verb.FIGURES, (me, version)), desk.messages[-1].id)  # not for her


def published(database: Database, name: str) -> int:
    with database.read() as uow:
        found = uow.questionnaires.by_name(name)
    assert found is not None
    return found.id


def overview(jakarta: Tourist) -> None:
    """Both pages and both files, with and without answers."""
    jakarta.type("/laporan")
    jakarta.push("reports.button.after")
    jakarta.push("reports.button.before")
    jakarta.push("reports.button.figures")
    jakarta.push("reports.button.answers")
    jakarta.switch()


def head_of_office(jakarta: Tourist) -> None:
    """The own office and its posts; one's own profile beside it."""
    head = measured(jakarta, HEAD, 3, 3, 3)
    head.type("/laporan")
    head.push("reports.button.profile")


def two_measures(jakarta: Tourist) -> None:
    """Which of two; one with all that is required reached, and bounds of its own."""
    for phone in [each for each in jakarta.town.values() if isinstance(each, Tourist)]:
        with phone.database.read() as uow:
            someone = uow.chats.person_at(phone.chat_id)
        if someone is not None and someone.staff_id in DESK:
            phone.type("/mulai")
            phone.push("button.begin", title="TAKAR")
            answered(phone, 3, 3, 3)
    jakarta.type("/laporan")
    jakarta.tap("TAKAR")


def races(jakarta: Tourist) -> None:
    """What is not shown: to another on the phone, without the right, of what measures no more."""
    ratna, sari = (person(jakarta.database, each).id for each in (RATNA, SARI))
    desk = jakarta.beside(OTHER_CHAT)
    about = {"questionnaire": "ukur", "day": "2026-03-02", "page": 99, "interview": 1}
    overviews = ("reports.overview_picture", "reports.overview", "reports.figures")
    for name in (*NOTICES, "interviews.answers"):
        jakarta.tell(name, person=sari, **about)
    for name in (*overviews, "reports.choose", "interviews.answers"):
        desk.tell(name, person=sari, **about)
    jakarta.tell("reports.overview", person=ratna, **about)
    jakarta.tell("interviews.answers", person=ratna, questionnaire="hilang", day=about["day"])
    publish(jakarta.database, UNMEASURED, "ukur.md")
    for name in overviews:
        jakarta.tell(name, person=ratna, **about)
    desk.tell("reports.profile", person=sari, **about)
