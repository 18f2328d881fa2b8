"""The interviews people hold, each at a revision that grows with every save."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select, update

from storage.errors import Conflict, NotFound
from storage.records import StoredInterview
from storage.stores.statements import per_dialect
from storage.tables.questionnaires import (
    counts,
    interviews,
    is_live,
    is_open,
    is_trial,
    questionnaire_versions,
    questionnaires,
)

PAGE = 200  # interviews held in memory at once when all are gone through

_COLUMNS = (
    interviews.c.id,
    interviews.c.person,
    interviews.c.version.label("questionnaire"),
    interviews.c.wave,
    interviews.c.status,
    interviews.c.revision,
    interviews.c.snapshot,
    interviews.c.language,
    interviews.c.office,
    interviews.c.role,
    interviews.c.started_at,
    interviews.c.touched_at,
    interviews.c.submitted_at,
    interviews.c.corrects,
    interviews.c.corrected_at,
)
_all = select(*_COLUMNS)
_named = _all.join(questionnaires, questionnaires.c.id == interviews.c.questionnaire).where(
    questionnaires.c.name == bindparam("of_name")
)
_mine = interviews.c.person == bindparam("someone")

_QUESTIONNAIRE = select(questionnaire_versions.c.questionnaire).where(
    questionnaire_versions.c.id == bindparam("of_version")
)
_START = per_dialect(
    lambda insert: insert(interviews).on_conflict_do_nothing().returning(interviews.c.id)
)
_ADD = insert(interviews).returning(interviews.c.id)
_BY_ID = _all.where(interviews.c.id == bindparam("interview"))
_OPEN_OF = (
    _all.where(_mine, is_live)
    .order_by(interviews.c.touched_at.desc(), interviews.c.id.desc())
    .limit(1)
)
_OPEN_FOR = (
    _named.where(_mine, is_live, ~is_trial)
    .order_by(interviews.c.touched_at.desc(), interviews.c.id.desc())
    .limit(1)
)
_ALL_OF = _all.where(_mine).order_by(interviews.c.id)
_PAGE = (
    _named.where(counts, interviews.c.id > bindparam("after"))
    .order_by(interviews.c.id)
    .limit(bindparam("at_most"))
)
_ELSEWHERE = (
    _named.where(
        is_open,
        interviews.c.version != bindparam("of_version"),
        interviews.c.id > bindparam("after"),
    )
    .order_by(interviews.c.id)
    .limit(bindparam("at_most"))
)
_TALLY = (
    select(interviews.c.version, interviews.c.status, func.count().label("number"))
    .where(counts)
    .group_by(interviews.c.version, interviews.c.status)
)
_END_TRIALS = delete(interviews).where(is_trial, _mine)
_END_TRIALS_OF = delete(interviews).where(is_trial, interviews.c.version == bindparam("of_version"))
_SWEEP_TRIALS = delete(interviews).where(is_trial, interviews.c.touched_at < bindparam("moment"))
_as_expected = (
    interviews.c.id == bindparam("interview"),
    interviews.c.revision == bindparam("expected"),
)
_SAVE = (
    update(interviews)
    .where(*_as_expected, is_live)
    .values(
        revision=interviews.c.revision + 1,
        snapshot=bindparam("content"),
        language=bindparam("spoken"),
        touched_at=bindparam("moment"),
    )
    .returning(*_COLUMNS)
)
_MOVE = (
    update(interviews)
    .where(*_as_expected, is_open)
    .values(
        version=bindparam("to_version"),
        revision=interviews.c.revision + 1,
        snapshot=bindparam("content"),
    )
    .returning(*_COLUMNS)
)
_SUBMIT = (
    update(interviews)
    .where(*_as_expected, is_open)
    .values(
        status="submitted",
        revision=interviews.c.revision + 1,
        snapshot=bindparam("content"),
        language=bindparam("spoken"),
        office=bindparam("of_office"),
        role=bindparam("of_role"),
        touched_at=bindparam("moment"),
        submitted_at=bindparam("moment"),
    )
    .returning(*_COLUMNS)
)


class Interviews:
    """The interviews as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def start(
        self,
        person: int,
        questionnaire: int,
        wave: int | None,
        snapshot: Mapping[str, Any],
        language: str,
        now: datetime,
    ) -> StoredInterview:
        """A new open interview with this version (id) of a questionnaire, at revision 0.

        Raises Conflict when the person has an open one with any version of the questionnaire in
        this wave (or, without a wave, outside all waves); NotFound for an unknown version.
        """
        begun = self._begun(person, questionnaire, snapshot, language, now)
        row = {**begun, "status": "open", "wave": wave}
        statement = _START[self._connection.dialect.name]
        interview = self._connection.execute(statement, row).scalar_one_or_none()
        if interview is None:
            raise Conflict(f"person {person} has an open interview of this questionnaire")
        return self.by_id(interview)

    def take_in(
        self,
        person: int,
        questionnaire: int,
        snapshot: Mapping[str, Any],
        language: str,
        office: str,
        role: str,
        began: datetime,
        ended: datetime,
    ) -> StoredInterview:
        """An interview that was held elsewhere, submitted as it comes, outside all waves.

        `questionnaire` is the id of a version. Raises NotFound for an unknown one.
        """
        row = {
            **self._begun(person, questionnaire, snapshot, language, began),
            "status": "submitted",
            "office": office,
            "role": role,
            "touched_at": ended,
            "submitted_at": ended,
        }
        return self.by_id(self._connection.execute(_ADD, row).scalar_one())

    def start_trial(
        self,
        person: int,
        questionnaire: int,
        snapshot: Mapping[str, Any],
        language: str,
        now: datetime,
    ) -> StoredInterview:
        """An interview that never counts, with this version or draft (id) of a questionnaire."""
        begun = self._begun(person, questionnaire, snapshot, language, now)
        row = {**begun, "status": "trial"}
        return self.by_id(self._connection.execute(_ADD, row).scalar_one())

    def end_trials(self, person: int) -> int:
        """Forget the person's trials; returns how many there were."""
        return self._connection.execute(_END_TRIALS, {"someone": person}).rowcount

    def end_trials_of(self, version: int) -> None:
        """Forget all trials of a version or draft."""
        self._connection.execute(_END_TRIALS_OF, {"of_version": version})

    def sweep_trials(self, before: datetime) -> None:
        """Forget the trials that nobody has touched since."""
        self._connection.execute(_SWEEP_TRIALS, {"moment": before})

    def by_id(self, interview: int) -> StoredInterview:
        """The interview of this id. Raises NotFound."""
        found = self._first(_BY_ID, {"interview": interview})
        if found is None:
            raise NotFound(f"interview {interview}")
        return found

    def open_of(self, person: int) -> StoredInterview | None:
        """The open interview that the person touched last."""
        return self._first(_OPEN_OF, {"someone": person})

    def open_for(self, person: int, questionnaire: str) -> StoredInterview | None:
        """The person's open interview with any version of the questionnaire of this name.

        No trial.
        """
        return self._first(_OPEN_FOR, {"someone": person, "of_name": questionnaire})

    def all_of(self, person: int) -> tuple[StoredInterview, ...]:
        """The person's interviews, the oldest first."""
        rows = self._connection.execute(_ALL_OF, {"someone": person})
        return tuple(_interview(row) for row in rows)

    def save(
        self,
        interview: int,
        expected_revision: int,
        snapshot: Mapping[str, Any],
        language: str,
        now: datetime,
    ) -> StoredInterview:
        """Keep what a turn made of the interview, at the next revision.

        Raises Conflict when it is not open at the expected revision.
        """
        parameters = {
            "interview": interview,
            "expected": expected_revision,
            "content": dict(snapshot),
            "spoken": language,
            "moment": now,
        }
        return self._step(_SAVE, parameters)

    def move(
        self, interview: int, expected_revision: int, version: int, snapshot: Mapping[str, Any]
    ) -> StoredInterview:
        """Go on with another version (id) of the questionnaire; when it was touched stays.

        Raises Conflict when it is not open at the expected revision.
        """
        parameters = {
            "interview": interview,
            "expected": expected_revision,
            "to_version": version,
            "content": dict(snapshot),
        }
        return self._step(_MOVE, parameters)

    def submit(
        self,
        interview: int,
        expected_revision: int,
        snapshot: Mapping[str, Any],
        language: str,
        office: str,
        role: str,
        now: datetime,
    ) -> StoredInterview:
        """Close the interview for good, with the office and role the person has now.

        Raises Conflict when it is not open at the expected revision.
        """
        parameters = {
            "interview": interview,
            "expected": expected_revision,
            "content": dict(snapshot),
            "spoken": language,
            "of_office": office,
            "of_role": role,
            "moment": now,
        }
        return self._step(_SUBMIT, parameters)

    def of_questionnaire(self, questionnaire: str) -> Iterator[StoredInterview]:
        """All interviews with any version of the questionnaire, by id, a page at a time."""
        return self._pages(_PAGE, {"of_name": questionnaire})

    def open_elsewhere(self, questionnaire: str, version: int) -> Iterator[StoredInterview]:
        """The open interviews with other versions of the questionnaire than that of this id."""
        return self._pages(_ELSEWHERE, {"of_name": questionnaire, "of_version": version})

    def tally(self) -> Mapping[tuple[int, str], int]:
        """How many interviews there are, by version (id) and status; no drafts of any kind."""
        rows = self._connection.execute(_TALLY)
        return {(row.version, row.status): row.number for row in rows}

    def _pages(
        self, statement: Select[Any], parameters: Mapping[str, Any]
    ) -> Iterator[StoredInterview]:
        after = 0
        while True:
            page = {**parameters, "after": after, "at_most": PAGE}
            rows = self._connection.execute(statement, page).all()
            yield from (_interview(row) for row in rows)
            if len(rows) < PAGE:
                return
            after = rows[-1].id

    def _begun(
        self, person: int, version: int, snapshot: Mapping[str, Any], language: str, now: datetime
    ) -> dict[str, Any]:
        """The row of an interview that begins; its status is still to be said."""
        found = self._connection.execute(_QUESTIONNAIRE, {"of_version": version})
        questionnaire: int | None = found.scalar_one_or_none()
        if questionnaire is None:
            raise NotFound(f"questionnaire version {version}")
        return {
            "person": person,
            "questionnaire": questionnaire,
            "version": version,
            "revision": 0,
            "snapshot": dict(snapshot),
            "language": language,
            "started_at": now,
            "touched_at": now,
        }

    def _first(
        self, statement: Select[Any], parameters: Mapping[str, Any]
    ) -> StoredInterview | None:
        row = self._connection.execute(statement, parameters).one_or_none()
        return None if row is None else _interview(row)

    def _step(self, statement: Any, parameters: Mapping[str, Any]) -> StoredInterview:
        row = self._connection.execute(statement, parameters).one_or_none()
        if row is None:
            raise Conflict(
                f"interview {parameters['interview']} is not open at {parameters['expected']}"
            )
        return _interview(row)


def _interview(row: Row[*tuple[Any, ...]]) -> StoredInterview:
    return StoredInterview(*row)
