"""What is said about an error: a short reference for the person, types and places for the log."""

import hashlib
import traceback

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6


def reference(*ids: int) -> str:
    """Six letters and digits, none that look alike; the same ids give the same reference."""
    digest = hashlib.blake2b("/".join(map(str, ids)).encode(), digest_size=8).digest()
    number = int.from_bytes(digest, "big")
    return "".join(CROCKFORD[number >> 5 * place & 31] for place in range(LENGTH))


def describe(error: BaseException) -> str:
    """Types and stack lines of an error and its causes; never messages, which may hold answers."""
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [line.rstrip() for line in traceback.format_tb(cause.__traceback__)]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines)
