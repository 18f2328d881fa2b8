"""The longest texts that the check lets pass are shown whole, whatever stands around them."""

import pytest

from bot.chat import drawing
from bot.chat.screen import plain
from bot.i18n import LANGUAGES, say
from flows.xlsform.texts import (
    MAX_CARD,
    MAX_CHOICES,
    MAX_LABEL,
    MAX_PURPOSE,
    MAX_TITLE,
    NUMBERING,
)
from storage.database import Database
from tests.support.chat import Phone
from tests.support.people import SARI, found_ministry, issue, person
from tests.support.system import publish

ROSTER_NAME = "Sari " + "n" * 115  # the longest that a roster takes
SECTION = "Judul " + "j" * 94
LABEL, MESSAGE = "Tanya " + "t" * 1994, "Salah " + "s" * 1394
CHOICE = (MAX_CARD - len(SECTION) - 10) // MAX_CHOICES - NUMBERING
PURPOSE, TITLE = "p" * MAX_PURPOSE, "t" * MAX_TITLE
CHAT = 501
LONGEST = (
    f"""
| survey |
| | type              | name  | label     | constraint | constraint_message | required |
| | begin_group       | bagian | {SECTION} |            |                    |          |
| | text              | a     | {LABEL}   | . != 'x'   | {MESSAGE}          | yes      |
| | select_multiple l | b     | Pilih ini? |            |                    |          |
| | note              | c     | {"c" * MAX_LABEL} |     |                    |          |
| | end_group         |       |           |            |                    |          |

| choices |
| | list_name | name | label |
"""
    + "\n".join(f"| | l | c{n} | {'k' * CHOICE} |" for n in range(MAX_CHOICES))
    + f"""

| settings |
| | form_title | form_id | version | purpose   |
| | {TITLE}    | panjang | 1       | {PURPOSE} |
"""
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_texts_are_shown_whole(database: Database, language: str) -> None:
    found_ministry(database)
    publish(database, LONGEST)
    sari = person(database, SARI)
    database.write(lambda uow: uow.people.change(sari.id, name=ROSTER_NAME, language=language))
    phone = Phone(database, CHAT, language)
    phone.type(f"/start {issue(database, SARI).code}")
    assert holds(phone, ROSTER_NAME, TITLE, PURPOSE, say(language, "consent.free"))
    phone.tap(say(language, "button.agree"))
    assert holds(phone, SECTION, LABEL, say(language, "input.text"))
    phone.type("x")
    assert holds(phone, SECTION, LABEL, MESSAGE, say(language, "input.text"))
    phone.type("jawaban " * 100)
    echo = "jawaban jawaban"
    assert holds(phone, echo, SECTION, f"60. {'k' * CHOICE}", say(language, "input.pick_many"))
    phone.tap(say(language, "button.done", count=0))
    assert holds(phone, SECTION, "c" * MAX_LABEL)


def holds(phone: Phone, *words: str) -> bool:
    """Whether the card shows all the words and is not cut."""
    text = plain(phone.screen.text)
    assert drawing.utf16(text) <= drawing.TEXT_LIMIT
    return all(each in text for each in words)
