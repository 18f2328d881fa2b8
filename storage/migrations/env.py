"""What Alembic runs: every step to the newest schema, in one transaction."""

from alembic import context
from sqlalchemy import Connection, text

from storage import engines
from storage.tables import metadata

# Any number that no other advisory lock of the database uses.
_ONE_AT_A_TIME = 0x50414E4455


def _migrate(connection: Connection) -> None:
    with connection.begin():
        context.configure(
            connection=connection,
            target_metadata=metadata,
            compare_type=True,
            render_as_batch=True,
            transactional_ddl=True,
        )
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:one)"), {"one": _ONE_AT_A_TIME})
        with context.begin_transaction():
            context.run_migrations()
        if connection.dialect.name == "sqlite":
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
            if broken:
                raise RuntimeError(f"the new schema leaves {len(broken)} broken references")


def _run() -> None:
    engine = engines.migrating(context.config.attributes["url"])
    try:
        with engine.connect() as connection:
            _migrate(connection)
    finally:
        engine.dispose()


_run()
