"""Use cases about people: roster, invitations, enrolment, language, two staff on one phone."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from bot.access import Actor, audited, require
from bot.chat.between import bring_card_back
from bot.chat.notices import interview_card
from bot.chat.speaker import choose_language, speaker
from bot.chat.text import brief
from bot.people.offices import office_codes
from bot.people.roster import NAME_LIMIT, RosterProblem, RosterRow, read_roster
from bot.people.rules import ALPHABET, CODE_LENGTH, VALID_FOR, code_hash, delay_after
from storage.errors import NotFound
from storage.records import Invite, Notice, Person
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Imported:
    added: int
    changed: int
    unchanged: int
    missing: tuple[str, ...]  # staff ids in the database that the file does not name
    problems: tuple[RosterProblem, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation with its code, which exists only here: the database keeps a hash."""

    code: str
    invite: Invite
    person: Person | None


def import_roster(uow: UnitOfWork, actor: Actor, content: bytes, now: datetime) -> Imported:
    """Upsert the roster; with any problem nothing is written. Absent people are only listed."""
    require(actor, "people.import")
    rows, problems = read_roster(content, office_codes(uow))
    if problems:
        return Imported(0, 0, 0, (), problems)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for row in rows:
        counts[_upsert(uow, row)] += 1
    named = {row.staff_id for row in rows}
    missing = tuple(p.staff_id for p in uow.people.all() if p.staff_id not in named)
    uow.audit.add(now, audited(actor), "people.import", "roster", dict(counts))
    return Imported(**counts, missing=missing, problems=())


def _upsert(uow: UnitOfWork, row: RosterRow) -> str:
    person = uow.people.by_staff_id(row.staff_id)
    fields = {"name": row.name, "office": row.office, "role": row.role, "access": row.access}
    if person is None:
        uow.people.add(staff_id=row.staff_id, language=row.language, **fields)
        return "added"
    # The language is the person's own choice once they have met the bot.
    if not uow.chats.chats_of(person.id):
        fields["language"] = row.language
    if all(getattr(person, field) == value for field, value in fields.items()):
        return "unchanged"
    uow.people.change(person.id, **fields)
    return "changed"


def invite(
    uow: UnitOfWork,
    actor: Actor,
    *,
    office: str,
    role: str,
    access: str,
    staff_id: str | None,
    now: datetime,
) -> Issued:
    """A new one-use invitation; earlier unused ones of the same person end with it.

    For somebody of the roster it carries what the roster says of them, whatever is asked for.
    """
    require(actor, "people.invite")
    person = uow.people.by_staff_id(staff_id) if staff_id else None
    place = (office, role, access) if person is None else _place_of(person)
    if place[2] == "administrator":
        require(actor, "people.invite-administrator")
    if place[0] not in office_codes(uow):
        raise NotFound(f"office {place[0]}")
    if staff_id and person is None:
        person = uow.people.add(
            staff_id=staff_id, name=staff_id, office=office, role=role, access=access, language="id"
        )
    return _issue(uow, actor, person, place, now)


def _place_of(person: Person) -> tuple[str, str, str]:
    return person.office, person.role, person.access


def invite_missing(uow: UnitOfWork, actor: Actor, now: datetime) -> tuple[Issued, ...]:
    """Invitations for everybody on the roster who has not enrolled yet."""
    require(actor, "people.invite")
    return tuple(
        _issue(uow, actor, person, _place_of(person), now)
        for person in uow.people.without_enrolment()
    )


def _issue(
    uow: UnitOfWork,
    actor: Actor,
    person: Person | None,
    place: tuple[str, str, str],
    now: datetime,
) -> Issued:
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    if person is not None:
        uow.invites.revoke_open_for(person.id, now)
    office, role, access = place
    row = uow.invites.add(
        code_hash=code_hash(code),
        person=person.id if person else None,
        office=office,
        role=role,
        access=access,
        now=now,
        expires_at=now + VALID_FOR,
    )
    uow.audit.add(now, audited(actor), "people.invite", f"invite:{row.id}", {})
    return Issued(code, row, person)


@dataclass(frozen=True, slots=True)
class Visitor:
    """What Telegram says of whoever writes: a name and a language we speak."""

    name: str
    language: str


