"""`pandu forms publish` of a changed form: what it changes is said before it is done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import Database
from tests.bot.cli.running import PATIENCE, Shell
from tests.bot.questionnaires.versions import FIRST, SECOND, answering
from tests.support.chat import Phone
from tests.support.people import MARIA, SARI


@pytest.fixture
def answered(ministry: Shell) -> Shell:
    """The first version is published, two people are in it."""
    for name, workbook in (("satu.md", FIRST), ("dua.md", SECOND)):
        (ministry.folder / name).write_text(workbook, encoding="utf-8")
    done = ministry.pandu("forms", "publish", "satu.md")
    assert (done.code, done.err.splitlines()[-1]) == (0, "Published: kantor version 1.")
    database = Database(ministry.database_url)
    beside = Phone(database, 600)
    answering(database, SARI, "3", "30", "Kursi", "Ramai", beside=beside)
    answering(database, MARIA, "2", "10", beside=beside)
    database.close()
    return ministry


def versions(shell: Shell) -> list[str]:
    """Of all interviews."""
    database = Database(shell.database_url)
    with database.read() as uow:
        found = [
            uow.questionnaires.by_id(stored.questionnaire).version
            for stored in uow.interviews.of_questionnaire("kantor")
        ]
    database.close()
    return found


SAID = """\
The meaning of scores may change; answers before and after cannot simply be compared:
  meja: the words changed from “Bagaimana meja layanan?” to “Seberapa rapi meja layanan?”.
Other changes:
  staf: what may be answered (constraint) changed from . <= 50 to . <= 20.
  kabar: the question is gone.
  sejak: a new question.
Still open in other versions: 2. If they move to this version:
– get new questions: 2 (at most 1 each)
– must answer again: 1 (at most 1 each)
– have answers that no longer count: 1 (at most 1 each)
If they are not moved, all are finished in the version they began with.
"""


def test_scripts_need_no_answer_and_open_interviews_finish(answered: Shell) -> None:
    done = answered.pandu("forms", "publish", "dua.md")
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith(
        SAID + "Published: kantor version 2.\n"
        "Interviews that are still open finish in their own version.\n"
    )
    assert versions(answered) == ["1", "1"]


def test_they_move_when_it_is_asked_for_now_or_later(answered: Shell) -> None:
    assert answered.pandu("forms", "publish", "dua.md", "--finish").code == 0
    assert versions(answered) == ["1", "1"]
    done = answered.pandu("forms", "publish", "dua.md", "--migrate")
    assert done.code == 0
    assert done.err.endswith(
        "This version was published before: kantor version 2.\n"
        "Interviews moved to this version: 2.\n"
    )
    assert versions(answered) == ["2", "2"]
    again = answered.pandu("forms", "publish", "dua.md", "--migrate")
    assert (again.code, "open" in again.err) == (0, False)


@pytest.mark.parametrize(("typed", "after"), [(b"y\n", "2"), (b"n\n", "1"), (b"\n", "1")])
def test_at_a_terminal_it_is_asked(answered: Shell, typed: bytes, after: str) -> None:
    ours, theirs = os.openpty()
    os.write(ours, typed)
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "forms", "publish", "dua.md"],
        cwd=answered.folder,
        env=answered.environment(),
        stdin=theirs,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    assert "Move the interviews that are still open to this version? [y/N]" in done.stderr
    assert versions(answered) == [after, after]


def test_a_taken_version_is_said_before_anything_else(answered: Shell) -> None:
    other = FIRST.replace("Baik", "Bagus")
    Path(answered.folder / "lain.md").write_text(other, encoding="utf-8")
    done = answered.pandu("forms", "publish", "lain.md")
    assert done.code == 1
    assert "kantor version 1 was published with other content." in done.err
    assert "Still open" not in done.err


def test_a_missing_translation_is_a_warning_in_words(shell: Shell) -> None:
    form = FIRST.replace("What do you propose?", "")
    (shell.folder / "kantor.md").write_text(form, encoding="utf-8")
    done = shell.pandu("forms", "check", "kantor.md")
    assert done.code == 0
    assert "English (en)" in done.err
