"""note: something to read; it is passed, and nothing is stored."""

from flows.answers import Problem
from flows.prompts import Acknowledge
from flows.questions.asked import Asked
from flows.questions.language import fold

ACKNOWLEDGED = "OK"  # what ODK stores for an acknowledged question
_WORDS = frozenset({"ok", "oke", "okay", "ya", "y", "yes", "lanjut", "baik", "next", "1", "👍"})


class Note:
    def input(self, _asked: Asked) -> Acknowledge:
        return Acknowledge()

    def read(self, _asked: Asked, raw: str) -> str | Problem:
        if not raw.strip():
            return ""
        return ACKNOWLEDGED if fold(raw).rstrip(".!") in _WORDS else Problem("only-read")

    def check(self, _asked: Asked, value: str) -> str | Problem:
        return value if value in ("", ACKNOWLEDGED) else Problem("choice-unknown")

    def show(self, _asked: Asked, value: str) -> str:
        return value
