"""barcode: the characters below the bars, typed as they are read."""

from flows.prompts import TypeText
from flows.questions.asked import Asked
from flows.questions.text import Text


class Barcode(Text):
    def input(self, _asked: Asked) -> TypeText:
        return TypeText("code")
