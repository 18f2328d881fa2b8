"""The metadata all tables share, and the column types both databases agree on."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, DateTime, Dialect, ForeignKey, Integer, MetaData, types

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only in a column of the type INTEGER.
Key = BigInteger().with_variant(Integer, "sqlite")


class Utc(types.TypeDecorator[datetime]):
    """An aware moment, kept in UTC; on SQLite as ISO text, which sorts as time does."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


def row_id() -> Column[int]:
    """The column `id`, numbered by the database."""
    return Column("id", Key, primary_key=True, autoincrement=True)


def refers(name: str, target: str, *, nullable: bool = False) -> Column[int]:
    """A column `name` that refers to the id of the table `target`."""
    return Column(name, Key, ForeignKey(f"{target}.id"), nullable=nullable)
