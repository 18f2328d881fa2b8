"""image, audio, video, file: the name of a file, which is sent and kept beside the answers."""

import re

from flows.answers import Problem
from flows.prompts import File, SendFile
from flows.questions.asked import Asked

_NAME = re.compile(r"[^/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]{1,255}")


class Attachment:
    def __init__(self, kind: File) -> None:
        self._kind = kind

    def input(self, _asked: Asked) -> SendFile:
        return SendFile(self._kind)

    def read(self, _asked: Asked, raw: str) -> str | Problem:
        """A name that is typed names nothing that was sent."""
        return Problem(f"{self._kind}-expected") if raw.strip() else ""

    def check(self, _asked: Asked, value: str) -> str | Problem:
        """A plain file name, of what was sent or as an import brings it."""
        plain = not value or (_NAME.fullmatch(value) and value.strip(". "))
        return value if plain else Problem("file-name-unfit")

    def show(self, _asked: Asked, value: str) -> str:
        return value
