"""Golden conversations: in process with the state read back from JSON, and at the Bot API."""

import re
from pathlib import Path
from typing import Protocol

import pytest

from bot.chat.sent import Sent
from bot.clock import utcnow
from bot.questionnaires.content import COMPETENCY
from storage.database import Database
from tests.bot.emulator.pictures import png
from tests.bot.emulator.running import TOKEN, running
from tests.bot.sops.library import stock_seed
from tests.support.chat import Phone
from tests.support.people import DEWI, RINA, found_ministry, issue
from tests.support.remote import RemotePhone
from tests.support.system import publish, serving

FOLDER = Path(__file__).parent.parent / "transcripts"
WORKBOOKS = Path(__file__).parent.parent / "workbooks"
SPEAK = {"id": RINA, "en": DEWI}
FORMS = {
    "kompetensi": COMPETENCY,
    "aneka": WORKBOOKS / "aneka.md",
    "bukti": WORKBOOKS / "bukti.md",
    "masukan": WORKBOOKS / "masukan.md",
    "pilihan": WORKBOOKS / "pilihan.md",
}
# Look-ups in the library, ten of each style, by somebody who reads one language or the other.
STYLES = ("formal", "colloquial", "typo", "english", "mixed", "unanswerable")
TALKS = (*FORMS, *(f"sop-{style}" for style in STYLES))
PEOPLE = {f"{talk}-{language}": who for talk in TALKS for language, who in SPEAK.items()}
ATTACHED = re.compile(r"\((\w+) ?(.*)\)")
MIME_TYPES = {"photo": "image/jpeg", "voice": "audio/ogg", "png": "image/png"}
CHAT = 501
PICTURE = png(3, 2)
MOMENT = re.compile(r"\d{1,2} \w+ \d{4}, \d\d[.:]\d\d WI\w+")
LATELY = re.compile(r"^  \[(\w+ )?\d{4}\]\[(\w+ )?\d{4}\]$", re.M)  # this month, this year


class Talks(Protocol):
    log: list[str]

    def type(self, text: str) -> None: ...

    def tap(self, label: str) -> None: ...

    def share(self, latitude: float, longitude: float, accuracy: float = 0) -> None: ...

    def attach(self, sent: Sent, content: bytes) -> None: ...


def inputs(transcript: str) -> list[str]:
    return [line[2:] for line in transcript.splitlines() if line.startswith("> ")]


def talk(phone: Talks, steps: list[str], code: str) -> str:
    """Play the inputs; the invitation and the moment of submission are not of this test."""
    for step in steps:
        attached = ATTACHED.fullmatch(step)
        if step.startswith("["):
            phone.tap(step[1:-1])
        elif step.startswith("@"):
            phone.share(*map(float, step[1:].split(",")))
        elif attached:
            kind, title = attached.groups()
            mime_type = MIME_TYPES.get(title.rpartition(".")[2] or kind, "application/pdf")
            phone.attach(Sent(kind, "f", len(PICTURE), mime_type, title, None, False, 0), PICTURE)
        else:
            phone.type(step.replace("KODE", code))
    text = "\n".join(phone.log).replace(code, "KODE")
    return LATELY.sub("  [INI][LALU]", MOMENT.sub("SAAT INI", text)) + "\n"


def prepared(url: str, name: str, files: Path) -> tuple[Database, str]:
    database = Database(url, files)
    found_ministry(database)
    form = FORMS.get(name.partition("-")[0])
    if form is None:
        stock_seed(database)
    else:
        publish(database, form.read_text(encoding="utf-8"), form.name)
    return database, issue(database, PEOPLE[name], utcnow()).code


@pytest.mark.parametrize("name", PEOPLE)
def test_in_process(
    name: str, database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = FOLDER / f"{name}.txt"
    golden = path.read_text(encoding="utf-8")
    database, code = prepared(database_url, name, tmp_path / "pandu-files")
    said = talk(Phone(database, CHAT, now=utcnow()), inputs(golden), code)
    database.close()
    if request.config.getoption("--update"):
        path.write_text(said, encoding="utf-8")
    else:
        assert said == golden


@pytest.mark.parametrize("name", PEOPLE)
def test_at_the_local_bot_api(name: str, database_url: str, tmp_path: Path) -> None:
    golden = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    database, code = prepared(database_url, name, tmp_path / "pandu-files")
    with running() as emulator:
        person = {"id": CHAT, "first_name": "Rina", "language_code": "id"}
        assert emulator.ask("control/people", person)[0] == 200
        with serving(database_url, emulator.url, TOKEN, tmp_path / "bot.log"):
            phone = RemotePhone(emulator, database, CHAT)
            said = talk(phone, inputs(golden), code)
    database.close()
    assert said == golden
