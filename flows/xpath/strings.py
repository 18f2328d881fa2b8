"""Functions of text, choices among them; lengths count UTF-16 units as Java does."""

import math
import re
from functools import lru_cache

from flows.xpath.context import Context
from flows.xpath.errors import EvaluationError
from flows.xpath.values import Value, to_number, to_string

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@lru_cache(maxsize=512)
def pattern(text: str) -> re.Pattern[str]:
    """A compiled regular expression, classes as in Java (ASCII); re.error if it is none."""
    return re.compile(text, re.ASCII)


def matches(value: Value, expression: Value) -> Value:
    try:
        return pattern(to_string(expression)).fullmatch(to_string(value)) is not None
    except (re.error, RecursionError, OverflowError) as error:
        raise EvaluationError("not a regular expression") from error


def concatenated(*groups: list[Value]) -> Value:
    return "".join(to_string(value) for group in groups for value in group)


def joined(separator: list[Value], *groups: list[Value]) -> Value:
    glue = to_string(separator[0]) if separator else ""
    return glue.join(to_string(value) for group in groups for value in group)


def length(value: Value) -> Value:
    return float(len(to_string(value).encode("utf-16-le", "surrogatepass")) // 2)


def slice_of(value: Value, start: Value, end: Value | None = None) -> Value:
    """substr: positions from 0, the end excluded, negative ones counted from the end."""
    text = to_string(value)
    first = _index(start, len(text))
    last = len(text) if end is None else _index(end, len(text))
    return text[first:last] if first < last else ""


def substring(value: Value, start: Value, count: Value | None = None) -> Value:
    """XPath 1.0 §4.2: positions from 1, a count of characters."""
    text, first = to_string(value), to_number(start)
    many = float("inf") if count is None else to_number(count)
    begin = _half_up(first)
    end = begin + _half_up(many)
    return "".join(c for place, c in enumerate(text, 1) if begin <= place < end)


def before(value: Value, mark: Value) -> Value:
    head, found, _ = _partition(value, mark)
    return head if found else ""


def after(value: Value, mark: Value) -> Value:
    if to_string(mark) == "":
        return to_string(value)
    return _partition(value, mark)[2]


def translated(value: Value, old: Value, new: Value) -> Value:
    source, target = to_string(old), to_string(new)
    table: dict[int, str | None] = {}
    for place, character in enumerate(source):
        table.setdefault(ord(character), target[place] if place < len(target) else None)
    return to_string(value).translate(table)


def selected(value: Value, name: Value) -> Value:
    return f" {to_string(name).strip()} " in f" {to_string(value).strip()} "


def selected_at(value: Value, index: Value) -> Value:
    names, place = to_string(value).split(), to_number(index)
    return names[int(place)] if 0 <= place < len(names) else ""


def uuid(context: Context, size: Value | None = None) -> Value:
    """A version 4 identifier (RFC 9562 §5.4), or `size` random letters and digits."""
    if size is not None:
        many = to_number(size)
        count = int(many) if 0 <= many <= 1000 else 0
        return "".join(_DIGITS[int(context.draw() * 36)] for _ in range(count))
    digits = [int(context.draw() * 16) for _ in range(32)]
    digits[12], digits[16] = 4, 8 + digits[16] % 4
    text = "".join(f"{digit:x}" for digit in digits)
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _index(value: Value, size: int) -> int:
    number = to_number(value)
    if math.isnan(number):
        return 0
    place = int(max(-1e9, min(1e9, number)))
    return max(0, min(size, place + size if place < 0 else place))


def _half_up(number: float) -> float:
    return float(math.floor(number + 0.5)) if math.isfinite(number) else number


def _partition(value: Value, mark: Value) -> tuple[str, str, str]:
    text, sought = to_string(value), to_string(mark)
    return text.partition(sought) if sought else ("", "", "")
