"""Functions that hash and decode text."""

import base64
import hashlib
import string

from flows.xpath.errors import EvaluationError
from flows.xpath.values import Value, to_string

_ALGORITHMS = {"MD5": "md5", "SHA1": "sha1", "SHA256": "sha256", "SHA384": "sha384"}
_ALGORITHMS["SHA512"] = "sha512"
_ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
_SIXES = {ord(character): place for place, character in enumerate(_ALPHABET)} | {ord("="): 0}


def digest(value: Value, algorithm: Value, encoding: Value = "base64") -> Value:
    """Of the text in UTF-8, by MD5, SHA-1, SHA-256, SHA-384 or SHA-512, in base64 or hex."""
    name = _ALGORITHMS.get(to_string(algorithm).upper().replace("-", ""))
    form = to_string(encoding).upper()
    if name is None or form not in ("HEX", "BASE64"):
        raise EvaluationError("an unknown digest")
    payload = to_string(value).encode("utf-8", "replace")
    found = hashlib.new(name, payload, usedforsecurity=False)
    return found.hexdigest() if form == "HEX" else base64.b64encode(found.digest()).decode()


def decoded(value: Value) -> Value:
    """Base64 as UTF-8 text; strangers among the characters are passed over, as in JavaRosa.

    Blank if the characters do not come in fours.
    """
    data = to_string(value).encode("utf-8", "replace")
    sixes = [_SIXES[byte] for byte in data if byte in _SIXES]
    if len(sixes) % 4:
        return ""
    bits = 0
    for six in sixes:
        bits = bits << 6 | six
    many = len(sixes) * 6 // 8
    kept = max(0, many - _padding(data))
    return bits.to_bytes(many, "big")[:kept].decode("utf-8", "replace")


def _padding(data: bytes) -> int:
    """Signs of padding at the end; an `A`, which is 0 too, does not end the search."""
    found = 0
    for byte in reversed(data[1:]):
        if _SIXES.get(byte, 0) > 0:
            break
        found += byte == ord("=")
    return found
