"""All tables; importing this package fills the metadata that migrations are checked against."""

from storage.tables import audit, inbox, outbox, people, questionnaires
from storage.tables.columns import metadata

__all__ = ["audit", "inbox", "metadata", "outbox", "people", "questionnaires"]
