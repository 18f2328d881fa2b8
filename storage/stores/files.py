"""The files people sent as answers, each under the name that the answer holds."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, select

from storage.contents import Contents
from storage.records import KeptFile
from storage.stores.statements import per_dialect
from storage.tables.files import files

_COLUMNS = (
    files.c.person,
    files.c.interview,
    files.c.name,
    files.c.title,
    files.c.sha256,
    files.c.size,
    files.c.mime_type,
    files.c.album,
    files.c.taken_at,
)
_mine = files.c.person == bindparam("someone")

_ADD = per_dialect(
    lambda insert: (put := insert(files)).on_conflict_do_update(
        index_elements=["interview", "person", "name"],
        set_={name: put.excluded[name] for name in ("title", "album", "taken_at")},
    )
)
_OF = select(*_COLUMNS).where(_mine).order_by(files.c.id)
_NAMED = (
    select(*_COLUMNS)
    .where(_mine, files.c.name == bindparam("called"))
    .order_by(files.c.id.desc())
    .limit(1)
)
_ALBUM = select(files.c.id).where(_mine, files.c.album == bindparam("of_album")).limit(1)


class Files:
    """The files as seen by one transaction; their contents do not take part in it."""

    def __init__(self, connection: Connection, contents: Contents) -> None:
        self._connection = connection
        self._contents = contents

    def add(self, file: KeptFile) -> None:
        """Note a file whose content is kept; of the same again, how it came last."""
        self._connection.execute(_ADD[self._connection.dialect.name], asdict(file))

    def of(self, person: int) -> tuple[KeptFile, ...]:
        """All that the person ever sent as answers, the oldest first."""
        rows: Any = self._connection.execute(_OF, {"someone": person})
        return tuple(KeptFile(*row) for row in rows)

    def named(self, person: int, name: str) -> KeptFile | None:
        """The file that an answer of the person names, in whichever interview it came."""
        row: Any = self._connection.execute(_NAMED, {"someone": person, "called": name}).first()
        return None if row is None else KeptFile(*row)

    def has_album(self, person: int, album: str) -> bool:
        """Whether a file of the album has become an answer."""
        parameters = {"someone": person, "of_album": album}
        return self._connection.execute(_ALBUM, parameters).first() is not None

    def content(self, file: KeptFile) -> bytes:
        """What the file holds, as it came. Raises NotFound, Damaged, Unavailable."""
        return self._contents.read(file.sha256)
