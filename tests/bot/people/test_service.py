"""Enrolment, invitations, re-imported rosters and two staff on one phone."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.access import Actor, NotAllowed, Operator
from bot.people import service
from bot.people.service import Visitor
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.support.people import (
    MARIA,
    NOW,
    RATNA,
    ROSTER,
    SARI,
    enrol,
    found_ministry,
    issue,
    issue_open,
    person,
)

PHONE, OTHER_PHONE = 501, 502
ENGLISH = 1  # its place in LANGUAGES
VISITOR = Visitor("Sari di Telegram", "en")


def told(database: Database) -> list[tuple[int, str, object]]:
    """Everything queued so far, delivered in turn: chat, name and reason."""
    found: list[tuple[int, str, object]] = []
    later = NOW + timedelta(days=2)
    while rows := database.write(lambda uow: uow.outbox.claim("test", 100, later)):
        for row in rows:
            notice = row.notice
            found.append((notice.chat_id, notice.name, notice.arguments.get("reason")))
            database.write(partial(sent, row.id, later))
    return found


def sent(row: int, now: datetime, uow: UnitOfWork) -> None:
    uow.outbox.sent(row, "test", 1, now)


def use(database: Database, chat: int, code: str, later: timedelta = timedelta(0)) -> None:
    database.write(lambda uow: service.enrol(uow, chat, code, VISITOR, NOW + later))


def at(database: Database, chat: int) -> str | None:
    with database.read() as uow:
        found = uow.chats.person_at(chat)
    return found.staff_id if found else None


def test_an_invitation_enrols_its_person_once(database: Database) -> None:
    found_ministry(database)
    code = issue(database, SARI).code
    use(database, PHONE, code.upper())
    assert at(database, PHONE) == SARI
    use(database, OTHER_PHONE, code)
    assert at(database, OTHER_PHONE) is None
    assert told(database) == [
        (PHONE, "interviews.card", None),
        (OTHER_PHONE, "people.refused", "used"),
    ]


def test_the_own_link_tapped_again_only_shows_the_card(database: Database) -> None:
    found_ministry(database)
    code = issue(database, SARI).code
    use(database, PHONE, code)
    use(database, PHONE, code)
    assert [name for _, name, _ in told(database)] == ["interviews.card"]
    assert at(database, PHONE) == SARI


def test_a_newer_invitation_ends_the_older(database: Database) -> None:
    found_ministry(database)
    older, newer = issue(database, SARI).code, issue(database, SARI).code
    use(database, PHONE, older)
    assert told(database) == [(PHONE, "people.refused", "expired")]
    use(database, PHONE, newer)
    assert at(database, PHONE) == SARI


def test_an_invitation_ends_after_a_month(database: Database) -> None:
    found_ministry(database)
    code = issue(database, SARI).code
    use(database, PHONE, code, timedelta(days=31))
    assert at(database, PHONE) is None


def test_wrong_codes_wait_longer_and_longer(database: Database) -> None:
    found_ministry(database)
    code = issue(database, SARI).code
    for _ in range(3):
        use(database, PHONE, "wrong")
    use(database, PHONE, code)
    assert at(database, PHONE) is None, "the third wrong code makes the chat wait"
    use(database, PHONE, code, timedelta(seconds=31))
    assert at(database, PHONE) == SARI
    assert [reason for _, _, reason in told(database)] == [*["unknown"] * 3, "wait", None]


def test_a_colleague_on_the_same_phone_is_asked_and_can_change_back(database: Database) -> None:
    found_ministry(database)
    sari = enrol(database, SARI, PHONE)
    issued = issue(database, MARIA)
    use(database, PHONE, issued.code)
    assert at(database, PHONE) == SARI, "nothing changes before the answer"
    database.write(lambda uow: service.take_over(uow, PHONE, issued.invite.id, VISITOR, NOW))
    assert at(database, PHONE) == MARIA
    database.write(lambda uow: service.switch_to(uow, PHONE, sari.id, NOW))
    assert at(database, PHONE) == SARI


def test_nobody_becomes_a_person_who_never_enrolled_at_this_phone(database: Database) -> None:
    found_ministry(database)
    enrol(database, SARI, PHONE)
    maria = person(database, MARIA)
    assert database.write(lambda uow: service.switch_to(uow, PHONE, maria.id, NOW)) is None
    assert at(database, PHONE) == SARI


def test_a_person_who_moves_to_another_account_is_told_at_the_old_one(database: Database) -> None:
    found_ministry(database)
    enrol(database, SARI, PHONE)
    use(database, OTHER_PHONE, issue(database, SARI).code)
    assert (at(database, PHONE), at(database, OTHER_PHONE)) == (None, SARI)
    assert (PHONE, "people.moved", None) in told(database)


def test_an_open_invitation_makes_a_person_of_office_and_role(database: Database) -> None:
    found_ministry(database)
    issued = issue_open(database)
    visitor = Visitor("Budi \u202e<b>", "en")
    database.write(lambda uow: service.enrol(uow, PHONE, issued.code, visitor, NOW))
    with database.read() as uow:
        found = uow.chats.person_at(PHONE)
    assert found is not None
    assert (found.name, found.office, found.role, found.language) == (
        "Budi <b>",
        "P4MI-MOF",
        "FD",
        "en",
    )


def test_the_same_roster_again_changes_nothing(database: Database) -> None:
    found_ministry(database)
    again = database.write(lambda uow: service.import_roster(uow, Operator(), ROSTER.encode(), NOW))
    assert (again.added, again.changed, again.unchanged) == (0, 0, 7)


def test_a_changed_roster_moves_people_and_lists_the_absent(database: Database) -> None:
    found_ministry(database)
    enrol(database, SARI, PHONE)
    database.write(lambda uow: service.set_language(uow, PHONE, ENGLISH, NOW))
    changed = ROSTER.replace("Sari Lango,BP3MI-NTT,FD", "Sari Lango,P4MI-MOF,PO")
    changed = "\n".join(line for line in changed.split("\n") if not line.startswith(RATNA))
    result = database.write(
        lambda uow: service.import_roster(uow, Operator(), changed.encode(), NOW)
    )
    assert (result.changed, result.missing) == (1, (RATNA,))
    sari = person(database, SARI)
    assert (sari.office, sari.role) == ("P4MI-MOF", "PO")
    assert sari.language == "en", "the language is the person's own choice"
    assert at(database, PHONE) == SARI


def test_a_roster_with_one_fault_changes_nothing(database: Database) -> None:
    found_ministry(database)
    broken = ROSTER.replace("Maria Bria,P4MI-MOF", "Maria Bria,NOWHERE") + "S9,Neu,KP2MI,FD,,id\n"
    result = database.write(
        lambda uow: service.import_roster(uow, Operator(), broken.encode(), NOW)
    )
    assert [problem.line for problem in result.problems] == [4]
    with database.read() as uow:
        assert uow.people.by_staff_id("S9") is None


def test_everybody_without_a_phone_gets_an_invitation(database: Database) -> None:
    found_ministry(database)
    enrol(database, SARI, PHONE)
    issued = database.write(lambda uow: service.invite_missing(uow, Operator(), NOW))
    assert SARI not in {one.person.staff_id for one in issued if one.person}
    assert len({one.code for one in issued}) == len(issued) == 6


def test_the_database_holds_no_code(database: Database) -> None:
    found_ministry(database)
    code = issue(database, SARI).code
    with database.read() as uow:
        assert uow.invites.by_hash(code) is None


def test_who_may_invite(database: Database) -> None:
    found_ministry(database)
    sari, ratna = person(database, SARI), person(database, RATNA)

    def by(actor: Actor, access: str) -> None:
        def work(uow: UnitOfWork) -> None:
            service.invite(
                uow, actor, office="KP2MI", role="", access=access, staff_id=None, now=NOW
            )

        database.write(work)

    by(ratna, "head")
    for actor, access in ((sari, "respondent"), (ratna, "administrator")):
        with pytest.raises(NotAllowed):
            by(actor, access)


def test_an_invitation_carries_what_the_roster_says(database: Database) -> None:
    found_ministry(database)
    issued = database.write(
        lambda uow: service.invite(
            uow,
            Operator(),
            office="P4MI-TJB",
            role="PO",
            access="administrator",
            staff_id=SARI,
            now=NOW,
        )
    )
    invitation = issued.invite
    assert (invitation.office, invitation.role, invitation.access) == (
        "BP3MI-NTT",
        "FD",
        "respondent",
    )


def test_the_ministrys_offices_come_with_pandu(database: Database) -> None:
    result = database.write(
        lambda uow: service.import_roster(uow, Operator(), ROSTER.encode(), NOW)
    )
    assert not result.problems
    with database.read() as uow:
        assert uow.offices.by_code("BP3MI-NTT").zone == "Asia/Makassar"
        assert len(uow.offices.all()) > 30
