"""The XForms expression language: parsed, typed, compiled, with JavaRosa's semantics."""

from flows.xpath.compiler import Closure, compile_expr, nodes_of
from flows.xpath.context import Context, Node
from flows.xpath.dependencies import calls, dependencies
from flows.xpath.errors import EvaluationError, XPathError
from flows.xpath.functions import FUNCTIONS
from flows.xpath.moments import parse_date
from flows.xpath.parser import parse
from flows.xpath.paths import Nodes, Scope
from flows.xpath.syntax import Expr
from flows.xpath.values import Value, canonical, plain, stored, to_boolean, to_string

__all__ = [
    "FUNCTIONS",
    "Closure",
    "Context",
    "EvaluationError",
    "Expr",
    "Node",
    "Nodes",
    "Scope",
    "Value",
    "XPathError",
    "calls",
    "canonical",
    "compile_expr",
    "dependencies",
    "nodes_of",
    "parse",
    "parse_date",
    "plain",
    "stored",
    "to_boolean",
    "to_string",
]
