"""Who works for the ministry, as the roster says."""

from sqlalchemy import Connection, bindparam, exists, select, update

from storage.errors import Conflict, NotFound
from storage.records import Person
from storage.stores.statements import per_dialect
from storage.tables.people import chat_people, people

_FIELDS = ("id", "staff_id", "name", "office", "role", "access", "language")
COLUMNS = tuple(people.c[field] for field in _FIELDS)

_ADD = per_dialect(
    lambda insert: (
        insert(people).on_conflict_do_nothing(index_elements=["staff_id"]).returning(people.c.id)
    )
)
_BY_ID = select(*COLUMNS).where(people.c.id == bindparam("person"))
_BY_STAFF_ID = select(*COLUMNS).where(people.c.staff_id == bindparam("staff"))
_HOLD = (
    select(people.c.id).where(people.c.id == bindparam("person")).with_for_update(key_share=True)
)
_ALL = select(*COLUMNS).order_by(people.c.office, people.c.staff_id)
_OF_OFFICE = _ALL.where(people.c.office == bindparam("of_office"))
_WITHOUT_ENROLMENT = _ALL.where(~exists().where(chat_people.c.person == people.c.id))
_CHANGE = update(people).where(people.c.id == bindparam("changed"))


class People:
    """The roster as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, *, staff_id: str, name: str, office: str, role: str, access: str, language: str
    ) -> Person:
        """A new person. Raises Conflict when the staff_id is taken."""
        parameters = {
            "staff_id": staff_id,
            "name": name,
            "office": office,
            "role": role,
            "access": access,
            "language": language,
        }
        statement = _ADD[self._connection.dialect.name]
        person = self._connection.execute(statement, parameters).scalar_one_or_none()
        if person is None:
            raise Conflict(f"staff_id {staff_id} is taken")
        return Person(person, staff_id, name, office, role, access, language)

    def change(self, person: int, **fields: str) -> Person:
        """The person with these fields of Person changed. Raises NotFound."""
        unknown = fields.keys() - _FIELDS[2:]
        if unknown:
            raise TypeError(f"cannot change {sorted(unknown)}")
        if fields:
            self._connection.execute(_CHANGE.values(**fields), {"changed": person})
        return self.by_id(person)

    def set_language(self, person: int, language: str) -> None:
        """The language in which the person is spoken to. Raises NotFound."""
        self.change(person, language=language)

    def by_id(self, person: int) -> Person:
        """The person of this id. Raises NotFound."""
        row = self._connection.execute(_BY_ID, {"person": person}).one_or_none()
        if row is None:
            raise NotFound(f"person {person}")
        return Person(*row)

    def hold(self, person: int) -> None:
        """Let no other transaction that holds this person go on before this one is over."""
        self._connection.execute(_HOLD, {"person": person})

    def by_staff_id(self, staff_id: str) -> Person | None:
        """The person of this staff id, if there is one."""
        row = self._connection.execute(_BY_STAFF_ID, {"staff": staff_id}).one_or_none()
        return None if row is None else Person(*row)

    def all(self, office: str | None = None) -> tuple[Person, ...]:
        """Everyone, or everyone of an office, by office and staff id."""
        statement, parameters = (
            (_ALL, {}) if office is None else (_OF_OFFICE, {"of_office": office})
        )
        return tuple(Person(*row) for row in self._connection.execute(statement, parameters))

    def without_enrolment(self) -> tuple[Person, ...]:
        """Everyone who has not linked a chat yet."""
        return tuple(Person(*row) for row in self._connection.execute(_WITHOUT_ENROLMENT))
