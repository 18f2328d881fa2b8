"""Offices, people, chats, invites and consents."""

from dataclasses import replace

import pytest

from storage.database import Database
from storage.errors import Conflict, NotFound
from storage.records import Attempts, Consent, Invite, Person
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import JAKARTA, KUPANG, NOW, add_person, at, notice

HASH = "ab" * 32


def two_people(uow: UnitOfWork) -> tuple[Person, Person]:
    return add_person(uow, "1001"), add_person(uow, "1002")


def invite(uow: UnitOfWork, person: int | None, code_hash: str = HASH) -> Invite:
    return uow.invites.add(
        code_hash,
        person=person,
        office="KPG",
        role="FD",
        access="respondent",
        now=NOW,
        expires_at=at(3600),
    )


def test_who_of_an_access_can_be_met(database: Database) -> None:
    first, second = database.write(two_people)

    def work(uow: UnitOfWork) -> None:
        uow.chats.link(7, second.id, NOW)
        uow.chats.link(8, first.id, NOW)
        uow.people.change(second.id, access="coordinator")
        uow.people.change(add_person(uow, "1003").id, access="coordinator")

    database.write(work)
    with database.read() as uow:
        assert uow.chats.of_access({"coordinator"}) == ((7, uow.people.by_id(second.id)),)
        assert len(uow.chats.of_access({"coordinator", first.access})) == 2
        assert uow.chats.of_access(()) == ()


def test_an_office_is_added_and_changed(database: Database) -> None:
    moved = replace(KUPANG, city="Kupang Barat", zone="Asia/Jakarta")

    def work(uow: UnitOfWork) -> None:
        for office in (JAKARTA, KUPANG, moved):
            uow.offices.upsert(office)

    database.write(work)
    with database.read() as uow:
        assert uow.offices.all() == (JAKARTA, moved)
        assert uow.offices.by_code("KPG") == moved
        with pytest.raises(NotFound):
            uow.offices.by_code("kpg")


def test_a_staff_id_is_one_person(database: Database) -> None:
    person = database.write(add_person)
    with pytest.raises(Conflict):
        database.write(add_person)
    with database.read() as uow:
        assert uow.people.by_staff_id("1001") == person == uow.people.by_id(person.id)
        assert uow.people.by_staff_id("404") is None
        with pytest.raises(NotFound):
            uow.people.by_id(404)


def test_a_person_is_changed(database: Database) -> None:
    person = database.write(add_person)
    changed = database.write(lambda uow: uow.people.change(person.id, name="Siti", office="HQ"))
    assert changed == replace(person, name="Siti", office="HQ")
    database.write(lambda uow: uow.people.set_language(person.id, "en"))
    with database.read() as uow:
        assert uow.people.by_id(person.id).language == "en"


def test_only_what_the_roster_says_is_changed(database: Database) -> None:
    person = database.write(add_person)
    with pytest.raises(TypeError):
        database.write(lambda uow: uow.people.change(person.id, staff_id="2"))
    with pytest.raises(NotFound):
        database.write(lambda uow: uow.people.change(404, name="x"))


def test_people_are_listed_by_office(database: Database) -> None:
    first, second = database.write(two_people)
    database.write(lambda uow: uow.people.change(second.id, office="HQ"))
    with database.read() as uow:
        assert [person.id for person in uow.people.all()] == [second.id, first.id]
        assert [person.id for person in uow.people.all("KPG")] == [first.id]


def test_who_has_no_chat_is_not_enrolled(database: Database) -> None:
    first, second = database.write(two_people)
    database.write(lambda uow: uow.chats.link(7, first.id, NOW))
    with database.read() as uow:
        assert uow.people.without_enrolment() == (second,)


def test_an_unknown_chat_is_nobodys(database: Database) -> None:
    with database.read() as uow:
        assert uow.chats.person_at(7) is None
        assert uow.chats.people_at(7) == ()
        assert uow.chats.unreachable_at(7) is None


def test_two_people_share_a_phone(database: Database) -> None:
    first, second = database.write(two_people)
    database.write(lambda uow: uow.chats.link(7, first.id, NOW))
    database.write(lambda uow: uow.chats.link(7, second.id, at(1)))
    with database.read() as uow:
        assert uow.chats.person_at(7) == second
        assert uow.chats.people_at(7) == (first, second)
    database.write(lambda uow: uow.chats.switch(7, first.id))
    with database.read() as uow:
        assert uow.chats.person_at(7) == first


def test_only_who_is_linked_can_be_switched_to(database: Database) -> None:
    first, second = database.write(two_people)
    database.write(lambda uow: uow.chats.link(7, first.id, NOW))
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.chats.switch(7, second.id))


def test_linking_again_keeps_the_first_link(database: Database) -> None:
    first, second = database.write(two_people)

    def link_all(uow: UnitOfWork) -> None:
        for person in (first, second, first):
            uow.chats.link(7, person.id, NOW)

    database.write(link_all)
    with database.read() as uow:
        assert uow.chats.people_at(7) == (first, second)
        assert uow.chats.person_at(7) == first


