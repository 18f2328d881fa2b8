"""The XForms expression language: parsed, typed, compiled, with JavaRosa's semantics."""

from flows.xpath.compiler import Closure, compile_expr, nodes_of
from flows.xpath.context import At, Context, Node, Spot, cell_of
from flows.xpath.dependencies import calls, dependencies, reads
from flows.xpath.errors import EvaluationError, XPathError
from flows.xpath.functions import FUNCTIONS
from flows.xpath.moments import Clock, parse_date
from flows.xpath.parser import parse
from flows.xpath.paths import Nodes, Scope, Target, depth_at, target_of
from flows.xpath.reading import typed
from flows.xpath.syntax import Expr
from flows.xpath.values import (
    Value,
    canonical,
    plain,
    stored,
    to_boolean,
    to_number,
    to_string,
)

__all__ = [
    "FUNCTIONS",
    "At",
    "Clock",
    "Closure",
    "Context",
    "EvaluationError",
    "Expr",
    "Node",
    "Nodes",
    "Scope",
    "Spot",
    "Target",
    "Value",
    "XPathError",
    "calls",
    "canonical",
    "cell_of",
    "compile_expr",
    "dependencies",
    "depth_at",
    "nodes_of",
    "parse",
    "parse_date",
    "plain",
    "reads",
    "stored",
    "target_of",
    "to_boolean",
    "to_number",
    "to_string",
    "typed",
]
