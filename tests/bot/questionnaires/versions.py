"""A measured questionnaire in two versions, coordinators who send it, staff who answer it."""

from bot.questionnaires import service as questionnaires
from flows.xlsform import Checked
from storage.database import Database
from tests.support.chat import Phone
from tests.support.people import DEWI, MARIA, RATNA, RINA, SARI, found_ministry, issue

CHATS = {SARI: 601, MARIA: 602, RINA: 603, DEWI: 604, RATNA: 605, "K002": 606}

FIRST = """
| survey |
|  | type          | name  | label::Bahasa Indonesia (id) | label::English (en)    | required | constraint | indicator |
|  | select_one lv | meja  | Bagaimana meja layanan?      | How is the desk?       | yes      |            | I1        |
|  | integer       | staf  | Berapa petugas?              | How many staff?        |          | . <= 50    |           |
|  | text          | usul  | Apa usul Anda?               | What do you propose?   |          |            |           |
|  | text          | kabar | Ada kabar lain?              | Anything else?         |          |            |           |

| choices |
|  | list_name | name | label::Bahasa Indonesia (id) | label::English (en) | score |
|  | lv        | 1    | Kurang                       | Poor                | 1     |
|  | lv        | 2    | Cukup                        | Fair                | 2     |
|  | lv        | 3    | Baik                         | Good                | 3     |

| settings |
|  | form_id | version | form_title   | default_language      | minutes |
|  | kantor  | 1       | Kantor kita  | Bahasa Indonesia (id) | 2       |

| indicators |
|  | iCode | Parent | Level | Weight | LowerBound | UpperBound | iName |
|  | ICI   |        | 3     | 1      |            |            | Index |
|  | D1    | ICI    | 2     | 1      |            |            | Meja  |
|  | I1    | D1     | 1     | 1      | 1          | 5          | Meja  |
"""
DESK, STAFF, PROPOSAL, NEWS = (
    "Bagaimana meja layanan?",
    "Berapa petugas?",
    "Apa usul Anda?",
    "Ada kabar lain?",
)
SINCE = "|  | date          | sejak | Sejak kapan meja ada?        | Since when?            |          |            |           |\n"
_NEWS_ROW = "|  | text          | kabar | Ada kabar lain?              | Anything else?         |          |            |           |\n"
# A new question, a tighter constraint, one question less, other words of a scored item.
SECOND = (
    FIRST.replace("| kantor  | 1 ", "| kantor  | 2 ")
    .replace(". <= 50", ". <= 20")
    .replace(_NEWS_ROW, SINCE)
    .replace(DESK, "Seberapa rapi meja layanan?")
)
BROKEN = FIRST.replace(". <= 50", ". <= ${tidakada}").replace(
    "| lv        | 3 ", "| lv        | 1 "
)


def publish_first(database: Database) -> None:
    found_ministry(database)
    phone = arrived(database, RATNA)
    phone.send_workbook("kantor.md", FIRST.encode())
    phone.tap("Terbitkan")
    assert phone.text.startswith("Kantor kita\n\nDiterbitkan: kantor versi 1.")


def arrived(database: Database, staff_id: str, beside: Phone | None = None) -> Phone:
    """Somebody who has just used the invitation."""
    phone = Phone(database, CHATS[staff_id], town=beside.town if beside else {})
    phone.type(f"/start {issue(database, staff_id).code}")
    return phone


def answering(database: Database, staff_id: str, *given: str, beside: Phone) -> Phone:
    """Somebody who has answered the first questions of the first version with these words."""
    phone = arrived(database, staff_id, beside)
    phone.tap("I agree, begin" if staff_id == DEWI else "Setuju dan mulai")
    for words in given:
        phone.type(words)
    return phone


def checked(workbook: str) -> Checked:
    found = questionnaires.check_workbook(workbook.encode(), "kantor.md")
    assert found.ok, found.problems
    return found
