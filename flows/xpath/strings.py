"""Functions of text, choices among them; positions and lengths count UTF-16 units as Java does."""

import math
import re

from flows.xpath.context import Context
from flows.xpath.doubles import TRIMMED
from flows.xpath.groups import Group, one, spread
from flows.xpath.values import Value, text_of, to_integer, to_number, to_string

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SPACES = re.compile(r"[ \t\n\x0b\f\r]+")


def concatenated(*groups: Group) -> Value:
    return "".join(map(to_string, spread(groups)))


def joined(separator: Group, *groups: Group) -> Value:
    return to_string(one(separator)).join(map(to_string, spread(groups)))


def length(value: Value) -> Value:
    return float(len(_units(to_string(value))))


def normalised(value: Value) -> Value:
    return _SPACES.sub(" ", to_string(value).strip(TRIMMED))


def slice_of(value: Value, start: Value, end: Value | None = None) -> Value:
    """substr: positions from 0, the end excluded, negative ones counted from the end."""
    units = _units(to_string(value))
    first = _index(start, len(units))
    last = len(units) if end is None else _index(end, len(units))
    return _text(units[first:last])


def substring(value: Value, start: Value, count: Value | None = None) -> Value:
    """XPath 1.0 §4.2: positions from 1, a count of characters."""
    text, first = to_string(value), to_number(start)
    many = float("inf") if count is None else to_number(count)
    begin = _half_up(first)
    end = begin + _half_up(many)
    return "".join(c for place, c in enumerate(text, 1) if begin <= place < end)


def before(value: Value, mark: Value) -> Value:
    text, sought = to_string(value), to_string(mark)
    return text[: max(0, text.find(sought))]


def after(value: Value, mark: Value) -> Value:
    text, sought = to_string(value), to_string(mark)
    place = text.find(sought)
    return "" if place < 0 else text[place + len(sought) :]


def translated(value: Value, old: Value, new: Value) -> Value:
    source, target = _units(to_string(old)), _units(to_string(new))
    table: dict[str, str] = {}
    for place, unit in enumerate(source):
        table.setdefault(unit, target[place] if place < len(target) else "")
    return _text("".join(table.get(unit, unit) for unit in _units(to_string(value))))


def selected(value: Value, name: Value) -> Value:
    """Both must be texts; the spaces around the name sought do not count."""
    return f" {text_of(name).strip(TRIMMED)} " in f" {text_of(value)} "


def count_selected(value: Value) -> Value:
    return float(len(_names(value)))


def selected_at(value: Value, index: Value) -> Value:
    names, place = _names(value), to_integer(index)
    return names[place] if 0 <= place < len(names) else ""


def uuid(context: Context, size: Value | None = None) -> Value:
    """A version 4 identifier (RFC 9562 §5.4), or `size` random letters and digits."""
    if size is not None:
        many = to_integer(size)
        count = many if 0 <= many <= 1000 else 0
        return "".join(_DIGITS[int(context.draw() * 36)] for _ in range(count))
    digits = [int(context.draw() * 16) for _ in range(32)]
    digits[12], digits[16] = 4, 8 + digits[16] % 4
    text = "".join(f"{digit:x}" for digit in digits)
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _names(value: Value) -> list[str]:
    return [name for name in text_of(value).split(" ") if name]


def _units(text: str) -> str:
    """A character for every UTF-16 unit; only what lies beyond U+FFFF makes a difference."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    data = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(data[at] | data[at + 1] << 8) for at in range(0, len(data), 2))


def _text(units: str) -> str:
    """Units as text; half a character becomes a question mark, as JavaRosa writes it."""
    if units.isascii():
        return units
    text = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text.encode("utf-8", "replace").decode("utf-8")


def _index(value: Value, size: int) -> int:
    place = to_integer(value)
    return max(0, min(size, place + size if place < 0 else place))


def _half_up(number: float) -> float:
    return float(math.floor(number + 0.5)) if math.isfinite(number) else number
