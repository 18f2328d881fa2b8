"""The ministry's offices."""

from sqlalchemy import Connection, bindparam, select

from storage.errors import NotFound
from storage.records import Office
from storage.stores.statements import per_dialect
from storage.tables.people import offices

_FIELDS = ("code", "kind", "name", "parent", "province", "city", "zone")
_COLUMNS = tuple(offices.c[field] for field in _FIELDS)
_ALL = select(*_COLUMNS).order_by(offices.c.code)
_BY_CODE = select(*_COLUMNS).where(offices.c.code == bindparam("office"))
_UPSERT = per_dialect(
    lambda insert: (put := insert(offices)).on_conflict_do_update(
        index_elements=["code"], set_={field: put.excluded[field] for field in _FIELDS[1:]}
    )
)


class Offices:
    """The offices as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, office: Office) -> None:
        """Add the office, or change the one of this code. Its parent must exist."""
        parameters = {field: getattr(office, field) for field in _FIELDS}
        self._connection.execute(_UPSERT[self._connection.dialect.name], parameters)

    def by_code(self, code: str) -> Office:
        """The office of this code. Raises NotFound."""
        row = self._connection.execute(_BY_CODE, {"office": code}).one_or_none()
        if row is None:
            raise NotFound(f"office {code}")
        return Office(*row)

    def all(self) -> tuple[Office, ...]:
        """All offices, by code."""
        return tuple(Office(*row) for row in self._connection.execute(_ALL))
