"""Regular expressions as Java's `Pattern` reads them, run by the `regex` package.

A pattern is read here and written anew, so that each construct means what it means in Java:
classes of ASCII, `[a-z&&[^aeiou]]`, `\\p{Alpha}`, `\\Q…\\E`; what Java refuses is refused.
"""

import unicodedata
from functools import lru_cache

import regex

from flows.xpath.characters import CLASSES, property_class
from flows.xpath.errors import EvaluationError
from flows.xpath.values import Value, to_string

WEIGHT = 100_000  # of a pattern with its counted repetitions written out, which takes memory
SECONDS = 0.2  # for one match: backtracking of some patterns takes exponential time
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b"}
_PLACES = {"b": r"\b", "B": r"\B", "A": r"\A", "G": r"\G", "z": r"\Z", "X": r"\X"}
_PLACES |= {"Z": r"(?=\n?\Z)", "R": r"(?:\r\n|[\n\x0b\f\r\x85\u2028\u2029])"}
_GROUPS = ("(?:", "(?=", "(?!", "(?>", "(?<=", "(?<!")
_FLAGS = frozenset("idmsuxU")
_FLAG_GROUP = regex.compile(r"\(\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])")
_NAMED_GROUP = regex.compile(r"\(\?<([a-zA-Z][a-zA-Z0-9]*)>")
_REPEAT = regex.compile(r"(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})[+?]?")
_PROPERTY = regex.compile(r"\{(\w+(?:=[\w \-]+)?)\}|(\w)", regex.ASCII)
_CODE = regex.compile(
    r"x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|0([0-3]?[0-7]{1,2})"
)


class PatternError(ValueError):
    """A text that is no regular expression."""


@lru_cache(maxsize=512)
def pattern(text: str) -> regex.Pattern[str]:
    """A compiled regular expression; PatternError if it is none."""
    try:
        return regex.compile(_Reader(text).read(), regex.VERSION1)
    except (regex.error, RecursionError, OverflowError, ValueError, KeyError) as error:
        raise PatternError(text) from error


