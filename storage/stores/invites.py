"""Invites that work once, and the wrong codes of a chat. Codes are kept only as SHA-256."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from storage.errors import Conflict
from storage.records import Attempts, Invite
from storage.stores.statements import per_dialect
from storage.tables.people import invite_attempts, invites

_FIELDS = ("id", "person", "office", "role", "access", "expires_at", "used_at", "revoked_at")

_ADD = per_dialect(
    lambda insert: (
        insert(invites).on_conflict_do_nothing(index_elements=["code_hash"]).returning(invites.c.id)
    )
)
_all = select(*(invites.c[field] for field in _FIELDS))
_BY_HASH = _all.where(invites.c.code_hash == bindparam("hashed"))
_BY_ID = _all.where(invites.c.id == bindparam("invite"))
_USE = (
    update(invites)
    .where(
        invites.c.id == bindparam("invite"),
        invites.c.used_at.is_(None),
        invites.c.revoked_at.is_(None),
        invites.c.expires_at > bindparam("moment"),
    )
    .values(used_at=bindparam("moment"), used_by=bindparam("someone"), used_chat=bindparam("chat"))
)
_REVOKE = (
    update(invites)
    .where(
        invites.c.person == bindparam("someone"),
        invites.c.used_at.is_(None),
        invites.c.revoked_at.is_(None),
    )
    .values(revoked_at=bindparam("moment"))
)
_ATTEMPTS = select(invite_attempts.c.failures, invite_attempts.c.not_before).where(
    invite_attempts.c.chat_id == bindparam("chat")
)
_COUNT = per_dialect(
    lambda insert: (
        (put := insert(invite_attempts))
        .on_conflict_do_update(
            index_elements=["chat_id"],
            set_={
                "failures": invite_attempts.c.failures + 1,
                "not_before": put.excluded.not_before,
            },
        )
        .returning(invite_attempts.c.failures)
    )
)
_CLEAR = delete(invite_attempts).where(invite_attempts.c.chat_id == bindparam("chat"))


class Invites:
    """The invites as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        code_hash: str,
        *,
        person: int | None,
        office: str,
        role: str,
        access: str,
        now: datetime,
        expires_at: datetime,
    ) -> Invite:
        """A new invite, for a person or (None) for anyone of the office and role.

        `code_hash` is the SHA-256 of the code in hexadecimal. Raises Conflict when it is taken.
        """
        parameters = {
            "code_hash": code_hash,
            "person": person,
            "office": office,
            "role": role,
            "access": access,
            "created_at": now,
            "expires_at": expires_at,
        }
        statement = _ADD[self._connection.dialect.name]
        invite = self._connection.execute(statement, parameters).scalar_one_or_none()
        if invite is None:
            raise Conflict("an invite with this code exists")
        return Invite(invite, person, office, role, access, expires_at, None, None)

    def by_hash(self, code_hash: str) -> Invite | None:
        """The invite of this hashed code, whatever became of it."""
        row = self._connection.execute(_BY_HASH, {"hashed": code_hash}).one_or_none()
        return None if row is None else Invite(*row)

    def by_id(self, invite: int) -> Invite | None:
        """The invite of this id, whatever became of it."""
        row = self._connection.execute(_BY_ID, {"invite": invite}).one_or_none()
        return None if row is None else Invite(*row)

    def use(self, invite: int, person: int, chat_id: int, now: datetime) -> None:
        """The person used the invite. Raises Conflict when it is used, revoked or expired."""
        parameters = {"invite": invite, "someone": person, "chat": chat_id, "moment": now}
        if self._connection.execute(_USE, parameters).rowcount != 1:
            raise Conflict(f"invite {invite} is used, revoked or expired")

    def revoke_open_for(self, person: int, now: datetime) -> int:
        """Take back the person's unused invites; returns how many there were."""
        parameters = {"someone": person, "moment": now}
        return self._connection.execute(_REVOKE, parameters).rowcount

    def attempts(self, chat_id: int) -> Attempts | None:
        """The wrong codes tried in the chat since the last right one."""
        row = self._connection.execute(_ATTEMPTS, {"chat": chat_id}).one_or_none()
        return None if row is None else Attempts(*row)

    def count_failure(self, chat_id: int, not_before: datetime) -> int:
        """Count a wrong code, with no other before `not_before`; returns how many there were."""
        parameters = {"chat_id": chat_id, "failures": 1, "not_before": not_before}
        statement = _COUNT[self._connection.dialect.name]
        return int(self._connection.execute(statement, parameters).scalar_one())

    def clear_failures(self, chat_id: int) -> None:
        """Forget the wrong codes tried in the chat."""
        self._connection.execute(_CLEAR, {"chat": chat_id})
