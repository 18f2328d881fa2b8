"""repeat: whether there is one more instance; nothing is stored."""

from flows.answers import Problem
from flows.prompts import AddAnother
from flows.questions.asked import Asked
from flows.questions.language import fold

YES, NO = "yes", "no"
_WORDS = {"ya": YES, "yes": YES, "tambah": YES, "tidak": NO, "no": NO, "selesai": NO}


class Another:
    def input(self, _asked: Asked) -> AddAnother:
        return AddAnother(0, "")

    def read(self, _asked: Asked, raw: str) -> str | Problem:
        return _WORDS.get(fold(raw).rstrip(".!"), Problem("choice-unknown"))

    def check(self, _asked: Asked, value: str) -> str | Problem:
        return value if value in (YES, NO) else Problem("choice-unknown")

    def show(self, _asked: Asked, value: str) -> str:
        return value
