"""A questionnaire that is answered in Telegram and elsewhere, and who has answered it where."""

from collections.abc import Iterator, Mapping
from functools import partial

from bot.access import Operator
from bot.interviews.intake import Intake
from bot.interviews.submissions import submissions
from flows.submissions import FileProblem, Sent, read_files
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.bot.interviews.walking import AGREE
from tests.bot.reports.measured import MEASURED, founded
from tests.support.chat import Phone
from tests.support.people import NOW, issue

NAME = "ukuran"
_METADATA = """
|  | start              | mulai | | | | |
|  | end                | selesai | | | | |
|  | username           | username | | | | |
|  | calculate          | undian | | | | | random() |
"""
_CASES = """
|  | begin_repeat       | lain  | Kasus lain                   | Other cases            |                  |           |
|  | integer            | umur  | Umur korban?                 | Age of the victim?     |                  |           |
|  | end_repeat         |       |                              |                        |                  |           |
"""  # noqa: E501 - a table
_HEAD, _, _BODY = MEASURED.partition("| indicator |\n")
_ROWS, _, _REST = _BODY.partition("\n| choices |")
COLLECTED = (
    f"{_HEAD}| indicator | calculation |\n{_METADATA.strip()}\n{_ROWS.strip()}\n{_CASES.strip()}\n"
    f"\n| choices |{_REST}"
)
FRONT_DESK = ("3", "2", "tidak", "4", "2", "17", "tidak")
OFFICER = ("3", "3", "ya", "2", "5", "1", "8", "ya", "9", "tidak")
SAID = {
    "S001": FRONT_DESK,
    "S002": ("5", "4", "tidak", "1", "1", "30", "tidak"),
    "P001": OFFICER,
    "P002": OFFICER,
    "P003": OFFICER,
}


def answered_here(database: Database) -> None:
    """Five people of one office have submitted in Telegram."""
    founded(database, COLLECTED)
    phone: Phone | None = None
    for chat, (staff_id, said) in enumerate(SAID.items(), start=601):
        phone = Phone(database, chat, town=phone.town if phone else {})
        phone.type(f"/start {issue(database, staff_id).code}")
        phone.tap(AGREE)
        for words in said:
            phone.type(words)
        phone.tap("Kirim")


def exported(database: Database) -> dict[str, bytes]:
    with database.read() as uow:
        found = submissions(uow, Operator(), NAME)
        return dict(each for each in found if isinstance(each, tuple))


def take(
    database: Database, files: Mapping[str, bytes], questionnaire: str = "", respondent: str = ""
) -> list[str]:
    """What became of each submission: `added`, `unchanged`, or the codes of its problems."""
    return [
        each if isinstance(each, str) else " ".join(problem.code for problem in each)
        for each in taken(database, files, questionnaire, respondent)
    ]


def _take(intake: Intake, sent: Sent, uow: UnitOfWork) -> str | tuple[FileProblem, ...]:
    return intake.take(uow, sent, NOW)


def taken(
    database: Database, files: Mapping[str, bytes], questionnaire: str = "", respondent: str = ""
) -> Iterator[str | tuple[FileProblem, ...]]:
    intake = Intake(Operator(), questionnaire, respondent)
    for found in read_files(files.items(), "whole"):
        if isinstance(found, Sent):
            yield database.write(partial(_take, intake, found))
        else:
            yield (found,)
