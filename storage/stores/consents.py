"""Who agreed to which words, when, and who took it back."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from storage.records import Consent
from storage.tables.people import consents

_stands = (consents.c.person == bindparam("someone"), consents.c.withdrawn_at.is_(None))
_CURRENT = (
    select(consents.c.person, consents.c.version, consents.c.language, consents.c.given_at)
    .where(*_stands)
    .order_by(consents.c.id.desc())
    .limit(1)
)
_GIVE = insert(consents).inline()
_WITHDRAW = update(consents).where(*_stands).values(withdrawn_at=bindparam("moment"))


class Consents:
    """The consents as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def current(self, person: int) -> Consent | None:
        """The latest consent of the person that was not withdrawn."""
        row = self._connection.execute(_CURRENT, {"someone": person}).one_or_none()
        return None if row is None else Consent(*row)

    def give(self, person: int, version: str, language: str, now: datetime) -> None:
        """The person agreed to this version of the words, read in this language."""
        parameters = {
            "person": person,
            "version": version,
            "language": language,
            "given_at": now,
        }
        self._connection.execute(_GIVE, parameters)

    def withdraw(self, person: int, now: datetime) -> None:
        """The person takes back every consent."""
        self._connection.execute(_WITHDRAW, {"someone": person, "moment": now})
