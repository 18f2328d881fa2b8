"""What a button carries: a few numbers, signed for one chat, in at most 64 bytes."""

import base64
import hashlib
import hmac

from bot.chat.screen import Tap

LIMIT = 64  # bytes of callback data, Bot API InlineKeyboardButton
SIGNATURE = 8
MAX_NUMBER = 2**63 - 1


def key_from_token(token: str) -> bytes:
    """The signing key; a new token makes old buttons stale."""
    return hashlib.sha256(b"pandu taps\x00" + token.encode()).digest()


class Codec:
    def __init__(self, key: bytes) -> None:
        self._mac = hmac.new(key, digestmod="sha256")

    def encode(self, tap: Tap, chat_id: int) -> str:
        """Callback data for `tap`, valid in `chat_id`. Raises ValueError when it does not fit."""
        payload = b"".join(_varint(n) for n in (tap.feature, tap.verb, *tap.numbers))
        data = base64.urlsafe_b64encode(self._sign(payload, chat_id) + payload).rstrip(b"=")
        if len(data) > LIMIT:
            raise ValueError(f"a tap of {len(data)} bytes; callback data holds {LIMIT}")
        return data.decode()

    def decode(self, data: str, chat_id: int) -> Tap | None:
        """The tap, or None when we did not sign it, or not with this token, or for another chat."""
        raw = _unbase64(data)
        if raw is None:
            return None
        signature, payload = raw[:SIGNATURE], raw[SIGNATURE:]
        if not hmac.compare_digest(signature, self._sign(payload, chat_id)):
            return None
        numbers = _numbers(payload)
        return Tap(numbers[0], numbers[1], numbers[2:]) if len(numbers) >= 2 else None

    def _sign(self, payload: bytes, chat_id: int) -> bytes:
        # A copy, for hmac.digest lets go of the interpreter lock and has to win it back each time.
        mac = self._mac.copy()
        mac.update(chat_id.to_bytes(8, "big", signed=True) + payload)
        return mac.digest()[:SIGNATURE]


def _varint(number: int) -> bytes:
    """LEB128: seven bits a byte, the lowest first. Raises ValueError outside 0..2**63-1."""
    if not 0 <= number <= MAX_NUMBER:
        raise ValueError(f"a tap carries numbers from 0 to 2**63-1, not {number}")
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _numbers(payload: bytes) -> tuple[int, ...]:
    numbers, value, shift = [], 0, 0
    for byte in payload:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(value)
            value, shift = 0, 0
    return tuple(numbers)


def _unbase64(data: str) -> bytes | None:
    """None unless `data` is exactly what encode writes: one text for one payload."""
    if len(data) > LIMIT or not data.isascii():
        return None
    try:
        raw = base64.b64decode(data + "=" * (-len(data) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    return raw if base64.urlsafe_b64encode(raw).rstrip(b"=") == data.encode() else None
