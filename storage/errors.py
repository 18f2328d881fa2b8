"""The refusals of storage: what a caller can tell a person, as opposed to a bug."""


class StorageError(Exception):
    """Any refusal of storage."""


class NotFound(StorageError):  # noqa: N818 - a refusal, named as people say it
    """What was asked for by its key does not exist."""


class Conflict(StorageError):  # noqa: N818 - a refusal, named as people say it
    """Somebody else was first: the row is not, or no longer, as the caller took it to be."""


class Unavailable(StorageError):  # noqa: N818 - a refusal, named as people say it
    """The database cannot be reached, is locked too long or has no room; worth trying later."""


class Damaged(StorageError):  # noqa: N818 - a refusal, named as people say it
    """What lies on the disk is not what was kept."""


class Busy(StorageError):  # noqa: N818 - a refusal, named as people say it
    """Another process already serves this SQLite file."""


class Newer(StorageError):  # noqa: N818 - a refusal, named as people say it
    """The database was brought to its schema by a later release than this one."""
