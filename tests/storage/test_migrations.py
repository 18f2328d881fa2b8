"""The schema that migrations make is the one the code speaks of."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from storage import engines
from storage.errors import Newer, Unavailable
from storage.schema import NEWEST, upgrade
from storage.tables import metadata

ROOT = Path(__file__).parents[2]


def test_migrations_and_tables_do_not_differ(database_url: str) -> None:
    engine = engines.writing(engines.parse(database_url))
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert differences == []


def indexes_of_sqlite(connection: Connection) -> dict[str, str]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))
    return {row.name: row.sql for row in rows if row.sql}


def indexes_of_postgresql(connection: Connection) -> dict[str, str]:
    query = (
        "SELECT indexname, indexdef FROM pg_indexes"
        " WHERE schemaname = current_schema() AND tablename <> 'alembic_version'"
    )
    return {row.indexname: row.indexdef for row in connection.execute(text(query))}


def test_the_conditions_of_indexes_do_not_differ_on_sqlite(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """Alembic's comparison does not see the WHERE of a partial index."""
    migrated = create_engine(f"sqlite:///{sqlite_template}")
    made = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    metadata.create_all(made)
    with migrated.connect() as left, made.connect() as right:
        assert indexes_of_sqlite(left) == indexes_of_sqlite(right)
    migrated.dispose()
    made.dispose()


def test_the_conditions_of_indexes_do_not_differ_on_postgresql(postgresql_url: str) -> None:
    engine = create_engine(postgresql_url)
    with engine.connect() as connection:
        migrated = indexes_of_postgresql(connection)
        schema = connection.execute(text("SELECT current_schema()")).scalar_one()
        connection.execute(text("CREATE SCHEMA made"))
        connection.execute(text("SET LOCAL search_path TO made"))
        metadata.create_all(connection)
        made = indexes_of_postgresql(connection)
        connection.rollback()
    engine.dispose()
    moved = {name: sql.replace(" made.", f" {schema}.") for name, sql in made.items()}
    assert migrated == moved


def test_upgrading_again_changes_nothing(database_url: str) -> None:
    upgrade(database_url)


UPGRADE = "import sys; from storage.schema import upgrade; upgrade(sys.argv[1])"


def test_several_processes_may_upgrade_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    command = [sys.executable, "-W", "error", "-c", UPGRADE, url]
    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]


def test_a_file_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        upgrade(f"sqlite:///{tmp_path / 'absent' / 'pandu.db'}")


def test_a_server_that_is_not_there_is_said() -> None:
    with pytest.raises(Unavailable):
        upgrade("postgresql://postgres@127.0.0.1:1/postgres")


@pytest.mark.parametrize("url", ["nonsense", "mysql://a/b", "sqlite://", "sqlite:///:memory:"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"SQLite"):
        upgrade(url)


def test_the_newest_revision_is_the_one_that_is_named() -> None:
    scripts = ScriptDirectory(str(ROOT / "storage" / "migrations"))
    assert scripts.get_current_head() == NEWEST


def test_a_database_of_a_later_release_is_refused(database_url: str) -> None:
    engine = engines.migrating(engines.parse(database_url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Newer):
        upgrade(database_url)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{NEWEST}'"))
    engine.dispose()
