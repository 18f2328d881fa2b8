"""The cards of SOPs: whose they are, what their buttons carry, where they are shown."""

from enum import IntEnum
from typing import Any
from zlib import crc32

from knowledge.articles import Sop
from knowledge.library import Library
from storage.records import Notice, Person

SOPS = 5  # this feature's number in taps
DESK = 40  # the first verb of coordinators
BROWSING = 0  # in place of a question: what was opened from /sop


class Verb(IntEnum):
    # Person, then the question whose card it is (or BROWSING), then what is named. An SOP is named
    # by its mark and that of its edition.
    START = 1
    LIST = 2  # page
    OPEN = 3  # SOP
    STEP = 4  # SOP, number
    CHECKLIST = 5  # SOP
    TICK = 6  # SOP, number, 1 on or 0 off
    CLEAR = 7  # SOP
    RELATED = 8  # SOP
    CHOOSE = 9  # SOP, number; 0 the SOP as a whole
    CHOOSE_WRITTEN = 10  # written answer
    NONE = 11  # of the choices
    HELPFUL = 12  # SOP, number; below a written answer 0, 0 and its id, as in the next four
    UNHELPFUL = 13  # SOP, number
    COMPLAIN = 14  # SOP, number, index of the reason
    WRITE = 15  # SOP, number: the reason in one's own words
    LEAVE = 16  # SOP, number: no reason
    # From here: person, then what is named. A group of questions is named by one of them.
    QUEUE = 40  # page
    GROUP = 41  # question
    PICK = 42  # question, page of SOPs: 0 the likeliest
    ALIAS = 43  # question, SOP
    ANSWER = 44  # question
    TIE = 45  # question, page of SOPs: 0 the likeliest
    TIE_SOP = 46  # question, SOP: 0 none
    TIE_STEP = 47  # question, SOP, number: 0 the SOP as a whole
    PUBLISH_ANSWER = 48  # question
    DROP_ANSWER = 49  # question
    DISMISS = 50  # question
    UNDO = 51  # question
    USAGE = 52  # 0 by SOP, 1 by office
    PUBLISH = 53  # mark of the draft
    DISCARD = 54  # mark of the draft, 0 where nothing was kept
    MUTE = 55  # id of the version that the news was about
    UNMUTE = 56  # the same
    CODE = 57  # mark of the draft, SOP of which it is a version: 0 none


def mark(text: str) -> int:
    """What stands in a tap for the code of an SOP, or for its version."""
    return crc32(text.encode())


def marks(sop: Sop) -> tuple[int, int]:
    return mark(sop.code), mark(sop.version)


def marked(library: Library, code: int) -> Sop | None:
    """The SOP of this mark as it is now."""
    return next((sop for sop in library.sops.values() if mark(sop.code) == code), None)


def card_key(person: int, question: int) -> str:
    """The card that an answer, or what was opened from /sop, is shown on."""
    return f"sops.card:{person}:{question}"


def told_key(question: int, kind: str) -> str | None:
    """The card that asks what was meant: it stays, so that another choice can be looked at."""
    return None if kind == "complained" else _told(question)


def cards_of(person: int, question: int) -> tuple[str, str]:
    """Both cards that a question may have."""
    return card_key(person, question), _told(question)


def _told(question: int) -> str:
    return f"sops.told:{question}"


def card(
    person: Person, chat_id: int, question: int, view: str, *, fresh: bool = False, **arguments: Any
) -> Notice:
    """The card of a question, or of browsing."""
    return Notice(
        chat_id=chat_id,
        name="sops.card",
        arguments={"person": person.id, "question": question, "view": view, **arguments},
        card=card_key(person.id, question),
        fresh=fresh,
    )


def told(person: Person, chat_id: int, question: int, kind: str, **arguments: Any) -> Notice:
    """What is said where no page answers: choices, or why there is no answer."""
    return Notice(
        chat_id=chat_id,
        name="sops.told",
        arguments={"person": person.id, "question": question, "kind": kind, **arguments},
        card=told_key(question, kind),
    )