def test_a_new_account_takes_the_person_from_the_old(database: Database) -> None:
    first, second = database.write(two_people)
    database.write(lambda uow: uow.chats.link(7, second.id, NOW))
    database.write(lambda uow: uow.chats.link(7, first.id, NOW))
    database.write(lambda uow: uow.chats.link(8, first.id, at(1)))
    with database.read() as uow:
        assert uow.chats.person_at(8) == first
        assert uow.chats.chats_of(first.id) == (8,)
        assert uow.chats.person_at(7) is None
        assert uow.chats.people_at(7) == (second,)


def test_a_chat_is_unreachable_until_it_speaks(database: Database) -> None:
    database.write(lambda uow: uow.chats.mark_unreachable(7, NOW))
    database.write(lambda uow: uow.chats.mark_unreachable(7, at(60)))
    with database.read() as uow:
        assert uow.chats.unreachable_at(7) == NOW
    database.write(lambda uow: uow.chats.mark_reachable(7))
    with database.read() as uow:
        assert uow.chats.unreachable_at(7) is None


def test_a_chat_moves_with_all_it_has(database: Database) -> None:
    def before(uow: UnitOfWork) -> Person:
        person = add_person(uow)
        uow.chats.link(7, person.id, NOW)
        uow.cards.set("interviews.card:1", 7, 55, NOW)
        uow.outbox.add(notice(7), NOW)
        return person

    person = database.write(before)
    database.write(lambda uow: uow.chats.migrate(7, -1007))
    (row,) = database.write(lambda uow: uow.outbox.claim("a", 9, NOW))
    assert row.notice.chat_id == -1007
    with database.read() as uow:
        assert uow.chats.person_at(-1007) == person
        assert uow.chats.chats_of(person.id) == (-1007,)
        assert uow.chats.person_at(7) is None
        assert uow.cards.get("interviews.card:1") == (-1007, 55)


def test_an_invite_works_once(database: Database) -> None:
    person = database.write(add_person)
    given = database.write(lambda uow: invite(uow, person.id))
    with database.read() as uow:
        assert uow.invites.by_hash(HASH) == given
        assert uow.invites.by_hash("cd" * 32) is None
    database.write(lambda uow: uow.invites.use(given.id, person.id, 7, at(1)))
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.invites.use(given.id, person.id, 8, at(2)))
    with database.read() as uow:
        assert uow.invites.by_hash(HASH) == replace(given, used_at=at(1))


def test_an_expired_or_unknown_invite_is_refused(database: Database) -> None:
    person = database.write(add_person)
    given = database.write(lambda uow: invite(uow, None))
    assert given.person is None
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.invites.use(given.id, person.id, 7, at(3600)))
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.invites.use(404, person.id, 7, NOW))


def test_open_invites_of_a_person_are_revoked(database: Database) -> None:
    person = database.write(add_person)
    used, opened = database.write(
        lambda uow: (invite(uow, person.id), invite(uow, person.id, "cd" * 32))
    )
    database.write(lambda uow: uow.invites.use(used.id, person.id, 7, NOW))
    assert database.write(lambda uow: uow.invites.revoke_open_for(person.id, at(5))) == 1
    with pytest.raises(Conflict):
        database.write(lambda uow: uow.invites.use(opened.id, person.id, 7, at(6)))
    with database.read() as uow:
        revoked = uow.invites.by_hash("cd" * 32)
        assert revoked is not None
        assert revoked.revoked_at == at(5)


def test_a_code_is_given_out_once(database: Database) -> None:
    person = database.write(add_person)
    database.write(lambda uow: invite(uow, person.id))
    with pytest.raises(Conflict):
        database.write(lambda uow: invite(uow, person.id))


def test_wrong_codes_are_counted_by_chat(database: Database) -> None:
    assert database.write(lambda uow: uow.invites.count_failure(7, at(1))) == 1
    assert database.write(lambda uow: uow.invites.count_failure(7, at(2))) == 2
    with database.read() as uow:
        assert uow.invites.attempts(7) == Attempts(2, at(2))
        assert uow.invites.attempts(8) is None
    database.write(lambda uow: uow.invites.clear_failures(7))
    with database.read() as uow:
        assert uow.invites.attempts(7) is None


def test_consent_is_given_and_withdrawn(database: Database) -> None:
    person = database.write(add_person).id
    with database.read() as uow:
        assert uow.consents.current(person) is None
    database.write(lambda uow: uow.consents.give(person, "1", "id", NOW))
    database.write(lambda uow: uow.consents.give(person, "2", "en", at(1)))
    with database.read() as uow:
        assert uow.consents.current(person) == Consent(person, "2", "en", at(1))
    database.write(lambda uow: uow.consents.withdraw(person, at(2)))
    with database.read() as uow:
        assert uow.consents.current(person) is None
    database.write(lambda uow: uow.consents.give(person, "2", "id", at(3)))
    with database.read() as uow:
        assert uow.consents.current(person) == Consent(person, "2", "id", at(3))
