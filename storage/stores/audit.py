"""The book of who did what; lines are only ever added."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from storage.records import AuditLine
from storage.tables.audit import audit

_ADD = insert(audit).inline()
_ABOUT = (
    select(audit.c.at, audit.c.actor, audit.c.action, audit.c.subject, audit.c.details)
    .where(audit.c.subject == bindparam("about"))
    .order_by(audit.c.id)
)


class Audit:
    """The audit book as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        at: datetime,
        actor: int | None,
        action: str,
        subject: str,
        details: Mapping[str, Any],
    ) -> None:
        """Write that the actor (a person's id; None: the system) acted on the subject."""
        parameters = {
            "at": at,
            "actor": actor,
            "action": action,
            "subject": subject,
            "details": dict(details),
        }
        self._connection.execute(_ADD, parameters)

    def about(self, subject: str) -> tuple[AuditLine, ...]:
        """What was written about the subject, the oldest first."""
        rows = self._connection.execute(_ABOUT, {"about": subject})
        return tuple(AuditLine(*row) for row in rows)
