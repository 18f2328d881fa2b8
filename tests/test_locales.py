"""The catalogues: complete in both languages, the same places, nothing unused."""

import re
import string
from pathlib import Path

import pytest

from bot.i18n import LANGUAGES, catalogue
from bot.people.rules import ACCESSES, ROLES
from flows.answers import CODES as ANSWER_CODES
from flows.submissions import ANSWERS as SUBMITTED_ANSWERS
from flows.submissions import CODES as SUBMISSION_CODES
from flows.xlsform import CODES as FORM_CODES
from ici.framework import CODES as FRAMEWORK_CODES
from ici.tables import CODES as TABLE_CODES

ROOT = Path(__file__).parent.parent
KEY = re.compile(r'"([a-z]+(?:[._-][a-z_0-9-]+)+)"')
# Ids put together at run time: a prefix and one of a fixed set.
BUILT = {
    "access.": ACCESSES,
    "role.": tuple(role.lower() for role in ROLES if role),
    "people.invite.": ("unknown", "used", "expired", "wait"),
    "list.": ("open", "submitted", "new"),
    "problem.": (
        *ANSWER_CODES,
        "file-too-large",
        "file-not-fetched",
        "use-buttons",
        "sticker",
        "voice",
        "file",
        "other",
        "edited",
        "command",
        "constraint-plain",
    ),
    "file.": ("image", "audio", "video", "file"),
    "cli.file_": ("lost", "damaged", "elsewhere"),
    "form.severity.": ("error", "warning"),
    "form.": tuple(code for base in FORM_CODES for code in (base, f"{base}.remedy")),
    "submission.": (
        *(code for base in SUBMISSION_CODES for code in (base, f"{base}.remedy")),
        *SUBMITTED_ANSWERS,
        "answer.remedy",
        *("place_row", "place_cell", "place_sheet_row", "place_sheet_cell"),
    ),
    "framework.fault.": FRAMEWORK_CODES,
    # a broken framework is said in the words of its fault
    "study.problem.": tuple(code for code in TABLE_CODES if code != "framework"),
    "roster.": (
        "roster-not-utf8",
        "roster-column-missing",
        "roster-unreadable",
        "roster-empty",
        "roster-twice",
        "roster-too-long",
        "roster-office-unknown",
        "roster-value-unknown",
    ),
}


def used() -> set[str]:
    built = {prefix + end for prefix, ends in BUILT.items() for end in ends}
    known = set(catalogue("id"))
    literal = {
        key
        for path in (ROOT / "bot").rglob("*.py")
        for key in KEY.findall(path.read_text(encoding="utf-8"))
    }
    return built | (literal & known)


def said_literally() -> set[str]:
    """Every id given to `say` or `words` as a literal."""
    call = re.compile(r'(?:\bsay|\bwords|\bstop)\(\s*(?:[\w.\[\]()]+,\s*)?"([a-z_]+\.[a-z_.-]+)"')
    return {
        key
        for path in (ROOT / "bot").rglob("*.py")
        for key in call.findall(path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_empty(language: str) -> None:
    assert not [key for key, text in catalogue(language).items() if not text.strip()]


def test_both_catalogues_hold_the_same_messages() -> None:
    assert set(catalogue("id")) == set(catalogue("en"))


def test_translations_have_the_same_places() -> None:
    def places(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    other = catalogue("en")
    assert not [key for key, text in catalogue("id").items() if places(text) != places(other[key])]


def test_every_message_is_used_and_every_used_one_exists() -> None:
    known = set(catalogue("id"))
    assert used() - known == set()
    assert said_literally() - known == set()
    assert known - used() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_we_do_not_say(language: str) -> None:
    banned = re.compile(r"ilegal|illegal|perlindungan", re.IGNORECASE)
    assert not [key for key, text in catalogue(language).items() if banned.search(text)]
