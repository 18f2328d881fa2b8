"""decimal: any number."""

from decimal import Decimal as Number

from flows.answers import Problem
from flows.prompts import TypeNumber
from flows.questions.asked import Asked
from flows.questions.numerals import show_number
from flows.questions.numeric import check_canonical, read_canonical, written


class Decimal:
    def input(self, _asked: Asked) -> TypeNumber:
        return TypeNumber(decimals=True)

    def read(self, asked: Asked, raw: str) -> str | Problem:
        return _written(read_canonical(raw, asked.language))

    def check(self, _asked: Asked, value: str) -> str | Problem:
        return _written(check_canonical(value))

    def show(self, asked: Asked, value: str) -> str:
        return show_number(value, asked.language)


def _written(number: Number | Problem | None) -> str | Problem:
    if isinstance(number, Number):
        return written(number)
    return "" if number is None else number
