"""Functions of numbers; a NaN comes out wherever JavaRosa's does and is stored as blank."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from flows.xpath.values import NAN, Value, to_boolean, to_number


def round_number(value: Value, digits: Value = 0.0) -> Value:
    """Halves go up, towards positive infinity, in decimal digits: round(-2.5) is -2."""
    number, places = to_number(value), to_number(digits)
    if not math.isfinite(number) or not abs(places) <= 300:
        return number if math.isfinite(places) else NAN
    rounding = ROUND_HALF_UP if number >= 0 else ROUND_HALF_DOWN
    unit = Decimal(1).scaleb(-int(places))
    exact = Decimal(repr(number))
    if exact and exact.adjusted() - unit.adjusted() > 25:
        return number  # the digits asked for lie below a double's precision
    return float(exact.quantize(unit, rounding=rounding)) + 0.0


def whole(rounding: Callable[[float], float]) -> Callable[[Value], Value]:
    def function(value: Value) -> Value:
        number = to_number(value)
        return float(rounding(number)) if math.isfinite(number) else number

    return function


def calculated(function: Callable[..., float]) -> Callable[..., Value]:
    """A function of the mathematics library, NaN outside its domain."""

    def called(*values: Value) -> Value:
        try:
            result = function(*map(to_number, values))
        except (ValueError, ZeroDivisionError, OverflowError):
            return NAN
        return result if isinstance(result, float) else NAN

    return called


def total(*groups: list[Value]) -> Value:
    return math.fsum(_numbers(groups)) + 0.0


def smallest(*groups: list[Value]) -> Value:
    return min(_numbers(groups), default=NAN)


def largest(*groups: list[Value]) -> Value:
    return max(_numbers(groups), default=NAN)


def checklist(least: Value, most: Value, *answers: Value) -> Value:
    """Whether the number of true answers lies between the bounds (a negative one is none)."""
    return _within(sum(map(to_boolean, answers)), least, most)


def weighted_checklist(least: Value, most: Value, *pairs: Value) -> Value:
    answers, weights = pairs[::2], pairs[1::2]
    sum_of = sum(
        to_number(weight)
        for answer, weight in zip(answers, weights, strict=False)
        if to_boolean(answer)
    )
    return _within(sum_of, least, most)


def _within(number: float, least: Value, most: Value) -> bool:
    low, high = to_number(least), to_number(most)
    return (low < 0 or number >= low) and (high < 0 or number <= high)


def _numbers(groups: tuple[list[Value], ...]) -> list[float]:
    found = [to_number(value) for group in groups for value in group]
    return [number for number in found if not math.isnan(number)]
