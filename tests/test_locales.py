"""The catalogues: complete in both languages, the same places, nothing unused."""

import re
import string
from pathlib import Path
from typing import get_args

import pytest

from bot.i18n import LANGUAGES, catalogue
from bot.people.rules import ACCESSES, ROLES
from bot.sops.summary import REASONS
from flows.answers import CODES as ANSWER_CODES
from flows.proof import CODES as PROOF_CODES
from flows.submissions import ANSWERS as SUBMITTED_ANSWERS
from flows.submissions import CODES as SUBMISSION_CODES
from flows.xlsform import CHANGES
from flows.xlsform import CODES as FORM_CODES
from ici.framework import CODES as FRAMEWORK_CODES
from ici.tables import CODES as TABLE_CODES
from knowledge.changes import FIELDS, PARTS
from knowledge.importing import DOUBTS
from knowledge.importing import PARTS as ARTICLE_PARTS
from knowledge.problems import CODES as ARTICLE_CODES
from knowledge.replies import Kind

ROOT = Path(__file__).parent.parent
# What the page of `forms simulate` says by itself: names in its markup and its script.
SIMULATOR = "".join(
    (ROOT / "bot" / "cli" / "simulator" / name).read_text(encoding="utf-8")
    for name in ("page.html", "page.js")
)
KEY = re.compile(r"""["']([a-z]+(?:[._-][a-z_0-9-]+)+)["']""")
# Ids put together at run time: a prefix and one of a fixed set.
BUILT = {
    "access.": ACCESSES,
    "role.": tuple(role.lower() for role in ROLES if role),
    "sops.complaint.": REASONS,
    "sops.desk.closed.": ("alias", "answer", "dismissed"),
    "sops.field.": FIELDS,
    "sops.mark.": ("verified", "illustrative"),
    "sops.part.": PARTS,
    "sops.source.": ("verified", "verified_secondary", "partly_verified", "unverified"),
    "sops.told.": (*get_args(Kind), "none", "other_sop", "complained"),
    "people.invite.": ("unknown", "used", "expired", "wait"),
    "list.": ("open", "submitted", "new", "correction"),
    "problem.": (
        *ANSWER_CODES,
        "file-early",
        "file-too-large",
        "file-not-fetched",
        "use-buttons",
        "correction-late",
        "sticker",
        "voice",
        "file",
        "other",
        "edited",
        "command",
        "constraint-plain",
        "place-not-asked",
        "place-too-many",
        "correction-late",
    ),
    "file.": ("image", "audio", "video", "file"),
    "cli.file_": ("lost", "damaged", "elsewhere"),
    "change.": CHANGES,
    "form.severity.": ("error", "warning"),
    "form.": tuple(
        code for base in (*FORM_CODES, *PROOF_CODES) for code in (base, f"{base}.remedy")
    ),
    "article.severity.": ("error", "warning"),
    "article.part.": ARTICLE_PARTS,
    "doubt.": (
        *DOUBTS,
        *(f"place_{part}" for part in ("table", "text", "sheet", "row", "column", "cell")),
    ),
    "article.": tuple(code for base in ARTICLE_CODES for code in (base, f"{base}.remedy")),
    "submission.": (
        *(code for base in SUBMISSION_CODES for code in (base, f"{base}.remedy")),
        *SUBMITTED_ANSWERS,
        "answer.remedy",
        *("place_row", "place_cell", "place_sheet_row", "place_sheet_cell"),
    ),
    "simulator.": (
        *re.findall(r'(?:data-word=|data-label=|say\()"([a-z_]+)"', SIMULATOR),
        *re.findall(r'\["(\w+)", `', SIMULATOR),  # limits of a card
        *("name", "too_much", "fits", "limits_kept", "limits_broken", "compared", "unchanged"),
        *(f"method_{method}" for method in ("every", "pairs", "some")),
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


def test_every_message_can_be_said() -> None:
    """With its places filled; a brace that is meant as one is written twice."""
    for language in LANGUAGES:
        for key, text in catalogue(language).items():
            said = text.format_map(Named())
            assert "{" not in said.replace("${", ""), key


class Named(dict[str, str]):
    """Every place is filled with a word."""

    def __missing__(self, name: str) -> str:
        return name


# Plain words -----------------------------------------------------------------------------------

LONGEST = 25  # words of a sentence
# Never: `ilegal` and `perlindungan` say what the statute does not (nonprosedural, pelindungan).
# The rest are words of offices, or second names of things that have one: tekan, ponsel,
# kuesioner; tap, phone, questionnaire.
BANNED = {
    "id": (
        r"ilegal|perlindungan|"
        r"\b(?:apabila|adapun|dalam rangka|dimohon|diharapkan|guna|jikalau|keikutsertaan|"
        r"sehubungan|sebagaimana|tersebut|yang bersangkutan|"
        r"klik|sentuh|gawai|handphone|hp|angket|kamu|password)\b"
    ),
    "en": (
        r"illegal|"
        r"\b(?:click|commence|endeavour|hereby|in order to|kindly|prior to|pursuant|thereof|"
        r"utili[sz]e|shall|mobile|cell ?phone)\b"
    ),
}
NAMES = re.compile(r"“[^”]*”|/\w+|--?\w[\w-]*|\b[A-Z_]{3,}\b")  # of buttons, sheets, settings
SYMBOLS = re.compile(r"[^\w\s{}.,:;?!()/+-]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language: str) -> None:
    long = []
    for key, text in catalogue(language).items():
        sentences = re.split(r"(?<=[.!?])\s+|\n+", text)
        long += [(key, each) for each in sentences if len(each.split()) > LONGEST]
    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_we_do_not_say(language: str) -> None:
    banned = re.compile(BANNED[language], re.IGNORECASE)
    said = {key: NAMES.sub("", text) for key, text in catalogue(language).items()}
    assert [(key, found[0]) for key, text in said.items() if (found := banned.search(text))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_only_stand_beside_words(language: str) -> None:
    """Ticks and arrows may be missing from a phone's letters: the words alone say it."""
    mute = [
        key
        for key, text in catalogue(language).items()
        if not re.search(r"\w", SYMBOLS.sub("", text).format_map(Named()))
    ]
    assert mute == []
    pictured = [
        (key, sign)
        for key, text in catalogue(language).items()
        for sign in text
        if ord(sign) > 0x2BFF or (0x2190 <= ord(sign) <= 0x2BFF and sign not in "✓☐☑")
    ]
    assert pictured == []
