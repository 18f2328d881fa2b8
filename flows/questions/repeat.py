"""repeat: whether there is one more of what has just been filled in."""

from flows.answers import Problem
from flows.prompts import AddAnother
from flows.questions.asked import Asked
from flows.questions.language import fold

YES, NO = "yes", "no"
_WORDS = {
    **dict.fromkeys(("yes", "y", "ya", "iya", "tambah", "add", "more", "lagi", "ada"), YES),
    **dict.fromkeys(("no", "n", "tidak", "tdk", "selesai", "cukup", "done", "sudah"), NO),
}


class Another:
    """The engine knows how many there are and what they are called, and fills the input in."""

    def input(self, _asked: Asked) -> AddAnother:
        return AddAnother(0, "")

    def read(self, _asked: Asked, raw: str) -> str | Problem:
        return _WORDS.get(fold(raw).rstrip(".!"), Problem("yes-or-no"))

    def check(self, _asked: Asked, value: str) -> str | Problem:
        return value if value in (YES, NO) else Problem("yes-or-no")

    def show(self, _asked: Asked, value: str) -> str:
        return value
