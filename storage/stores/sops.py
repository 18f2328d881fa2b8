"""The SOP library: published versions stay as they were; aliases and answers can be withdrawn."""

from contextlib import AbstractContextManager
from dataclasses import asdict
from threading import RLock
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from storage.errors import Conflict, NotFound
from storage.records import SopAlias, SopAnswer, SopVersion
from storage.stores.statements import per_dialect
from storage.tables.sops import (
    is_draft,
    is_published,
    sop_aliases,
    sop_answers,
    sop_revision,
    sop_versions,
)

_FIELDS = (
    *("id", "code", "version", "title", "body"),
    *("published_at", "published_by", "source_name"),
)
_ALL = select(*(sop_versions.c[field] for field in _FIELDS)).order_by(sop_versions.c.id)
_BY_ID = _ALL.where(sop_versions.c.id == bindparam("of_id"))
_VERSIONS = _ALL.where(is_published, sop_versions.c.code == bindparam("of_code"))
_VERSION = _VERSIONS.where(sop_versions.c.version == bindparam("of_version"))
_latest = select(func.max(sop_versions.c.id)).where(is_published).group_by(sop_versions.c.code)
_CURRENT = _ALL.where(sop_versions.c.id.in_(_latest)).order_by(None).order_by(sop_versions.c.code)
_PUBLISH = per_dialect(
    lambda insert: (
        insert(sop_versions)
        .on_conflict_do_nothing(index_elements=["code", "version"], index_where=is_published)
        .returning(sop_versions.c.id)
    )
)
_drafted = (is_draft, sop_versions.c.published_by == bindparam("of_person"))
_DRAFT_OF = _ALL.where(*_drafted)
_DRAFT = insert(sop_versions).returning(sop_versions.c.id)
_DROP_DRAFT = delete(sop_versions).where(*_drafted)

_REVISION = select(sop_revision.c.revision)
_MOVE = per_dialect(
    lambda insert: insert(sop_revision).on_conflict_do_update(
        index_elements=["id"], set_={"revision": sop_revision.c.revision + 1}
    )
)

_ALIAS_COLUMNS = tuple(sop_aliases.c[f] for f in ("id", "sop", "text", "added_by", "added_at"))
_ALIASES = (
    select(*_ALIAS_COLUMNS).where(sop_aliases.c.withdrawn.is_(False)).order_by(sop_aliases.c.id)
)
_ADD_ALIAS = insert(sop_aliases).returning(*_ALIAS_COLUMNS)
_WITHDRAW_ALIAS = (
    update(sop_aliases)
    .where(sop_aliases.c.id == bindparam("of_id"), sop_aliases.c.withdrawn.is_(False))
    .values(withdrawn=True)
)

_ANSWER_COLUMNS = tuple(
    sop_answers.c[field]
    for field in (
        *("id", "question", "text", "language", "sop", "step"),
        *("written_by", "written_at"),
    )
)
_ANSWERS = (
    select(*_ANSWER_COLUMNS).where(sop_answers.c.withdrawn.is_(False)).order_by(sop_answers.c.id)
)
_ANSWER = select(*_ANSWER_COLUMNS).where(sop_answers.c.id == bindparam("of_id"))
_ADD_ANSWER = insert(sop_answers).returning(*_ANSWER_COLUMNS)
_WITHDRAW_ANSWER = (
    update(sop_answers)
    .where(sop_answers.c.id == bindparam("of_id"), sop_answers.c.withdrawn.is_(False))
    .values(withdrawn=True)
)


