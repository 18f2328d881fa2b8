"""The schema: brought to the newest revision by Alembic when it is not there yet."""

from pathlib import Path

from sqlalchemy import URL, inspect, text

from storage import engines
from storage.errors import Newer

NEWEST = "0005"


def upgrade(url: str) -> None:
    """Bring the database at `url` to the newest schema; makes a SQLite file that is absent.

    Raises Newer for a database of a later release, Unavailable when it cannot be reached.
    """
    parsed = engines.parse(url)
    with engines.translating():
        if _revision(parsed) != NEWEST:
            _migrate(parsed)


def _revision(url: URL) -> str | None:
    """The revision that the database is at, None for an empty one."""
    engine = engines.migrating(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found: str | None = connection.execute(
                text("SELECT version_num FROM alembic_version")
            ).scalar_one_or_none()
            return found
    finally:
        engine.dispose()


def _migrate(url: URL) -> None:
    # Alembic is slow to import, and nearly every start finds the schema as it should be.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["url"] = url
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise Newer("the database has a schema that this release does not know") from error
