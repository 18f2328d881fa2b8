"""The questionnaires: published versions are kept as they were; a draft is until it is one."""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Row, bindparam, delete, func, insert, select

from storage.errors import Conflict, NotFound
from storage.records import Questionnaire
from storage.stores.statements import per_dialect
from storage.tables.questionnaires import (
    is_draft,
    is_published,
    questionnaire_versions,
    questionnaires,
)

_FIELDS = (
    "version",
    "title",
    "audience",
    "purpose",
    "minutes",
    "xform",
    "sides",
    "source_name",
    "source",
    "published_at",
    "published_by",
)

_NAME = per_dialect(
    lambda insert: insert(questionnaires).on_conflict_do_nothing(index_elements=["name"])
)
_NAMED = select(questionnaires.c.id).where(questionnaires.c.name == bindparam("of_name"))
_PUBLISH = per_dialect(
    lambda insert: (
        insert(questionnaire_versions)
        .on_conflict_do_nothing(
            index_elements=["questionnaire", "version"], index_where=is_published
        )
        .returning(questionnaire_versions.c.id)
    )
)
_ALL = (
    select(
        questionnaire_versions.c.id,
        questionnaires.c.name,
        *(questionnaire_versions.c[field] for field in _FIELDS),
    )
    .join(questionnaires, questionnaires.c.id == questionnaire_versions.c.questionnaire)
    .order_by(questionnaires.c.name, questionnaire_versions.c.id)
)
_BY_ID = _ALL.where(questionnaire_versions.c.id == bindparam("of_version"))
_VERSIONS = _ALL.where(questionnaires.c.name == bindparam("of_name"), is_published)
_VERSION = _VERSIONS.where(questionnaire_versions.c.version == bindparam("of_version"))
_latest = (
    select(func.max(questionnaire_versions.c.id))
    .where(is_published)
    .group_by(questionnaire_versions.c.questionnaire)
)
_LATEST_ALL = _ALL.where(questionnaire_versions.c.id.in_(_latest))
_LATEST = _LATEST_ALL.where(questionnaires.c.name == bindparam("of_name"))
_drafted = (is_draft, questionnaire_versions.c.published_by == bindparam("of_person"))
_DRAFT_OF = _ALL.where(*_drafted)
_DRAFT = insert(questionnaire_versions).returning(questionnaire_versions.c.id)
_DROP_DRAFT = delete(questionnaire_versions).where(*_drafted)


# Versions never change once they are committed, and every answer needs one: read once, kept.
_KEPT: WeakKeyDictionary[Engine, dict[int, Questionnaire]] = WeakKeyDictionary()


class Questionnaires:
    """The questionnaires as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._publishing = False

    def publish(self, questionnaire: Questionnaire) -> Questionnaire:
        """Keep a new version; its `id` is ignored, and given in what comes back.

        The same version with the same source is what it was before. Raises Conflict when the
        version exists with another source.
        """
        if questionnaire.published_at is None:
            raise ValueError("a published version has a moment of publishing")
        self._publishing = True
        dialect = self._connection.dialect.name
        fields = self._fields(questionnaire)
        row = self._connection.execute(_PUBLISH[dialect], fields).scalar_one_or_none()
        if row is not None:
            return self.by_id(row)
        parameters = {"of_name": questionnaire.name, "of_version": questionnaire.version}
        published = _questionnaire(self._connection.execute(_VERSION, parameters).one())
        if published.source != questionnaire.source:
            raise Conflict(
                f"{questionnaire.name} {questionnaire.version} exists with other content"
            )
        return published

    def put_draft(self, questionnaire: Questionnaire) -> Questionnaire:
        """Keep a draft of whoever `published_by` names, who has none; its `id` is given.

        A draft has no `published_at`, and is seen by nobody who asks for published versions.
        """
        if questionnaire.published_at is not None or questionnaire.published_by is None:
            raise ValueError("a draft is somebody's and not published")
        row = self._connection.execute(_DRAFT, self._fields(questionnaire)).scalar_one()
        return self._read(row)

    def draft_of(self, person: int) -> Questionnaire | None:
        """The person's draft."""
        row = self._connection.execute(_DRAFT_OF, {"of_person": person}).one_or_none()
        return None if row is None else _questionnaire(row)

    def drop_draft(self, person: int) -> None:
        """Forget the person's draft, in which no interview is held any more."""
        self._connection.execute(_DROP_DRAFT, {"of_person": person})

    def _fields(self, questionnaire: Questionnaire) -> dict[str, Any]:
        """The row of a version, of a questionnaire that is there from now on."""
        name = {"name": questionnaire.name}
        self._connection.execute(_NAME[self._connection.dialect.name], name)
        known = self._connection.execute(_NAMED, {"of_name": questionnaire.name}).scalar_one()
        return {field: getattr(questionnaire, field) for field in _FIELDS} | {
            "questionnaire": known,
            "audience": list(questionnaire.audience),
            "purpose": dict(questionnaire.purpose),
            "sides": dict(questionnaire.sides),
        }

    def by_id(self, version: int) -> Questionnaire:
        """The version or draft of this id. Raises NotFound."""
        if self._publishing:  # what this transaction wrote may yet be rolled back
            return self._read(version)
        kept = _KEPT.setdefault(self._connection.engine, {})
        if version in kept:
            return kept[version]
        found = self._read(version)
        if found.published_at is not None:  # the id of a draft that is gone may be given again
            kept[version] = found
        return found

    def _read(self, version: int) -> Questionnaire:
        row = self._connection.execute(_BY_ID, {"of_version": version}).one_or_none()
        if row is None:
            raise NotFound(f"questionnaire version {version}")
        return _questionnaire(row)

    def by_name(self, name: str) -> Questionnaire | None:
        """The version of the questionnaire that was published last."""
        row = self._connection.execute(_LATEST, {"of_name": name}).one_or_none()
        return None if row is None else _questionnaire(row)

    def latest_all(self) -> tuple[Questionnaire, ...]:
        """The version published last of every questionnaire, by name."""
        return tuple(_questionnaire(row) for row in self._connection.execute(_LATEST_ALL))

    def versions(self, name: str) -> tuple[Questionnaire, ...]:
        """All versions of the questionnaire, the oldest first."""
        rows = self._connection.execute(_VERSIONS, {"of_name": name})
        return tuple(_questionnaire(row) for row in rows)


def _questionnaire(row: Row[*tuple[Any, ...]]) -> Questionnaire:
    fields = dict(row._mapping)
    fields["audience"] = tuple(fields["audience"])
    return Questionnaire(**fields)