class Built:
    """What a process has built of the library, with its revision; it outlives transactions."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.found: tuple[int, Any] | None = None


class Sops:
    """The library as seen by one transaction."""

    def __init__(self, connection: Connection, built: Built) -> None:
        self._connection = connection
        self._built = built
        self._changed = False

    def revision(self) -> int:
        """Grows with every change of what the library answers; 0 before the first."""
        return self._connection.execute(_REVISION).scalar_one_or_none() or 0

    def touch(self) -> None:
        """Move the revision: whoever built something of the library builds it anew."""
        self._changed = True
        first = {"id": 1, "revision": 1}
        self._connection.execute(_MOVE[self._connection.dialect.name], first)

    def built(self) -> tuple[int, Any] | None:
        """What this process built last of the library, and at which revision."""
        return self._built.found

    @property
    def building(self) -> AbstractContextManager[object]:
        """Held by the one thread that builds, while others wait for what it has built."""
        return self._built.lock

    def keep_built(self, revision: int, built: Any) -> None:
        """Remember it for the transactions to come; what this one changed may yet be undone."""
        if not self._changed:
            self._built.found = (revision, built)

    def current(self) -> tuple[SopVersion, ...]:
        """The version published last of every SOP, by code."""
        return tuple(SopVersion(*row) for row in self._connection.execute(_CURRENT))

    def by_id(self, version: int) -> SopVersion:
        """The version or draft of this id. Raises NotFound."""
        row = self._connection.execute(_BY_ID, {"of_id": version}).one_or_none()
        if row is None:
            raise NotFound(f"SOP version {version}")
        return SopVersion(*row)

    def version(self, code: str, version: str) -> SopVersion | None:
        """The published version of this name."""
        parameters = {"of_code": code, "of_version": version}
        row = self._connection.execute(_VERSION, parameters).one_or_none()
        return None if row is None else SopVersion(*row)

    def versions(self, code: str) -> tuple[SopVersion, ...]:
        """All published versions of the SOP, the oldest first."""
        rows = self._connection.execute(_VERSIONS, {"of_code": code})
        return tuple(SopVersion(*row) for row in rows)

    def publish(self, version: SopVersion) -> SopVersion:
        """Keep a new version; its `id` is ignored, and given in what comes back.

        The same version with the same body is what it was before. Raises Conflict when the
        version exists with another body.
        """
        if version.published_at is None:
            raise ValueError("a published version has a moment of publishing")
        statement = _PUBLISH[self._connection.dialect.name]
        row = self._connection.execute(statement, _fields(version)).scalar_one_or_none()
        if row is not None:
            self.touch()
            return self.by_id(row)
        published = self.version(version.code, version.version)
        if published is None or published.body != version.body:
            raise Conflict(f"{version.code} {version.version} exists with other content")
        return published

    def put_draft(self, version: SopVersion) -> SopVersion:
        """Keep a draft of whoever `published_by` names, in place of an earlier one."""
        if version.published_at is not None or version.published_by is None:
            raise ValueError("a draft is somebody's and not published")
        self.drop_draft(version.published_by)
        return self.by_id(self._connection.execute(_DRAFT, _fields(version)).scalar_one())

    def draft_of(self, person: int) -> SopVersion | None:
        """The person's draft."""
        row = self._connection.execute(_DRAFT_OF, {"of_person": person}).one_or_none()
        return None if row is None else SopVersion(*row)

    def drop_draft(self, person: int) -> None:
        """Forget the person's draft."""
        self._connection.execute(_DROP_DRAFT, {"of_person": person})

    def aliases(self) -> tuple[SopAlias, ...]:
        """All that are not withdrawn, the oldest first."""
        return tuple(SopAlias(*row) for row in self._connection.execute(_ALIASES))

    def add_alias(self, alias: SopAlias) -> SopAlias:
        """Keep a new alias; its `id` is ignored, and given in what comes back."""
        self.touch()
        return SopAlias(*self._connection.execute(_ADD_ALIAS, _unnumbered(alias)).one())

    def withdraw_alias(self, alias: int) -> None:
        """Answer no longer by it. Raises NotFound."""
        self._withdraw(_WITHDRAW_ALIAS, alias)

    def answers(self) -> tuple[SopAnswer, ...]:
        """All that are not withdrawn, the oldest first."""
        return tuple(SopAnswer(*row) for row in self._connection.execute(_ANSWERS))

    def answer(self, answer: int) -> SopAnswer:
        """The answer of this id, withdrawn or not. Raises NotFound."""
        row: Any = self._connection.execute(_ANSWER, {"of_id": answer}).one_or_none()
        if row is None:
            raise NotFound(f"written answer {answer}")
        return SopAnswer(*row)

    def add_answer(self, answer: SopAnswer) -> SopAnswer:
        """Keep a new answer; its `id` is ignored, and given in what comes back."""
        self.touch()
        return SopAnswer(*self._connection.execute(_ADD_ANSWER, _unnumbered(answer)).one())

    def withdraw_answer(self, answer: int) -> None:
        """Give it no longer. Raises NotFound."""
        self._withdraw(_WITHDRAW_ANSWER, answer)

    def _withdraw(self, statement: Any, row: int) -> None:
        if self._connection.execute(statement, {"of_id": row}).rowcount != 1:
            raise NotFound(f"nothing to withdraw at {row}")
        self.touch()


def _fields(version: SopVersion) -> dict[str, Any]:
    return {field: getattr(version, field) for field in _FIELDS[1:]} | {
        "title": dict(version.title),
        "body": dict(version.body),
    }


def _unnumbered(record: SopAlias | SopAnswer) -> dict[str, Any]:
    fields = asdict(record) | {"withdrawn": False}
    del fields["id"]
    return fields
