"""Pure decisions about interviews: what a person is asked, in which words, filled from what."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from storage.records import Office, Person, Questionnaire

CONSENT = (2026, 1)  # grows when the words of consent change their meaning; asks again
CONSENT_VERSION = ".".join(str(number) for number in CONSENT)


def is_for(questionnaire: Questionnaire, person: Person) -> bool:
    return not questionnaire.audience or person.role in questionnaire.audience


def offered(
    questionnaires: Iterable[Questionnaire], person: Person, submitted: frozenset[str]
) -> tuple[Questionnaire, ...]:
    """What the person may answer, what is not yet submitted first."""
    mine = [q for q in questionnaires if is_for(q, person)]
    return tuple(sorted(mine, key=lambda q: (q.name in submitted, q.name)))


def form_language(languages: Iterable[str], language: str) -> str:
    """The form's name for `language`: "en" is found in "English (en)" or "en"; "" if it has none.

    The XLSForm convention puts the subtag in parentheses after the name.
    """
    for name in languages:
        match = re.search(r"\(([A-Za-z]{2,3})(?:-[A-Za-z]+)?\)\s*$", name)
        if name.lower() == language or (match and match[1].lower() == language):
            return name
    return ""


def prefill_values(prefill: Mapping[str, str], person: Person, office: Office) -> dict[str, str]:
    """Values by path for the side column `prefill` (person.role, person.office, …)."""
    known = {
        "person.role": person.role,
        "person.office": office.code,
        "person.language": person.language,
    }
    return {path: known[key] for path, key in prefill.items() if known[key]}


def local(now: datetime, office: Office) -> datetime:
    return now.astimezone(ZoneInfo(office.zone))
