"""Pure decisions about interviews: what a person is asked, and in which words."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from bot.chat.questionnaire import is_for
from flows.prompts import Detail
from storage.records import Person, Questionnaire, StoredInterview

CONSENT = (2026, 2)  # grows when the words of consent change their meaning; asks again
CONSENT_VERSION = ".".join(str(number) for number in CONSENT)
# Words of commands, with which somebody may mean the command although the slash is missing.
COMMANDS = frozenset(
    {"mulai", "start", "ubah", "edit", "batal", "cancel", "bantuan", "help"}
    | {"bahasa", "language", "ganti", "laporan", "report", "kuesioner", "questionnaires", "sop"}
    | {"antrean", "queue", "pemakaian", "usage"}
)


def offered(
    questionnaires: Iterable[Questionnaire], person: Person, submitted: frozenset[str]
) -> tuple[Questionnaire, ...]:
    """What the person may answer, what is not yet submitted first."""
    mine = [q for q in questionnaires if is_for(q, person)]
    return tuple(sorted(mine, key=lambda q: (q.name in submitted, q.name)))


def may_be_corrected(
    stored: StoredInterview, name: str, person: Person, latest: Iterable[Questionnaire]
) -> bool:
    """Whether a person may still change what they submitted to the questionnaire of this name.

    Outside of waves, as long as they are asked it at all, in whichever version.
    """
    if stored.status != "submitted" or stored.person != person.id or stored.wave is not None:
        return False
    return any(each.name == name and is_for(each, person) for each in latest)


def seed_of(person: Person, questionnaire: Questionnaire, now: datetime) -> int:
    """Where the chance of a new interview begins; its instanceID must not be drawn twice."""
    moment = now.astimezone(UTC).isoformat()
    digest = sha256(f"{person.staff_id} {questionnaire.id} {moment}".encode()).digest()
    return int.from_bytes(digest[:6], "big")


def command_in(text: str) -> str:
    """The command that was perhaps meant by a text without its slash, "" for none."""
    word = text.strip().casefold()
    return f"/{word}" if word in COMMANDS else ""


def days_offered(detail: Detail, today: date) -> tuple[date, date]:
    """What a tap can name of a date: this day, month or year, and the one before."""
    if detail == "day":
        return today, today - timedelta(days=1)
    if detail == "month":
        first = today.replace(day=1)
        return first, (first - timedelta(days=1)).replace(day=1)
    first = today.replace(month=1, day=1)
    return first, (first - timedelta(days=1)).replace(month=1, day=1)
