"""integer: a whole number."""

from decimal import Decimal

from flows.answers import Problem
from flows.prompts import TypeNumber
from flows.questions.asked import Asked
from flows.questions.numerals import show_number
from flows.questions.numeric import check_canonical, read_canonical, written


class Integer:
    def input(self, _asked: Asked) -> TypeNumber:
        return TypeNumber(decimals=False)

    def read(self, asked: Asked, raw: str) -> str | Problem:
        return _whole(read_canonical(raw, asked.language))

    def check(self, _asked: Asked, value: str) -> str | Problem:
        return _whole(check_canonical(value))

    def show(self, asked: Asked, value: str) -> str:
        return show_number(value, asked.language)


def _whole(number: Decimal | Problem | None) -> str | Problem:
    if isinstance(number, Decimal):
        return written(number) if number == int(number) else Problem("integer-expected")
    return "" if number is None else number