def enrol(uow: UnitOfWork, chat_id: int, code: str, visitor: Visitor, now: datetime) -> None:
    """Use an invitation at this chat; every outcome is told in the chat, and nothing more."""
    attempts = uow.invites.attempts(chat_id)
    if attempts is not None and now < attempts.not_before:
        minutes = ceil((attempts.not_before - now).total_seconds() / 60)
        _refuse(uow, chat_id, "wait", visitor, now, minutes=minutes)
        return
    row = uow.invites.by_hash(code_hash(code))
    current = uow.chats.person_at(chat_id)
    if row and current and _has_used(current, row):
        uow.outbox.add(interview_card(current, chat_id, fresh=True), now)
        return
    reason = _refusal(row, now)
    if row is None or reason:
        failures = (attempts.failures if attempts else 0) + 1
        uow.invites.count_failure(chat_id, now + delay_after(failures))
        _refuse(uow, chat_id, reason, visitor, now)
    elif current is not None and current.id != row.person:
        uow.outbox.add(Notice(chat_id, "people.take_over", {"invite": row.id}), now)
    else:
        _accept(uow, chat_id, row, visitor, now)


def take_over(
    uow: UnitOfWork, chat_id: int, invite_id: int, visitor: Visitor, now: datetime
) -> bool:
    """The person confirmed that a second colleague uses this phone; False when it is too late."""
    row = uow.invites.by_id(invite_id)
    current = uow.chats.person_at(chat_id)
    if row and current and _has_used(current, row):
        uow.outbox.add(interview_card(current, chat_id, fresh=True), now)
        return True
    reason = _refusal(row, now)
    if row is None or reason:
        _refuse(uow, chat_id, reason, visitor, now)
        return False
    _accept(uow, chat_id, row, visitor, now)
    return True


def _refusal(row: Invite | None, now: datetime) -> str:
    if row is None:
        return "unknown"
    if row.used_at is not None:
        return "used"
    if row.revoked_at is not None or now >= row.expires_at:
        return "expired"
    return ""


def _refuse(
    uow: UnitOfWork, chat_id: int, reason: str, visitor: Visitor, now: datetime, **details: int
) -> None:
    arguments = {"reason": reason, "language": visitor.language, **details}
    uow.outbox.add(Notice(chat_id, "people.refused", arguments), now)
    bring_card_back(uow, chat_id, now)


def _has_used(current: Person, row: Invite) -> bool:
    """Whether whoever speaks here came by this invitation: its link is tapped again."""
    return row.used_at is not None and (
        row.person == current.id or current.staff_id == _made_of(row)
    )


def _made_of(row: Invite) -> str:
    """The staff id of whoever an open invitation makes."""
    return f"undangan-{row.id}"


def _accept(uow: UnitOfWork, chat_id: int, row: Invite, visitor: Visitor, now: datetime) -> None:
    if row.person is None:
        person = uow.people.add(
            staff_id=_made_of(row),
            name=brief(visitor.name, NAME_LIMIT) or _made_of(row),
            office=row.office,
            role=row.role,
            access=row.access,
            language=visitor.language,
        )
    else:
        person = uow.people.by_id(row.person)
    uow.invites.use(row.id, person.id, chat_id, now)
    uow.invites.clear_failures(chat_id)
    for old in uow.chats.chats_of(person.id):
        if old != chat_id:
            uow.outbox.add(Notice(old, "people.moved", {"person": person.id}, lane=1), now)
    uow.chats.link(chat_id, person.id, now)
    uow.audit.add(now, person.id, "people.enrol", f"invite:{row.id}", {})
    uow.outbox.add(interview_card(person, chat_id, fresh=True), now)


def show_languages(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    speaker(uow, chat_id, "language.choose")
    uow.outbox.add(Notice(chat_id, "people.languages"), now)


def set_language(uow: UnitOfWork, chat_id: int, index: int, now: datetime) -> Person | None:
    """Speak the language at this place of LANGUAGES; None when there is none."""
    person = choose_language(uow, speaker(uow, chat_id, "language.choose"), index)
    if person is not None:
        uow.outbox.add(interview_card(person, chat_id, fresh=True), now)
    return person


def show_help(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    speaker(uow, chat_id, "help.read")
    uow.outbox.add(Notice(chat_id, "people.help"), now)


def show_colleagues(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    speaker(uow, chat_id, "people.switch")
    uow.outbox.add(Notice(chat_id, "people.colleagues"), now)


def switch_to(uow: UnitOfWork, chat_id: int, person_id: int, now: datetime) -> Person | None:
    """Continue as another person who enrolled at this phone; None when they are not here."""
    for person in uow.chats.people_at(chat_id):
        if person.id == person_id:
            require(person, "people.switch", person)
            uow.chats.switch(chat_id, person_id)
            uow.audit.add(now, person_id, "people.switch", f"chat:{chat_id}", {})
            uow.outbox.add(interview_card(person, chat_id, fresh=True), now)
            return person
    return None
