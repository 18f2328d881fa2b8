"""Submitted interviews that are corrected: a draft beside each, and what it was before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage.errors import Conflict
from storage.records import Correction, StoredInterview
from storage.stores.interviews import Interviews
from storage.stores.statements import per_dialect
from storage.tables.questionnaires import corrections, interviews

_BEGIN = per_dialect(
    lambda insert: (
        insert(interviews)
        .on_conflict_do_nothing(index_elements=["corrects"])
        .returning(interviews.c.id)
    )
)
_OF_WHAT = select(interviews.c.questionnaire).where(interviews.c.id == bindparam("original"))
_DRAFT_OF = select(interviews.c.id).where(interviews.c.corrects == bindparam("original"))
_DROP = (
    delete(interviews)
    .where(
        interviews.c.id == bindparam("draft"),
        interviews.c.revision == bindparam("expected"),
        interviews.c.corrects.is_not(None),
    )
    .returning(interviews.c.corrects)
)
_KEEP = insert(corrections).inline()
_REPLACE = (
    update(interviews)
    .where(interviews.c.id == bindparam("original"))
    .values(
        revision=interviews.c.revision + 1,
        snapshot=bindparam("content"),
        language=bindparam("spoken"),
        touched_at=bindparam("moment"),
        corrected_at=bindparam("moment"),
    )
)
_OF = (
    select(
        corrections.c.interview,
        corrections.c.person,
        corrections.c.version,
        corrections.c.at,
        corrections.c.reason,
        corrections.c.snapshot,
    )
    .where(corrections.c.interview == bindparam("original"))
    .order_by(corrections.c.id)
)


class Corrections:
    """The corrections as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._interviews = Interviews(connection)

    def begin(
        self, original: int, snapshot: Mapping[str, Any], language: str, now: datetime
    ) -> StoredInterview:
        """A draft that lies beside a submitted interview and changes nothing of it.

        Raises NotFound, and Conflict when it is not submitted or has a draft already.
        """
        given = self._interviews.by_id(original)
        if given.status != "submitted":
            raise Conflict(f"interview {original} is not submitted")
        questionnaire = self._connection.execute(_OF_WHAT, {"original": original}).scalar_one()
        parameters = {
            "person": given.person,
            "questionnaire": questionnaire,
            "version": given.questionnaire,
            "wave": given.wave,
            "status": "correction",
            "revision": 0,
            "snapshot": dict(snapshot),
            "language": language,
            "started_at": now,
            "touched_at": now,
            "corrects": original,
        }
        statement = _BEGIN[self._connection.dialect.name]
        draft = self._connection.execute(statement, parameters).scalar_one_or_none()
        if draft is None:
            raise Conflict(f"interview {original} is being corrected")
        return self._interviews.by_id(draft)

    def draft_of(self, original: int) -> StoredInterview | None:
        found = self._connection.execute(_DRAFT_OF, {"original": original}).scalar_one_or_none()
        return None if found is None else self._interviews.by_id(found)

    def send(
        self,
        draft: StoredInterview,
        snapshot: Mapping[str, Any],
        language: str,
        reason: str,
        now: datetime,
    ) -> StoredInterview:
        """Put the corrected answers in place of the submitted ones, which are kept with the reason.

        The draft is gone. Raises Conflict when it is not as `draft` says any more.
        """
        original = self._interviews.by_id(self._drop(draft))
        kept = {
            "interview": original.id,
            "person": original.person,
            "version": original.questionnaire,
            "at": now,
            "reason": reason,
            "snapshot": dict(original.snapshot),
        }
        self._connection.execute(_KEEP, kept)
        replaced = {
            "original": original.id,
            "content": dict(snapshot),
            "spoken": language,
            "moment": now,
        }
        self._connection.execute(_REPLACE, replaced)
        return self._interviews.by_id(original.id)

    def abandon(self, draft: StoredInterview) -> None:
        """Forget the draft. Raises Conflict when it is not as `draft` says any more."""
        self._drop(draft)

    def of(self, original: int) -> tuple[Correction, ...]:
        """What the interview was before each of its corrections, the oldest first."""
        rows = self._connection.execute(_OF, {"original": original})
        return tuple(Correction(*row) for row in rows)

    def _drop(self, draft: StoredInterview) -> int:
        parameters = {"draft": draft.id, "expected": draft.revision}
        original: int | None = self._connection.execute(_DROP, parameters).scalar_one_or_none()
        if original is None:
            raise Conflict(f"draft {draft.id} is not at {draft.revision}")
        return original
