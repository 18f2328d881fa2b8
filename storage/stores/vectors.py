"""What passages mean, as numbers, kept by model and by the hash of what was read."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, delete, select

from storage.stores.statements import per_dialect
from storage.tables.sops import passage_vectors

AT_ONCE = 500  # hashes in one statement; SQLite takes some 32,000 parameters

_KNOWN = select(passage_vectors.c.hash, passage_vectors.c.vector).where(
    passage_vectors.c.model == bindparam("of_model"),
    passage_vectors.c.hash.in_(bindparam("hashes", expanding=True)),
)
_KEEP = per_dialect(lambda insert: insert(passage_vectors).on_conflict_do_nothing())
_ALL = select(passage_vectors.c.model, passage_vectors.c.hash)
_DROP = delete(passage_vectors).where(
    passage_vectors.c.model == bindparam("of_model"), passage_vectors.c.hash == bindparam("of_hash")
)


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

    def all(self) -> set[tuple[str, str]]:
        """Model and hash of each vector that is kept."""
        return {(row.model, row.hash) for row in self._connection.execute(_ALL)}

    def drop(self, some: Iterable[tuple[str, str]]) -> None:
        """Delete the vectors of these models and hashes."""
        rows = [{"of_model": model, "of_hash": each} for model, each in some]
        if rows:
            self._connection.execute(_DROP, rows)
