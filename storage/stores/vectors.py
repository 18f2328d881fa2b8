"""What passages mean, as numbers, kept by model and by the hash of what was read."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, select

from storage.stores.statements import per_dialect
from storage.tables.sops import passage_vectors

AT_ONCE = 500  # hashes in one statement; SQLite takes some 32,000 parameters

_KNOWN = select(passage_vectors.c.hash, passage_vectors.c.vector).where(
    passage_vectors.c.model == bindparam("of_model"),
    passage_vectors.c.hash.in_(bindparam("hashes", expanding=True)),
)
_KEEP = per_dialect(lambda insert: insert(passage_vectors).on_conflict_do_nothing())


class Vectors:
    """The vectors as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, model: str, hashes: Iterable[str]) -> dict[str, bytes]:
        """Those of the vectors that were made, by hash."""
        found: dict[str, bytes] = {}
        wanted = list(dict.fromkeys(hashes))
        for begin in range(0, len(wanted), AT_ONCE):
            some = wanted[begin : begin + AT_ONCE]
            rows = self._connection.execute(_KNOWN, {"of_model": model, "hashes": some})
            found.update((row.hash, bytes(row.vector)) for row in rows)
        return found

    def keep(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep what was made; a vector that is known already stays as it was."""
        rows = [
            {"model": model, "hash": each, "vector": vector} for each, vector in vectors.items()
        ]
        if rows:
            self._connection.execute(_KEEP[self._connection.dialect.name], rows)
