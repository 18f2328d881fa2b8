"""select_one: exactly one choice from a list."""

from flows.answers import Problem
from flows.prompts import PickOne
from flows.questions.asked import Asked
from flows.questions.options import label_of, name_of


class SelectOne:
    def input(self, asked: Asked) -> PickOne:
        return PickOne(asked.choices, scale=asked.looks("likert"))

    def read(self, asked: Asked, raw: str) -> str | Problem:
        return name_of(raw, asked.choices) if raw.strip() else ""

    def check(self, asked: Asked, value: str) -> str | Problem:
        offered = not value or any(choice.name == value for choice in asked.choices)
        return value if offered else Problem("choice-unknown")

    def show(self, asked: Asked, value: str) -> str:
        return label_of(value, asked.choices)
