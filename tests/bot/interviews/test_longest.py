"""The longest texts that the check lets pass are shown whole, whatever stands around them."""

import pytest

from bot.chat import drawing
from bot.chat.screen import plain
from bot.i18n import LANGUAGES, say
from bot.interviews.lists import SOUGHT
from flows.prompts import OFFERED
from flows.xlsform.texts import (
    BESIDE,
    MAX_CARD,
    MAX_CHOICE,
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
OFFER = OFFERED * (MAX_CHOICE + NUMBERING) + BESIDE
SEARCHED = "Cari " + "q" * (MAX_CARD - len(SECTION) - 5 - OFFER)
PURPOSE, TITLE = "p" * MAX_PURPOSE, "t" * MAX_TITLE
CHAT = 501
LONGEST = (
    f"""
| survey |
| | type              | name  | label     | constraint | constraint_message | required |
| | begin_group       | bagian | {SECTION} |            |                    |          |
| | text              | a     | {LABEL}   | . != 'x'   | {MESSAGE}          | yes      |
| | rank l            | b     | Pilih ini? |            |                    |          |
| | select_multiple m | d     | Yang mana? |            |                    |          |
| | select_multiple m | e     | {SEARCHED} |            |                    |          |
| | note              | c     | {"c" * MAX_LABEL} |     |                    |          |
| | end_group         |       |           |            |                    |          |

| choices |
| | list_name | name | label |
"""
    + "\n".join(f"| | l | c{n} | {'k' * CHOICE} |" for n in range(MAX_CHOICES))
    + "\n"
    + "\n".join(f"| | m | d{n:02} | {chr(97 + n) * MAX_CHOICE} |" for n in range(26))
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
    assert holds(phone, echo, SECTION, f"60. {'k' * CHOICE}", say(language, "input.rank"))
    phone.tap(say(language, "button.skip"))
    for question in ("Yang mana?", SEARCHED):  # at the second some are those used last
        for letter in "abcdefghij":
            phone.type(letter * MAX_CHOICE)
        phone.type("0" * MAX_CHOICE)
        unknown = say(language, "list.unknown", sought="0" * (SOUGHT - 1) + "…")
        hint = say(language, "input.find_many")
        assert holds(phone, SECTION, question, unknown, "h" * MAX_CHOICE, hint)
        phone.tap(say(language, "button.done", count=10))
    assert holds(phone, SECTION, "c" * MAX_LABEL)


def holds(phone: Phone, *words: str) -> bool:
    """Whether the card shows all the words and is not cut."""
    text = plain(phone.screen.text)
    assert drawing.utf16(text) <= drawing.TEXT_LIMIT
    return all(each in text for each in words)
