"""The Alembic tree of both databases."""