def matches(value: Value, expression: Value) -> Value:
    """Whether the whole text matches; EvaluationError if it cannot be said, or not in time."""
    text = to_string(value)
    try:
        return pattern(to_string(expression)).fullmatch(text, timeout=SECONDS) is not None
    except (PatternError, TimeoutError, MemoryError) as error:
        raise EvaluationError("not a regular expression, or one too slow") from error


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.flags: frozenset[str] = frozenset()
        self.groups = 0
        self.weight = 0
        self.complete: set[int] = set()

    def read(self) -> str:
        found = self.alternatives()
        if self.at < len(self.text):
            raise PatternError(self.text)
        return found

    def sees(self, start: str) -> bool:
        return self.text.startswith(start, self.at)

    def skip(self, start: str) -> bool:
        found = self.sees(start)
        self.at += len(start) * found
        return found

    def take(self) -> str:
        if self.at >= len(self.text):
            raise PatternError(self.text)
        self.at += 1
        return self.text[self.at - 1]

    def match(self, expected: "regex.Pattern[str]") -> "regex.Match[str] | None":
        found = expected.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found

    def alternatives(self) -> str:
        """Up to the end or the bracket that closes the group."""
        outer, parts = self.flags, []
        while self.at < len(self.text) and not self.sees(")"):
            if self.skip("|"):
                parts.append("|")
            elif not self.comment():
                parts.append(self.repeated())
        self.flags = outer
        return "".join(parts)

    def comment(self) -> bool:
        if "x" not in self.flags:
            return False
        if self.sees("#"):
            end = self.text.find("\n", self.at)
            self.at = len(self.text) if end < 0 else end
            return True
        return any(self.skip(space) for space in " \t\n\x0b\f\r")

    def repeated(self) -> str:
        before = self.weight
        self.weight += 1
        atom = "" if self.sees("{") else self.atom()  # a count repeats what is there: nothing
        if not atom and self.text[self.at : self.at + 1] in set("*+?"):
            raise PatternError(self.text)
        first = True
        while (first or self.sees("{")) and (repeat := self.match(_REPEAT)):
            atom = f"(?:{atom}){repeat[0]}"
            self.weight = before + (self.weight - before) * _most(repeat[0])
            if self.weight > WEIGHT:
                raise PatternError(self.text)
            first = False
        if not atom and self.sees("{"):
            raise PatternError(self.text)
        return atom

    def atom(self) -> str:
        if self.sees("("):
            return self.group()
        character = self.take()
        if character == "[":
            return self.bracket()
        if character == "\\":
            return self.escape()
        if character == ".":
            return "(?s:.)" if "s" in self.flags else r"[^\n\r\x85\u2028\u2029]"
        if character in "^$":
            return f"(?m:{character})" if "m" in self.flags else character
        if character in "*+?":
            raise PatternError(self.text)
        return self.literal(character)

    def literal(self, character: str) -> str:
        if self.folds(character):
            return f"[{character.lower()}{character.upper()}]"
        return _quoted(character)

    def folds(self, character: str) -> bool:
        """Without the flag `u`, Java takes the case of ASCII letters alone for indifferent."""
        return "i" in self.flags and character.isalpha() and (character.isascii() or self.wide())

    def wide(self) -> bool:
        return "u" in self.flags or "U" in self.flags

    def group(self) -> str:
        outer = self.flags
        for start in _GROUPS:
            if self.skip(start):
                return self.closed(start, outer)
        if named := self.match(_NAMED_GROUP):
            return self.captured(f"(?P<{named[1]}>", outer)
        if flags := self.match(_FLAG_GROUP):
            added, taken = frozenset(flags[1]), frozenset(flags[2] or "")
            if not added | taken <= _FLAGS:
                raise PatternError(self.text)
            self.flags = (self.flags | added) - taken
            return "" if flags[3] == ")" else self.closed("(?:", outer)
        self.at += 1
        if self.sees("?"):
            raise PatternError(self.text)
        return self.captured("(", outer)

    def captured(self, start: str, outer: frozenset[str]) -> str:
        self.groups += 1
        number = self.groups
        found = self.closed(start, outer)
        self.complete.add(number)
        return found

    def reference(self) -> str:
        """To a group by its number: as many digits as there are groups for."""
        number = int(self.take())
        while (digit := self.text[self.at : self.at + 1]) in set("0123456789"):
            if number * 10 + int(digit) > self.groups:
                break
            number = number * 10 + int(digit)
            self.at += 1
        return rf"(?:\{number})" if number in self.complete else "(?!)"

    def closed(self, start: str, outer: frozenset[str]) -> str:
        inner = self.alternatives()
        self.flags = outer
        if not self.skip(")"):
            raise PatternError(self.text)
        return f"{start}{inner})"

    def escape(self) -> str:
        """What follows a backslash outside of brackets."""
        if self.skip("Q"):
            return self.quotation()
        if self.skip("k<"):
            name = self.text[self.at : self.text.index(">", self.at)]
            self.at += len(name) + 1
            return f"(?P={name})"
        if self.text[self.at : self.at + 1] in set("123456789"):
            return self.reference()
        if (place := self.text[self.at : self.at + 1]) in _PLACES:
            self.at += 1
            return _PLACES[place]
        found = self.class_escape()
        return self.literal(self.character()) if found is None else f"[{found}]"

    def quotation(self) -> str:
        end = self.text.find("\\E", self.at)
        end = len(self.text) if end < 0 else end
        quoted = self.text[self.at : end]
        self.at = min(len(self.text), end + 2)
        return "".join(map(self.literal, quoted))

    def class_escape(self) -> str | None:
        r"""The inside of a bracket for `\d` or `\p{L}`; None if a single character follows."""
        kind = self.text[self.at : self.at + 1]
        if kind and kind.lower() in CLASSES:
            self.at += 1
            inside = CLASSES[kind.lower()]
        elif kind and kind in "pP":
            self.at += 1
            inside = self.property()
        else:
            return None
        return f"[^{inside}]" if kind.isupper() else inside

    def property(self) -> str:
        found = self.match(_PROPERTY)
        if found is None:
            raise PatternError(self.text)
        name: str = found[1] or found[2]
        inside = property_class(name)
        if inside is None:
            raise PatternError(self.text)
        return inside

    def character(self) -> str:
        """The one that an escape stands for."""
        if code := self.match(_CODE):
            hexadecimal = code[1] or code[2] or code[3]
            return chr(int(hexadecimal, 16) if hexadecimal else int(code[4], 8))
        character = self.take()
        if character == "c":
            return chr(ord(self.take()) ^ 64)
        if character == "N" and self.skip("{"):
            name = self.text[self.at : self.text.index("}", self.at)]
            self.at += len(name) + 1
            return unicodedata.lookup(name)
        if character in _CONTROLS:
            return _CONTROLS[character]
        if character.isascii() and character.isalnum():
            raise PatternError(self.text)
        return character

    def bracket(self) -> str:
        """A class: parts that `&&` intersects; without anything beside it, it says nothing."""
        start = "[^" if self.skip("^") else "["
        sides, parts = list[str](), list[str]()
        while not (self.sees("]") and (sides or parts)):
            if self.skip("&&"):
                sides += ["".join(parts)] if parts else []
                parts = []
            elif self.skip("["):
                parts.append(self.bracket())
            else:
                parts.append(self.item())
        self.at += 1
        sides += ["".join(parts)] if parts else []
        return f"{start}{'&&'.join(sides)}]"

    def item(self) -> str:
        first = self.take()
        if first == "\\":
            if self.skip("Q"):
                return self.quotation()
            found = self.class_escape()
            if found is not None:
                return found
            first = self.character()
        if not self.sees("-") or self.text[self.at + 1 : self.at + 2] in ("[", "]", ""):
            return self.span(first, first)
        self.at += 1
        last = self.take()
        return self.span(first, self.character() if last == "\\" else last)

    def span(self, first: str, last: str) -> str:
        if first > last:
            raise PatternError(self.text)
        found = f"{_quoted(first)}-{_quoted(last)}" if first != last else _quoted(first)
        if "i" not in self.flags:
            return found
        if first == last:
            return self.literal(first)
        letters = [c for c in map(chr, range(65, 123)) if first <= c <= last and c.isalpha()]
        return found + "".join(letters).swapcase()


def _most(repeat: str) -> int:
    counts = [int(count[:9]) for count in regex.findall("[0-9]+", repeat)]
    return max(counts, default=1)


def _quoted(character: str) -> str:
    if character.isascii() and character.isalnum():
        return character
    return f"\\U{ord(character):08x}"
