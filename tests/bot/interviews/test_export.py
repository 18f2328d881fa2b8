"""Answers out, byte by byte: JSON lines, and CSV with Kobo's column names."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.access import NotAllowed, Operator
from bot.interviews.export import exported, write_csv, write_jsonl
from storage.database import Database
from storage.errors import NotFound
from tests.bot.interviews.forms import SHORT
from tests.bot.interviews.walking import (
    OTHER_CHAT,
    PROPOSAL,
    REVIEW,
    STAFF,
    TOOLS,
    asked,
    at,
    begun,
    change_roster,
)
from tests.support.people import MARIA, RATNA, RINA, SARI, person
from tests.support.system import publish

Writer = Callable[[tuple[str, ...], Any, io.StringIO], int]

SAID = '=1+1; "kursi", meja <b>&</b>\nbaris kedua'
SUBMITTED = (
    '{"interview": 1, "questionnaire": "pendek", "version": "1", "wave": null, '
    '"respondent": "S001", "office": "BP3MI-NTT", "role": "FD", "language": "id", '
    '"status": "submitted", "started_at": "2026-03-02T01:00:00Z", '
    '"submitted_at": "2026-03-02T03:30:00Z", "answers": {"/data/peran": "FD", '
    '"/data/kantor/meja": "tidak", "/data/kantor/alat": "komp net", "/data/diri/sop": "3", '
    '"/data/diri/latih": "2025-05-01", "/data/diri/jam": "2.5", '
    '"/data/diri/usul": "=1+1; \\"kursi\\", meja <b>&</b>\\nbaris kedua"}, '
    '"parked": {"/data/kantor/staf": "12"}}\n'
)
OPEN = (
    '{"interview": 2, "questionnaire": "pendek", "version": "1", "wave": null, '
    '"respondent": "S003", "office": "P4MI-MOF", "role": "PC", "language": "id", '
    '"status": "open", "started_at": "2026-03-02T01:00:00Z", "submitted_at": null, '
    '"answers": {"/data/peran": "PC", "/data/kantor/meja": "ya", "/data/kantor/staf": "4"}, '
    '"parked": {}}\n'
)
TABLE = (
    "interview,questionnaire,version,wave,respondent,office,role,language,status,started_at,"
    "submitted_at,peran,salam,kantor/meja,kantor/staf,kantor/alat,diri/sop,diri/latih,diri/jam,"
    "diri/usul\r\n"
    "1,pendek,1,,S001,BP3MI-NTT,FD,id,submitted,2026-03-02T01:00:00Z,2026-03-02T03:30:00Z,"
    'FD,,tidak,,komp net,3,2025-05-01,2.5,"=1+1; ""kursi"", meja <b>&</b>\nbaris kedua"\r\n'
    "2,pendek,1,,S003,P4MI-MOF,PC,id,open,2026-03-02T01:00:00Z,,PC,,ya,4,,,,,\r\n"
)


def answered(database: Database) -> None:
    """Sari has submitted with a closed branch, Maria is at her third question."""
    sari = at(begun(database, SARI), STAFF)
    sari.type("12")
    sari.type("1 3")
    at(sari, PROPOSAL)
    sari.type(SAID)
    assert REVIEW in sari.text
    sari.tap("1")
    sari.tap("1")
    sari.tap("2. Tidak")
    sari.tap("Ubah")
    at(sari, REVIEW)
    sari.now += timedelta(hours=2, minutes=30)
    sari.tap("Kirim")
    at(begun(database, MARIA, OTHER_CHAT, beside=sari), TOOLS)


def written(database: Database, write: Writer) -> str:
    target = io.StringIO(newline="")
    with database.read() as uow:
        paths, rows = exported(uow, Operator(), "pendek")
        count = write(paths, rows, target)
    assert count == 2
    return target.getvalue()


def lines(database: Database) -> str:
    return written(database, lambda _, rows, target: write_jsonl(rows, target))


def test_every_byte_of_both_formats(database: Database) -> None:
    answered(database)
    assert lines(database) == SUBMITTED + OPEN
    table = written(database, write_csv)
    assert table == TABLE
    [header, first, _] = csv.reader(io.StringIO(table, newline=""))
    assert dict(zip(header, first, strict=True))["diri/usul"] == SAID


def test_office_and_role_are_those_of_the_submission(database: Database) -> None:
    answered(database)
    change_roster(database, "Sari Lango,BP3MI-NTT,FD", "Sari Lango,BP3MI-SUT,PO")
    assert person(database, SARI).role == "PO"
    assert lines(database) == SUBMITTED + OPEN
    change_roster(database, "Maria Bria,P4MI-MOF,PC", "Maria Bria,P4MI-TJB,PC")
    # Maria's is still open: where she works now.
    assert lines(database) == SUBMITTED + OPEN.replace("P4MI-MOF", "P4MI-TJB")


def test_what_was_submitted_does_not_follow_the_person(database: Database) -> None:
    answered(database)
    sari = person(database, SARI)
    database.write(lambda uow: uow.people.set_language(sari.id, "en"))
    assert lines(database) == SUBMITTED + OPEN


def test_columns_of_an_older_version_come_last(database: Database) -> None:
    answered(database)
    newer = SHORT.replace("| latih  |", "| kursus |").replace("| pendek  | 1 ", "| pendek  | 2 ")
    assert newer.count("kursus") == 1
    publish(database, newer, "pendek.md")
    with database.read() as uow:
        paths, rows = exported(uow, Operator(), "pendek")
        versions = [row["version"] for row in rows]
    assert paths[-3:] == ("/data/diri/jam", "/data/diri/usul", "/data/diri/latih")
    assert "/data/diri/kursus" in paths
    assert versions == ["1", "1"]


def test_a_questionnaire_nobody_has_answered_is_a_header(database: Database) -> None:
    publish(database, SHORT, "pendek.md")
    target = io.StringIO(newline="")
    with database.read() as uow:
        paths, rows = exported(uow, Operator(), "pendek")
        assert write_csv(paths, rows, target) == 0
    assert target.getvalue() == TABLE.partition("\n")[0] + "\n"


def test_an_unknown_questionnaire_is_not_found(database: Database) -> None:
    with database.read() as uow, pytest.raises(NotFound):
        exported(uow, Operator(), "lain")


def test_only_the_office_may_export(database: Database) -> None:
    answered(database)
    coordinator, officer = person(database, RATNA), person(database, RINA)
    with database.read() as uow:
        _, rows = exported(uow, coordinator, "pendek")
        assert len(list(rows)) == 2
        with pytest.raises(NotAllowed):
            exported(uow, officer, "pendek")


CASES = """
| type         | name  | label   | relevant    |
| text         | who   | Siapa?  |             |
| begin_repeat | kasus | Kasus   |             |
| integer      | umur  | Umur?   |             |
| begin_repeat | surat | Surat   | ${umur} > 1 |
| text         | judul | Judul?  |             |
| end_repeat   |       |         |             |
| end_repeat   |       |         |             |
| text         | usul  | Usul?   |             |
"""
CASE_TABLE = "kasus[1]/umur,kasus[1]/surat[1]/judul,kasus[1]/surat[2]/judul,kasus[2]/umur,usul"


def test_a_repeat_has_the_columns_of_the_instances_that_there_are(database: Database) -> None:
    phone = asked(database, CASES)
    for said in ("Sari", "4", "A", "ya", "B", "tidak", "ya", "1", "tidak", "cukup"):
        phone.type(said)
    with database.read() as uow:
        paths, rows = exported(uow, Operator(), "baru")
        target = io.StringIO(newline="")
        write_csv(paths, rows, target)
    head, row, _ = target.getvalue().split("\r\n")
    assert head.partition(",who,")[2] == CASE_TABLE
    assert row.endswith(",,Sari,4,A,B,1,cukup")
