"""The files people sent as answers; what they hold lies outside the database."""

from sqlalchemy import BigInteger, Column, Index, Table, Text, UniqueConstraint

from storage.tables.columns import Key, Utc, metadata, refers, row_id

# `interview` refers to none by a foreign key: a draft may go whose answers live on in another
# interview of the person, and its id may come again for somebody else's.
files = Table(
    "files",
    metadata,
    row_id(),
    refers("person", "people"),
    Column("interview", Key, nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mime_type", Text, nullable=False),
    Column("album", Text),
    Column("taken_at", Utc, nullable=False),
    UniqueConstraint("interview", "person", "name"),
    Index(None, "person", "name"),
)
