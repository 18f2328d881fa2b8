"""Expressions cut into tokens, with the XPath 1.0 rule for names that are operators (§3.7)."""

import re
from dataclasses import dataclass

from flows.xpath.errors import XPathError

_NAME = r"[^\W\d][\w.\-]*"
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<literal>"[^"]*"|'[^']*')
    |(?P<axis>{_NAME}(?=\s*::))
    |(?P<name>{_NAME}(?::{_NAME})?)
    |(?P<symbol>::|//|\.\.|!=|<=|>=|[()\[\],/|+\-*=<>.@])""",
    re.VERBOSE,
)
_NAMED_OPERATORS = frozenset({"and", "or", "div", "mod"})


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
        match = _TOKEN.match(text, position)
        if match is None:
            raise XPathError("syntax", text[position : position + 20], position)
        kind = match.lastgroup or ""
        if kind != "space":
            tokens.append(Token(_kind(kind, match[0], tokens), match[0], position))
        position = match.end()
    tokens.append(Token("end", "", len(text)))
    return tokens


def _kind(kind: str, text: str, before: list[Token]) -> str:
    operator = text in _NAMED_OPERATORS or text == "*"
    return "operator" if operator and before and _ends_operand(before[-1]) else kind


def _ends_operand(token: Token) -> bool:
    if token.kind == "symbol":
        return token.text in {")", "]", ".", "..", "*"}
    return token.kind in {"number", "literal", "name"}
