"""`pandu invite`: one invitation, and letters with links and QR pictures for all."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import segno

from storage.database import Database
from tests.bot.cli.running import Shell
from tests.bot.emulator.running import TOKEN, running

LINK = re.compile(r"https://t\.me/PanduLokalBot\?start=([2-9a-z]{16})")


@pytest.fixture
def with_telegram(ministry: Shell) -> Iterator[Shell]:
    """The test ministry, with a token and a local Bot API."""
    with running() as emulator:
        ministry.settings |= {"PANDU_TELEGRAM_TOKEN": TOKEN, "PANDU_TELEGRAM_API": emulator.url}
        yield ministry


def test_one_invitation_without_a_token_has_no_link(ministry: Shell) -> None:
    arguments = ("invite", "--office", "BP3MI-NTT", "--role", "FD")
    done = ministry.pandu(*arguments, "--json")
    assert (done.code, done.err) == (0, "")
    invitation = json.loads(done.out)
    assert re.fullmatch(r"[2-9a-z]{16}", invitation.pop("code"))
    expires = invitation.pop("expires_at")
    assert expires.endswith("Z")
    assert datetime.fromisoformat(expires).tzinfo is not None
    assert invitation == {
        "link": None,
        "staff_id": None,
        "office": "BP3MI-NTT",
        "role": "FD",
        "access": "respondent",
    }
    plain = ministry.pandu(*arguments)
    assert re.fullmatch(r"[2-9a-z]{16}\n", plain.out)


def test_one_invitation_for_somebody_on_the_roster(with_telegram: Shell) -> None:
    done = with_telegram.pandu(
        *("invite", "--office", "BP3MI-NTT", "--role", "HB"),
        *("--access", "head", "--staff", "S002", "--json"),
    )
    assert (done.code, done.err) == (0, "")
    invitation = json.loads(done.out)
    found = LINK.fullmatch(invitation["link"])
    assert found is not None
    assert found[1] == invitation["code"]
    assert (invitation["staff_id"], invitation["access"]) == ("S002", "head")


@pytest.mark.parametrize(
    ("language", "words"),
    [("id", "Tidak ada kantor dengan kode X-1."), ("en", "There is no office with the code X-1.")],
)
def test_an_unknown_office_is_named(ministry: Shell, language: str, words: str) -> None:
    done = ministry.pandu("invite", "--office", "X-1", "--role", "FD", PANDU_LANGUAGE=language)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(words)


def test_letters_for_all_who_have_not_enrolled(with_telegram: Shell) -> None:
    done = with_telegram.pandu("invite", "--missing", "-o", "undangan.csv", PANDU_LANGUAGE="id")
    assert (done.code, done.out) == (0, "")
    assert done.err == "7 undangan ditulis ke undangan.csv, gambar QR di undangan-qr.\n"
    rows = letters(with_telegram.folder / "undangan.csv")
    assert [row["staff_id"] for row in rows] == [
        *("S001", "S002", "S004", "K001", "K002", "S003", "S005")
    ]
    assert len({row["link"] for row in rows}) == 7
    for row in rows:
        assert LINK.fullmatch(row["link"])
        assert row["link"] in row["letter"]
        assert row["name"] in row["letter"]
        assert row["expires_at"].endswith("Z")
        picture = with_telegram.folder / row["qr"]
        # No decoder: the picture is the one that encodes this link, point for point.
        expected = with_telegram.folder / "expected.png"
        segno.make(row["link"], error="m").save(str(expected), scale=8)
        assert picture.read_bytes() == expected.read_bytes()
    by_id = {row["staff_id"]: row for row in rows}
    assert by_id["S001"]["letter"].startswith("Yth. Sari Lango")
    assert not by_id["S005"]["letter"].startswith("Yth.")  # she reads English
    assert sorted(path.name for path in with_telegram.folder.glob("*undangan*")) == [
        *("undangan-qr", "undangan.csv")
    ]


def letters(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_letters_need_a_token(ministry: Shell) -> None:
    done = ministry.pandu("invite", "--missing", "-o", "undangan.csv")
    assert (done.code, done.out) == (2, "")
    assert done.err == "Links need PANDU_TELEGRAM_TOKEN.\n"


def test_a_token_that_telegram_does_not_know(with_telegram: Shell) -> None:
    done = with_telegram.pandu(
        "invite", "--missing", "-o", "undangan.csv", PANDU_TELEGRAM_TOKEN="42:OTHER"
    )
    assert (done.code, done.out) == (3, "")
    assert not (with_telegram.folder / "undangan.csv").exists()


def test_no_invitation_ends_when_the_letters_cannot_be_written(with_telegram: Shell) -> None:
    done = with_telegram.pandu("invite", "--missing", "-o", "absent/undangan.csv")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "The file absent/undangan.csv cannot be written: No such file or directory. "
        "Choose another place with -o.\n"
    )
    database = Database(with_telegram.database_url)
    with database.read() as uow:
        issued = uow.audit.about("invite:1")
    database.close()
    assert issued == ()
