"""Functions of numbers; a NaN comes out wherever JavaRosa's does and is stored as blank."""

import math
import sys
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal

from flows.xpath import context as evaluation
from flows.xpath.errors import EvaluationError
from flows.xpath.groups import Group, each, one, spread
from flows.xpath.values import NAN, Value, to_boolean, to_double, to_integer, to_number

_EXACT = Context(prec=400)
_LEAST_ABOVE_ZERO = 5e-324


def round_number(value: Value, digits: Value = 0.0) -> Value:
    """Halves go up, towards positive infinity, in decimal digits: round(-2.5) is -2."""
    number, places = to_number(value), to_integer(digits)
    if not math.isfinite(number):
        return number
    if abs(places) > 30:
        return NAN
    exact = Decimal(repr(number))
    if places < 0:
        # JavaRosa adds a half and cuts, which takes negative numbers up: round(-27, -1) is -20.
        scaled = float(exact.scaleb(places, _EXACT))
        return float(Decimal(math.trunc(scaled + 0.5)).scaleb(-places, _EXACT))
    rounding = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    return float(exact.quantize(Decimal(1).scaleb(-places), rounding, _EXACT)) + 0.0


def whole(rounding: Callable[[float], float]) -> Callable[[Value], Value]:
    """Without a fraction; what is cut from below zero stays a negative zero."""

    def function(value: Value) -> Value:
        number = to_number(value)
        if not math.isfinite(number):
            return number
        return math.copysign(float(rounding(number)), number)

    return function


def calculated(function: Callable[..., float]) -> Callable[..., Value]:
    """A function of the mathematics library, NaN outside its domain; dates have fractions."""

    def called(context: evaluation.Context, *values: Value) -> Value:
        try:
            return function(*[to_double(value, context.now.tzinfo) for value in values])
        except ValueError:
            return NAN

    return called


def power(base: float, exponent: float) -> float:
    """Java's pow: NaN for ±1 to an infinite power, an infinity for 0 to a negative one."""
    if abs(base) == 1 and not math.isfinite(exponent):
        return NAN
    odd = exponent % 2 == 1
    try:
        return math.pow(base, exponent)
    except ValueError:
        if base != 0:
            return NAN
        return math.copysign(math.inf, base) if odd else math.inf
    except OverflowError:
        return -math.inf if base < 0 and odd else math.inf


def exponential(number: float) -> float:
    try:
        return math.exp(number)
    except OverflowError:
        return math.inf


def logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else function(number)


def total(nodes: Group) -> Value:
    """In the order of the nodes: where digits get lost, JavaRosa loses the same."""
    return sum(_numbers([nodes]), 0.0)


def smallest(*groups: Group) -> Value:
    found = _numbers(groups)
    return min(sys.float_info.max, *found) if found else NAN


def largest(*groups: Group) -> Value:
    """Never below the least positive double, as in JavaRosa: max(-3, -2) reads as 0."""
    found = _numbers(groups)
    return max(_LEAST_ABOVE_ZERO, *found) if found else NAN


def checklist(least: Group, most: Group, *answers: Group) -> Value:
    """Whether the number of true answers lies between the bounds (a negative one is none)."""
    low, high = to_integer(one(least)), to_integer(one(most))
    count = sum(map(to_boolean, spread(answers)))
    return (low < 0 or count >= low) and (high < 0 or count <= high)


def weighted_checklist(least: Group, most: Group, *pairs: Group) -> Value:
    """Whether the weights of the true answers add up to something between the bounds."""
    if len(pairs) < 2 or len(pairs) % 2:
        raise EvaluationError("every answer needs a weight")
    low, high = to_number(one(least)), to_number(one(most))
    answers, weights = pairs if len(pairs) == 2 else (each(pairs[::2]), each(pairs[1::2]))
    if len(answers) != len(weights):
        raise EvaluationError("every answer needs a weight")
    chosen = zip(map(to_boolean, answers), map(to_number, weights), strict=True)
    return low <= sum((weight for answer, weight in chosen if answer), 0.0) <= high


def _numbers(groups: "tuple[Group, ...] | list[Group]") -> list[float]:
    found = [to_number(value) for value in spread(groups)]
    return [number for number in found if not math.isnan(number)]
