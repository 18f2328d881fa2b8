"""Expressions cut into tokens; what a name means depends on whether an operand came before it.

As in XPath 1.0 §3.7, but an operator's name need not end where the word does: JavaRosa reads
`10 div2` and `true() andfalse()`, and so do forms in use.
"""

import re
from dataclasses import dataclass

from flows.xpath.errors import XPathError

_NAME = r"[^\W\d][\w.\-]*"
_TOKEN = re.compile(
    rf"""(?P<space>[ \n\t\f\r]+)
    |(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    |(?P<literal>"[^"]*"|'[^']*')
    |(?P<axis>{_NAME}(?=[ \n\t\f\r]*::))
    |(?P<name>{_NAME}(?::{_NAME})?)
    |(?P<symbol>::|//|\.\.|!=|<=|>=|[()\[\],/|+\-*=<>.@])""",
    re.VERBOSE,
)
_OPERATOR = re.compile(r"(?P<operator>and|or|div|mod|\*)")


@dataclass(frozen=True, slots=True)
class Token:
    kind: str  # number literal axis name symbol operator end
    text: str
    position: int


def tokenise(text: str) -> list[Token]:
    """Tokens of an expression, closed by one of kind `end`."""
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        match = _match(text, position, tokens)
        if match is None:
            raise XPathError("syntax", text[position : position + 20], position)
        kind = match.lastgroup or ""
        if kind != "space":
            tokens.append(Token(kind, match[0], position))
        position = match.end()
    tokens.append(Token("end", "", len(text)))
    return tokens


def _match(text: str, position: int, before: list[Token]) -> re.Match[str] | None:
    if not before or not _ends_operand(before[-1]):
        return _TOKEN.match(text, position)
    found = _OPERATOR.match(text, position) or _TOKEN.match(text, position)
    return None if found and found.lastgroup in ("name", "axis") else found


def _ends_operand(token: Token) -> bool:
    if token.kind == "symbol":
        return token.text in {")", "]", ".", "..", "*"}
    return token.kind in {"number", "literal", "name"}
