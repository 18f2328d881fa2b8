"""range: a number from a start to an end, in steps; a start above the end counts down."""

from dataclasses import dataclass
from decimal import Decimal

from flows.answers import Problem
from flows.prompts import Choice, PickNumber, TypeNumber
from flows.questions.asked import Asked
from flows.questions.numerals import show_number
from flows.questions.numeric import check_canonical, read_canonical, written

FEW = 11  # numbers that are offered one by one: 0 to 10
FINEST = 10**9  # steps of a range; of more, none is told from the next


@dataclass(frozen=True, slots=True)
class _Steps:
    """`step` has the sign of the way from start to end; 0 lets every number between pass."""

    start: Decimal
    end: Decimal
    step: Decimal

    @property
    def values(self) -> list[Decimal]:
        """All numbers offered, [] when they are more than a few."""
        if not self.step or (self.end - self.start) // self.step >= FEW:
            return []
        count = int((self.end - self.start) // self.step) + 1
        return [self.start + place * self.step for place in range(count)]

    def problem(self, number: Decimal, language: str) -> Problem | None:
        low, high = sorted((self.start, self.end))
        if not low <= number <= high:
            return Problem(
                "range-outside", {"low": _shown(low, language), "high": _shown(high, language)}
            )
        if self.step and (number - self.start) % self.step:
            step = _shown(abs(self.step), language)
            return Problem("range-step", {"low": _shown(self.start, language), "step": step})
        return None


class Range:
    def input(self, asked: Asked) -> PickNumber | TypeNumber:
        steps, language = _steps(asked), asked.language
        if steps is None:
            return TypeNumber(decimals=True)
        if steps.values:
            return PickNumber(
                tuple(Choice(written(each), _shown(each, language)) for each in steps.values)
            )
        low, high = sorted((steps.start, steps.end))
        step = abs(steps.step)
        return TypeNumber(
            decimals=not step or any(each != int(each) for each in (step, steps.start)),
            low=_shown(low, language),
            high=_shown(high, language),
            step="" if step in (0, 1) else _shown(step, language),
        )

    def read(self, asked: Asked, raw: str) -> str | Problem:
        return _within(read_canonical(raw, asked.language), asked)

    def check(self, asked: Asked, value: str) -> str | Problem:
        return _within(check_canonical(value), asked)

    def show(self, asked: Asked, value: str) -> str:
        return show_number(value, asked.language)


def _within(number: Decimal | Problem | None, asked: Asked) -> str | Problem:
    if not isinstance(number, Decimal):
        return "" if number is None else number
    steps = _steps(asked)
    problem = steps.problem(number, asked.language) if steps else None
    return problem or written(number)


def _steps(asked: Asked) -> _Steps | None:
    """What the form says of the range; None where it does not say it in numbers."""
    if asked.span is None:
        return None
    found = [check_canonical(each) for each in (asked.span.start, asked.span.end, asked.span.step)]
    start, end, step = (each if isinstance(each, Decimal) else None for each in found)
    if start is None or end is None or step is None:
        return None
    step = abs(step)
    if step and abs(end - start) / step > FINEST:
        step = Decimal(0)
    return _Steps(start, end, step if start <= end else -step)


def _shown(number: Decimal, language: str) -> str:
    return show_number(written(number), language)
