"""What the statements of several stores need beyond SQLAlchemy's common ground."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite


def per_dialect(build: Callable[[Callable[[Table], Any]], Executable]) -> Mapping[str, Executable]:
    """The same insert for both databases, by dialect name.

    SQLite and PostgreSQL agree on `ON CONFLICT`, but SQLAlchemy gives each its own `insert`.
    """
    return {"sqlite": build(sqlite.insert), "postgresql": build(postgresql.insert)}
