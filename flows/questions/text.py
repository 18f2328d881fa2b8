"""text: what a person writes, kept as written."""

import re

from flows.answers import Problem
from flows.prompts import TypeText
from flows.questions.asked import Asked

MAX_TEXT = 2000  # characters
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2


class Text:
    def input(self, asked: Asked) -> TypeText:
        if asked.looks("multiline"):
            return TypeText("lines")
        return TypeText("digits" if asked.looks("numbers") else "text")

    def read(self, _asked: Asked, raw: str) -> str | Problem:
        text = _NOT_XML.sub("", raw).strip()
        if len(text) > MAX_TEXT:
            return Problem("text-too-long", {"limit": str(MAX_TEXT)})
        return text

    check = read

    def show(self, _asked: Asked, value: str) -> str:
        return value
