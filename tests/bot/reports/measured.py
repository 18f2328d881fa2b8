"""A small questionnaire that measures five indicators, and people who have submitted it."""

from datetime import datetime

from bot.access import Operator
from bot.chat.questionnaire import form_of
from bot.interviews.passage import Passage
from bot.people import service as people
from flows import engine
from storage.database import Database
from storage.records import Office
from storage.unit_of_work import UnitOfWork
from tests.support.people import NOW, ROSTER, found_ministry
from tests.support.system import publish

MEASURED = """
| survey |
|  | type               | name  | label::Bahasa Indonesia (id) | label::English (en)    | relevant         | indicator |
|  | select_one tingkat | aturan | Penerapan aturan            | Applying the rules     |                  | D1.1      |
|  | select_one tingkat | dok   | Pemeriksaan dokumen          | Checking documents     |                  | D1.2      |
|  | select_one ya      | kasus | Apakah Anda menangani kasus? | Do you handle cases?   |                  |           |
|  | select_one tingkat | rujuk | Rujukan korban               | Referring victims      | ${kasus} = 'ya'  | D1.3      |
|  | select_one tingkat | info  | Informasi migrasi aman       | Safe migration advice  |                  | D2.1      |
|  | select_one tingkat | waktu | Ketepatan waktu              | Timeliness             |                  | D2.2      |

| choices |
|  | list_name | name  | label::Bahasa Indonesia (id) | label::English (en) | score |
|  | ya        | ya    | Ya                           | Yes                 |       |
|  | ya        | tidak | Tidak                        | No                  |       |
|  | tingkat   | 1     | Kebiasaan                    | Habit               | 1     |
|  | tingkat   | 2     | Langkah                      | Steps               | 2     |
|  | tingkat   | 3     | Catatan                      | Records             | 3     |
|  | tingkat   | 4     | Pemantauan                   | Monitoring          | 4     |
|  | tingkat   | 5     | Perbaikan                    | Improvement         | 5     |

| settings |
|  | form_title    | form_id | version | default_language      | audience    | minutes |
|  | Ukuran kantor | ukuran  | 1       | Bahasa Indonesia (id) | FD PO PC HB | 5       |

| indicators |
|  | iCode | Parent | Level | Weight | LowerBound | UpperBound | status            | iName::id              | iName::en             |
|  | ICI   |        | 3     | 1      |            |            | usulan_ilustratif | Kompetensi             | Competence            |
|  | D1    | ICI    | 2     | 0.7    |            |            | usulan_ilustratif | Kasus dan pelindungan  | Cases and protection  |
|  | D2    | ICI    | 2     | 0.3    |            |            | usulan_ilustratif | Pelayanan publik       | Public service        |
|  | D1.1  | D1     | 1     | 0.5    | 1          | 5          | usulan_ilustratif | Penerapan aturan       | Applying the rules    |
|  | D1.2  | D1     | 1     | 0.25   | 1          | 5          | usulan_ilustratif | Pemeriksaan dokumen    | Checking documents    |
|  | D1.3  | D1     | 1     | 0.25   | 1          | 5          | usulan_ilustratif | Rujukan korban         | Referring victims     |
|  | D2.1  | D2     | 1     | 0.6    | 1          | 5          | usulan_ilustratif | Informasi migrasi aman | Safe migration advice |
|  | D2.2  | D2     | 1     | 0.4    | 1          | 5          | usulan_ilustratif | Ketepatan waktu        | Timeliness            |

| required_levels |
|  | iCode | FD | PO | PC | HB |
|  | D1.1  | 2  | 3  | 3  | 4  |
|  | D1.2  | 2  | 3  | 3  | 3  |
|  | D1.3  | 0  | 4  | 3  | 3  |
|  | D2.1  | 3  | 3  | 3  | 0  |
|  | D2.2  | 2  | 2  | 2  | 0  |
"""  # noqa: E501 - a table

NO_LEVELS = MEASURED.partition("| required_levels |")[0]
YOHANES, DANIEL = "S002", "K002"
PO = ("P001", "P002", "P003")  # colleagues at Sari's office
OFFICE = "BP3MI-NTT"


def founded(database: Database, workbook: str = MEASURED) -> None:
    """The test ministry with three more at Sari's office, and the questionnaire."""
    found_ministry(database)
    more = "".join(f"{each},Rekan {each},{OFFICE},PO,respondent,id\n" for each in PO)
    roster(database, ROSTER + more)
    publish(database, workbook, "ukuran.md")


def roster(database: Database, content: str) -> None:
    def work(uow: UnitOfWork) -> None:
        assert not people.import_roster(uow, Operator(), content.encode(), NOW).problems

    database.write(work)


def submit(
    database: Database,
    staff_id: str,
    said: str,
    now: datetime = NOW,
    wave: int | None = None,
) -> int:
    """Somebody has submitted these answers ("aturan=3 dok=2"); the interview's id."""
    return database.write(lambda uow: submitted(uow, staff_id, said, now, wave))


def submitted(
    uow: UnitOfWork, staff_id: str, said: str, now: datetime = NOW, wave: int | None = None
) -> int:
    person = uow.people.by_staff_id(staff_id)
    questionnaire = uow.questionnaires.by_name("ukuran")
    assert person
    assert questionnaire
    form = form_of(questionnaire.xform)
    interview = engine.start(form, now, seed=1).interview
    for each in said.split():
        name, _, value = each.partition("=")
        interview = engine.record(form, interview, f"/data/{name}", value, now).interview
    snapshot = Passage(interview).to_json()
    begun = uow.interviews.start(person.id, questionnaire.id, wave, snapshot, "id", now)
    place = (person.office, person.role)
    return uow.interviews.submit(begun.id, begun.revision, snapshot, "id", *place, now).id


FRONT_DESK = "aturan=3 dok=2 kasus=tidak info=4 waktu=2"
OFFICER = "aturan=3 dok=3 kasus=ya rujuk=2 info=5 waktu=1"
HEAD = "aturan=5 dok=4 kasus=tidak info=1 waktu=1"


def five(database: Database) -> None:
    """Five people of one office have submitted: front desk, head, three officers."""
    submit(database, "S001", FRONT_DESK)
    submit(database, YOHANES, HEAD)
    for each in PO:
        submit(database, each, OFFICER)


def many_offices(database: Database, count: int, people_each: int) -> None:
    """More offices with people who have all submitted, each office a little better."""

    def work(uow: UnitOfWork) -> None:
        for number in range(count):
            name = f"P4MI Kabupaten Kepulauan Sangat Jauh {number:02}"
            zone = "Asia/Makassar"
            uow.offices.upsert(Office(f"P4MI-{number:02}", "P4MI", name, OFFICE, "NTT", "X", zone))

    database.write(work)
    lines = [
        f"M{number:02}{place},Rekan,P4MI-{number:02},PO,respondent,id\n"
        for number in range(count)
        for place in range(people_each)
    ]
    roster(database, ROSTER + "".join(lines))

    def answer(uow: UnitOfWork) -> None:
        for number in range(count):
            level = 1 + number % 5
            said = f"aturan={level} dok=3 kasus=ya rujuk=2 info={level} waktu=4"
            for place in range(people_each):
                submitted(uow, f"M{number:02}{place}", said)

    database.write(answer)
