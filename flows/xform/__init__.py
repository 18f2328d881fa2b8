"""XForm XML to `Form`: instance, binds, questions, choices and texts as one immutable value."""

from flows.xform.errors import UnsupportedForm
from flows.xform.form import (
    Bind,
    Form,
    Graph,
    Group,
    Itemset,
    Option,
    Question,
    SetValue,
    Span,
    Trigger,
)
from flows.xform.load import load_form
from flows.xform.model import typed
from flows.xform.texts import Text

__all__ = [
    "Bind",
    "Form",
    "Graph",
    "Group",
    "Itemset",
    "Option",
    "Question",
    "SetValue",
    "Span",
    "Text",
    "Trigger",
    "UnsupportedForm",
    "load_form",
    "typed",
]
