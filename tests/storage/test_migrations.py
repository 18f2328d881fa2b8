"""The schema that migrations make is the one the code speaks of."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from storage import engines
from storage.database import Database
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
    started = [sys.executable, "-W", "error", "-c", UPGRADE, url]
    processes = [subprocess.Popen(started, cwd=ROOT) for _ in range(3)]
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


# An older database ---------------------------------------------------------------------------

MOMENT = "2026-03-02 01:00:00.000000"
# What the first release may hold of an open interview and of one that was submitted.
FIRST_RELEASE = (
    "INSERT INTO offices VALUES ('1', 'central', 'Pusat', NULL, 'DKI', 'Jakarta', 'Asia/Jakarta')",
    "INSERT INTO people VALUES (7, 'S1', 'Sari', '1', 'FD', 'respondent', 'id')",
    "INSERT INTO questionnaires VALUES (3, 'kantor')",
    "INSERT INTO questionnaire_versions (id, questionnaire, version, title, audience, purpose,"
    " minutes, xform, sides, source_name, source, published_at, published_by) VALUES"
    f" (5, 3, '1', 'Kantor', '[]', '{{}}', 3, '', '{{}}', 'k.md', 'x', '{MOMENT}', NULL)",
    *(
        "INSERT INTO interviews (id, person, questionnaire, version, status, revision, snapshot,"
        f" language, started_at, touched_at) VALUES ({number}, 7, 3, 5, '{status}', 4,"
        f""" '{{"card": 9}}', 'id', '{MOMENT}', '{MOMENT}')"""
        for number, status in ((11, "submitted"), (12, "open"))
    ),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def older_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place for a database that no migration has touched."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'older.db'}"
        return
    address: str = request.getfixturevalue("postgresql_url")
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA older"))
    yield f"{address}&options=-csearch_path%3Dolder"
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA older CASCADE"))
    engine.dispose()


def test_interviews_of_the_first_release_are_all_there_afterwards(older_url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage" / "migrations"))
    config.attributes["url"] = engines.parse(older_url)
    command.upgrade(config, "0001")
    engine = engines.migrating(engines.parse(older_url))
    with engine.begin() as connection:
        for statement in FIRST_RELEASE:
            connection.exec_driver_sql(statement)
    engine.dispose()
    upgrade(older_url)
    database = Database(older_url)
    with database.read() as uow:
        held = uow.interviews.all_of(7)
        assert [(each.id, each.status, each.revision) for each in held] == [
            (11, "submitted", 4),
            (12, "open", 4),
        ]
        assert all(each.snapshot == {"card": 9} and each.corrects is None for each in held)
        assert uow.questionnaires.by_name("kantor") == uow.questionnaires.by_id(5)
    database.close()
