"""A published questionnaire as features use it: its form, whom it asks, what was answered."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from flows import engine
from flows.engine import Interview
from flows.xform import Form, load_form
from storage.records import Person, Questionnaire, StoredInterview


@lru_cache(maxsize=32)
def form_of(xform: str) -> Form:
    """The compiled form. Published versions never change, so their text is the key."""
    return load_form(xform)


def is_for(questionnaire: Questionnaire, person: Person) -> bool:
    return not questionnaire.audience or person.role in questionnaire.audience


def form_language(languages: Iterable[str], language: str) -> str:
    """The form's name for `language`: "en" is found in "English (en)" or "en"; "" if it has none.

    The XLSForm convention puts the subtag in parentheses after the name.
    """
    for name in languages:
        match = re.search(r"\(([A-Za-z]{2,3})(?:-[A-Za-z]+)?\)\s*$", name)
        if name.lower() == language or (match and match[1].lower() == language):
            return name
    return ""


def translated(texts: Mapping[str, str], language: str) -> str:
    """The text in `language`, else in whichever the workbook has; "" without any."""
    return texts.get(form_language(texts, language)) or next(iter(texts.values()), "")


def file_part(questionnaire: Questionnaire) -> str:
    """The questionnaire's name as part of the name of a file."""
    return re.sub(r"[^\w.-]+", "-", questionnaire.name)


def interview_of(stored: StoredInterview) -> Interview:
    """The engine's part of what is stored."""
    return Interview.from_json(stored.snapshot["interview"])


def moved_snapshot(
    stored: StoredInterview, interview: Interview, ticks: Mapping[str, Any]
) -> dict[str, Any]:
    """What is stored of an interview in another version: the card that was shown is void."""
    return {
        "interview": interview.to_json(),
        "card": stored.snapshot["card"] + 1,
        "ticks": ticks,
        "page": None,
        "aside": stored.snapshot["aside"],
    }


def answers_of(form: Form, stored: StoredInterview) -> dict[str, str]:
    """Relevant answers by path, as they were stored last; `form` is that of its own version."""
    return engine.answers(form, interview_of(stored), stored.touched_at)
