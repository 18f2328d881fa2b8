"""All tables; importing this package fills the metadata that migrations are checked against."""

from storage.tables import audit, files, inbox, outbox, people, questionnaires, sops
from storage.tables.columns import metadata

__all__ = ["audit", "files", "inbox", "metadata", "outbox", "people", "questionnaires", "sops"]
