"""Pure decisions about people: invite codes, their delay after wrong ones, roster values."""

import hashlib
from datetime import timedelta

ROLES = ("FD", "PO", "PV", "PC", "HB", "")
ACCESSES = ("respondent", "head", "coordinator", "administrator")
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # none that looks like another
CODE_LENGTH = 16  # 79 bits
VALID_FOR = timedelta(days=30)
FREE_FAILURES = 2
LONGEST_DELAY = timedelta(hours=1)


def normal_code(typed: str) -> str:
    return "".join(character for character in typed.lower() if character.isalnum())


def code_hash(code: str) -> str:
    """What the database keeps of a code: its SHA-256, in hexadecimal digits."""
    return hashlib.sha256(normal_code(code).encode()).hexdigest()


def delay_after(failures: int) -> timedelta:
    """How long a chat waits after its n-th wrong code: nothing, then 30 s doubling to an hour."""
    if failures <= FREE_FAILURES:
        return timedelta(0)
    return min(timedelta(seconds=30 * 2 ** min(failures - FREE_FAILURES - 1, 10)), LONGEST_DELAY)
