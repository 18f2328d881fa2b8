"""The published questionnaires: every version is kept as it was, and never changed."""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Row, bindparam, func, select

from storage.errors import Conflict, NotFound
from storage.records import Questionnaire
from storage.stores.statements import per_dialect
from storage.tables.questionnaires import questionnaire_versions, questionnaires

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
        .on_conflict_do_nothing(index_elements=["questionnaire", "version"])
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
_VERSIONS = _ALL.where(questionnaires.c.name == bindparam("of_name"))
_VERSION = _VERSIONS.where(questionnaire_versions.c.version == bindparam("of_version"))
_latest = select(func.max(questionnaire_versions.c.id)).group_by(
    questionnaire_versions.c.questionnaire
)
_LATEST_ALL = _ALL.where(questionnaire_versions.c.id.in_(_latest))
_LATEST = _LATEST_ALL.where(questionnaires.c.name == bindparam("of_name"))


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
        self._publishing = True
        dialect = self._connection.dialect.name
        self._connection.execute(_NAME[dialect], {"name": questionnaire.name})
        name = self._connection.execute(_NAMED, {"of_name": questionnaire.name}).scalar_one()
        parameters = {field: getattr(questionnaire, field) for field in _FIELDS} | {
            "questionnaire": name,
            "audience": list(questionnaire.audience),
            "purpose": dict(questionnaire.purpose),
            "sides": dict(questionnaire.sides),
        }
        row = self._connection.execute(_PUBLISH[dialect], parameters).scalar_one_or_none()
        if row is not None:
            return self.by_id(row)
        parameters = {"of_name": questionnaire.name, "of_version": questionnaire.version}
        published = _questionnaire(self._connection.execute(_VERSION, parameters).one())
        if published.source != questionnaire.source:
            raise Conflict(
                f"{questionnaire.name} {questionnaire.version} exists with other content"
            )
        return published

    def by_id(self, version: int) -> Questionnaire:
        """The version of this id. Raises NotFound."""
        if self._publishing:  # what this transaction wrote may yet be rolled back
            return self._read(version)
        kept = _KEPT.setdefault(self._connection.engine, {})
        if version not in kept:
            kept[version] = self._read(version)
        return kept[version]

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
