"""Expression text to syntax: recursive descent with operator precedences (XPath 1.0, §3)."""

import sys

from flows.xpath.errors import XPathError
from flows.xpath.functions import check_call, with_whole_days
from flows.xpath.syntax import Binary, Call, Expr, Literal, Negate, Number, Path, Step
from flows.xpath.tokens import Token, tokenise

MAX_DEPTH = 400  # forms in use nest some hundred if(); each may count twice
MAX_CHAIN = 400
MAX_HEIGHT = 1000
# Reading, compiling and evaluating recurse, by up to five calls a level. Python's own limit of
# 1000 guards the C stack, which calls from Python to Python have not used since 3.11.
sys.setrecursionlimit(max(sys.getrecursionlimit(), 5 * MAX_HEIGHT))
_PRECEDENCE = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
_UNARY = 7
_AXES = frozenset({"child", "parent", "self", "descendant", "descendant-or-self"})
_ANYWHERE = Step("descendant-or-self", "*", ())


def parse(text: str) -> Expr:
    """The syntax of an expression; XPathError with code, detail and position if it has none."""
    parser = _Parser(tokenise(text))
    expression = parser.expression(0)
    parser.expect("end", "")
    if _height(expression) > MAX_HEIGHT:
        raise XPathError("too-deep", text[:20], 0)
    return expression


def _height(expression: Expr) -> int:
    """How deep the syntax is; chains of operators add up where depth alone is allowed."""
    height, level = 0, [expression]
    while level:
        height += 1
        level = [part for each in level for part in _parts(each)]
    return height


def _parts(expression: Expr) -> tuple[Expr, ...]:
    if isinstance(expression, Binary):
        return expression.left, expression.right
    if isinstance(expression, Negate):
        return (expression.operand,)
    if isinstance(expression, Call):
        return expression.arguments
    if not isinstance(expression, Path):
        return ()
    start = () if isinstance(expression.start, str) else (expression.start,)
    steps = (predicate for step in expression.steps for predicate in step.predicates)
    return (*start, *expression.predicates, *steps)


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.here
        self.at += 1
        return token

    def sees(self, *texts: str) -> bool:
        return self.here.kind in ("symbol", "operator") and self.here.text in texts

    def skip(self, text: str) -> bool:
        if self.sees(text):
            self.at += 1
            return True
        return False

    def expect(self, kind: str, text: str) -> None:
        if self.here.kind != kind or self.here.text != text:
            raise self.wrong()
        self.at += 1

    def wrong(self) -> XPathError:
        """At this token; where the expression breaks off, at what it ends with."""
        text = self.here.text or f"{self.tokens[self.at - 1].text} …".lstrip()
        return XPathError("syntax", text, self.here.position)

    def expression(self, least: int) -> Expr:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise XPathError("too-deep", self.here.text, self.here.position)
        left = self.operand()
        links = 0
        while (power := self.power()) > least:
            links += 1
            if links > MAX_CHAIN:
                raise XPathError("too-deep", self.here.text, self.here.position)
            operator = self.take().text
            left = Binary(operator, left, self.expression(power))
        self.depth -= 1
        return left

    def power(self) -> int:
        if self.here.kind not in ("symbol", "operator"):
            return 0
        if self.here.text == "*" and self.here.kind != "operator":
            return 0
        return _PRECEDENCE.get(self.here.text, 0)

    def operand(self) -> Expr:
        minuses = 0
        while self.skip("-"):
            minuses += 1
        if minuses:
            operand = Negate(self.expression(_UNARY))
            return operand if minuses % 2 else Negate(operand)
        return self.path()

    def path(self) -> Expr:
        if self.sees("/"):
            self.take()
            return Path("root", (), self.steps() if self.starts_step() else ())
        if self.skip("//"):
            return Path("root", (), (_ANYWHERE, *self.steps()))
        if self.starts_step() and not self.starts_call():
            return Path("context", (), self.steps())
        start = self.primary()
        predicates = self.predicates()
        steps = self.more_steps()
        return Path(start, predicates, steps) if predicates or steps else start

    def starts_call(self) -> bool:
        following = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        return self.here.kind == "name" and following.kind == "symbol" and following.text == "("

    def starts_step(self) -> bool:
        return self.here.kind in ("axis", "name") or self.sees(".", "..", "*", "@")

    def steps(self) -> tuple[Step, ...]:
        return (self.step(), *self.more_steps())

    def more_steps(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        while self.sees("/", "//"):
            if self.take().text == "//":
                steps.append(_ANYWHERE)
            steps.append(self.step())
        return tuple(steps)

    def step(self) -> Step:
        if self.skip("."):
            return Step("self", "*", self.predicates())
        if self.skip(".."):
            return Step("parent", "*", self.predicates())
        axis = "child"
        if self.here.kind == "axis":
            axis = self.take().text
            self.expect("symbol", "::")
        if axis not in _AXES or self.sees("@"):
            raise XPathError("axis", axis if axis not in _AXES else "@", self.here.position)
        return Step(axis, self.node_test(), self.predicates())

    def node_test(self) -> str:
        if self.skip("*"):
            return "*"
        if self.here.kind != "name":
            raise self.wrong()
        call = self.starts_call()
        name = self.take()
        if call:
            if name.text != "node":
                raise XPathError("syntax", name.text, name.position)
            self.expect("symbol", "(")
            self.expect("symbol", ")")
            return "*"
        return name.text.rpartition(":")[2]

    def predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        while self.skip("["):
            found.append(self.expression(0))
            self.expect("symbol", "]")
        return tuple(found)

    def primary(self) -> Expr:
        if self.here.kind == "number":
            return Number(float(self.take().text))
        if self.here.kind == "literal":
            return Literal(self.take().text[1:-1])
        if self.skip("("):
            inner = self.expression(0)
            self.expect("symbol", ")")
            return inner
        if self.starts_call():
            return self.call()
        raise self.wrong()

    def call(self) -> Call:
        name = self.take()
        self.expect("symbol", "(")
        arguments: list[Expr] = []
        if not self.sees(")"):
            arguments.append(self.expression(0))
            while self.skip(","):
                arguments.append(self.expression(0))
        self.expect("symbol", ")")
        call = Call(name.text, tuple(arguments), name.position)
        check_call(call)
        return with_whole_days(call)
