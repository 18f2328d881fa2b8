"""Which chat belongs to whom: two people may share a phone, a person has one chat."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, ScalarSelect, bindparam, delete, select, update

from storage.errors import Conflict
from storage.records import Person
from storage.stores.people import COLUMNS
from storage.stores.statements import per_dialect
from storage.tables.outbox import cards, is_unfinished, outbox
from storage.tables.people import chat_people, chats, people

_this = chats.c.chat_id == bindparam("chat")
_SEEN = per_dialect(lambda insert: insert(chats).on_conflict_do_nothing())
_PERSON_AT = select(*COLUMNS).join(chats, chats.c.person == people.c.id).where(_this)
_PEOPLE_AT = (
    select(*COLUMNS)
    .join(chat_people, chat_people.c.person == people.c.id)
    .where(chat_people.c.chat_id == bindparam("chat"))
    .order_by(chat_people.c.linked_at, people.c.id)
)
_CHATS_OF = (
    select(chat_people.c.chat_id)
    .where(chat_people.c.person == bindparam("someone"))
    .order_by(chat_people.c.chat_id)
)
_OF_ACCESS = (
    select(chat_people.c.chat_id, *COLUMNS)
    .join(people, people.c.id == chat_people.c.person)
    .where(people.c.access.in_(bindparam("accesses", expanding=True)))
    .order_by(people.c.id)
)
_UNLINK = delete(chat_people).where(chat_people.c.person == bindparam("someone"))
_LEAVE = update(chats).where(chats.c.person == bindparam("someone")).values(person=None)
_LINK = per_dialect(
    lambda insert: insert(chat_people).on_conflict_do_nothing().returning(chat_people.c.person)
)
_ACTIVATE = update(chats).where(_this).values(person=bindparam("someone"))
_IS_LINKED = select(chat_people.c.person).where(
    chat_people.c.chat_id == bindparam("chat"), chat_people.c.person == bindparam("someone")
)
_UNREACHABLE = (
    update(chats)
    .where(_this, chats.c.unreachable_at.is_(None))
    .values(unreachable_at=bindparam("moment"))
)
_REACHABLE = (
    update(chats).where(_this, chats.c.unreachable_at.is_not(None)).values(unreachable_at=None)
)
_UNREACHABLE_AT = select(chats.c.unreachable_at).where(_this)


def _of_old(column: Column[Any]) -> ScalarSelect[Any]:
    old = chats.alias("old")
    return select(old.c[column.name]).where(old.c.chat_id == bindparam("old")).scalar_subquery()


_MOVE_CHAT = (
    update(chats)
    .where(chats.c.chat_id == bindparam("new"))
    .values(
        person=_of_old(chats.c.person),
        unreachable_at=None,
    )
)
_MOVES = (
    _MOVE_CHAT,
    update(chats).where(chats.c.chat_id == bindparam("old")).values(person=None),
    *(
        update(table)
        .where(table.c.chat_id == bindparam("old"), *only)
        .values(chat_id=bindparam("new"))
        for table, only in ((chat_people, ()), (cards, ()), (outbox, (is_unfinished,)))
    ),
)


class Chats:
    """The chats as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def person_at(self, chat_id: int) -> Person | None:
        """The person who uses the chat now."""
        row = self._connection.execute(_PERSON_AT, {"chat": chat_id}).one_or_none()
        return None if row is None else Person(*row)

    def people_at(self, chat_id: int) -> tuple[Person, ...]:
        """Everyone who is linked to the chat, the first to link first."""
        return tuple(
            Person(*row) for row in self._connection.execute(_PEOPLE_AT, {"chat": chat_id})
        )

    def chats_of(self, person: int) -> tuple[int, ...]:
        """The chat ids in which the person can be met: one, or none before enrolment."""
        return tuple(self._connection.execute(_CHATS_OF, {"someone": person}).scalars())

    def of_access(self, accesses: Iterable[str]) -> tuple[tuple[int, Person], ...]:
        """Everyone of these accesses who can be met, each with their chat."""
        rows = self._connection.execute(_OF_ACCESS, {"accesses": sorted(accesses)})
        return tuple((chat_id, Person(*fields)) for chat_id, *fields in rows)

    def link(self, chat_id: int, person: int, now: datetime) -> None:
        """The person is met in this chat from now on, and in no other, and uses it now.

        Raises Conflict when another process links the person at the same time.
        """
        if not self._is_linked(chat_id, person):
            self._connection.execute(_UNLINK, {"someone": person})
            self._connection.execute(_LEAVE, {"someone": person})
            self._seen(chat_id)
            parameters = {"chat_id": chat_id, "person": person, "linked_at": now}
            statement = _LINK[self._connection.dialect.name]
            if self._connection.execute(statement, parameters).one_or_none() is None:
                raise Conflict(f"person {person} is being linked to another chat")
        self._connection.execute(_ACTIVATE, {"chat": chat_id, "someone": person})

    def switch(self, chat_id: int, person: int) -> None:
        """The person, one of those linked to the chat, uses it now. Raises Conflict."""
        if not self._is_linked(chat_id, person):
            raise Conflict(f"person {person} is not linked to this chat")
        self._connection.execute(_ACTIVATE, {"chat": chat_id, "someone": person})

    def mark_unreachable(self, chat_id: int, now: datetime) -> None:
        """Nothing arrives in the chat any more: the bot was blocked or the account is gone."""
        self._seen(chat_id)
        self._connection.execute(_UNREACHABLE, {"chat": chat_id, "moment": now})

    def mark_reachable(self, chat_id: int) -> None:
        """The chat has spoken to us: what we send arrives again."""
        self._connection.execute(_REACHABLE, {"chat": chat_id})

    def migrate(self, old: int, new: int) -> None:
        """Telegram moved the chat to another id: people, cards and waiting notices go with it."""
        self._seen(new)
        for statement in _MOVES:
            self._connection.execute(statement, {"old": old, "new": new})

    def unreachable_at(self, chat_id: int) -> datetime | None:
        """Since when nothing arrives in the chat, if so."""
        return self._connection.execute(_UNREACHABLE_AT, {"chat": chat_id}).scalar_one_or_none()

    def _is_linked(self, chat_id: int, person: int) -> bool:
        parameters = {"chat": chat_id, "someone": person}
        return self._connection.execute(_IS_LINKED, parameters).one_or_none() is not None

    def _seen(self, chat_id: int) -> None:
        self._connection.execute(_SEEN[self._connection.dialect.name], {"chat_id": chat_id})
