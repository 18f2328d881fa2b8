"""A text that a regular expression matches, for those that people write into constraints."""

from collections.abc import Iterator
from dataclasses import dataclass

from flows.xpath.regexes import PatternError, pattern

MOST = 12  # repetitions where there is no upper bound, and characters tried of a class
_CLASSES = {"d": "0123456789", "w": "a1_", "s": " ", "D": "a", "W": "-", "S": "a"}


def examples(text: str) -> tuple[str, ...]:
    """Up to two texts that match, the shorter first; () where none was found."""
    found = []
    for most in (False, True):
        try:
            said = _Writer(text, most=most).written()
        except (_Unclear, RecursionError):
            continue
        if len(said) <= 200 and _matches(text, said) and said not in found:
            found.append(said)
    return tuple(found)


def _matches(text: str, said: str) -> bool:
    try:
        return pattern(text).fullmatch(said, timeout=0.05) is not None
    except (PatternError, TimeoutError, MemoryError):
        return False


class _Unclear(Exception):  # noqa: N818 -- never leaves this module
    """A construct that is not written out here."""


@dataclass(slots=True)
class _Writer:
    """Writes the first alternative; `most`: as many repetitions as may be, else as few."""

    text: str
    most: bool
    at: int = 0

    def written(self) -> str:
        said = self._alternatives()
        if self.at < len(self.text):
            raise _Unclear
        return said

    def _alternatives(self) -> str:
        first = "".join(self._sequence())
        while self._skip("|"):
            list(self._sequence())
        return first

    def _sequence(self) -> Iterator[str]:
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            atom = self._atom()
            yield atom * self._count()

    def _atom(self) -> str:
        character = self._take()
        if character == "(":
            return self._group()
        if character == "[":
            return self._bracket()
        if character == "\\":
            return self._escape()
        if character in "^$":
            return ""
        return "a" if character == "." else character

    def _group(self) -> str:
        if self._skip("?") and not self._skip(":"):
            raise _Unclear
        said = self._alternatives()
        if not self._skip(")"):
            raise _Unclear
        return said

    def _bracket(self) -> str:
        negated = self._skip("^")
        members: list[str] = []
        while not self._skip("]"):
            first = self._take()
            if first in "[&":
                raise _Unclear
            if first == "\\":
                first = self._escape()
            if self.text[self.at : self.at + 1] == "-" and self.text[self.at + 1 :][:1] != "]":
                self.at += 1
                members.append(chr((ord(first) + ord(self._take())) // 2))
            members.append(first)
        if negated:
            return next(each for each in "aZ5 -_" if each not in members)
        return members[-1] if self.most else members[0]

    def _escape(self) -> str:
        character = self._take()
        if character in _CLASSES:
            return _CLASSES[character][-1 if self.most else 0]
        if character in "pP" or character.isalnum():
            raise _Unclear
        return character

    def _count(self) -> int:
        low, high = 1, 1
        if self._skip("*"):
            low, high = 0, MOST
        elif self._skip("+"):
            low, high = 1, MOST
        elif self._skip("?"):
            low, high = 0, 1
        elif self._skip("{"):
            low, high = self._bounds()
        _ = self._skip("?") or self._skip("+")
        return min(high, max(low, MOST)) if self.most else max(low, min(high, 1))

    def _bounds(self) -> tuple[int, int]:
        end = self.text.find("}", self.at)
        low, comma, high = self.text[self.at : end].partition(",")
        if end < 0 or not low.isdigit() or (high and not high.isdigit()):
            raise _Unclear
        self.at = end + 1
        least = min(int(low), 100)
        return least, min(int(high), 100) if high else max(least, MOST) if comma else least

    def _take(self) -> str:
        if self.at >= len(self.text):
            raise _Unclear
        self.at += 1
        return self.text[self.at - 1]

    def _skip(self, start: str) -> bool:
        found = self.text.startswith(start, self.at)
        self.at += len(start) * found
        return found
