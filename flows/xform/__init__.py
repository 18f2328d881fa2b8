"""XForm XML to `Form`: instance, binds, questions, choices and texts as one immutable value."""

from flows.xform.attachments import inlined
from flows.xform.counterparts import counterparts
from flows.xform.errors import UnsupportedForm
from flows.xform.form import (
    Bind,
    Form,
    Graph,
    Group,
    Itemset,
    Option,
    Question,
    Repeat,
    SetValue,
    Span,
    Trigger,
    in_order,
)
from flows.xform.load import load_form
from flows.xform.texts import Text

__all__ = [
    "Bind",
    "Form",
    "Graph",
    "Group",
    "Itemset",
    "Option",
    "Question",
    "Repeat",
    "SetValue",
    "Span",
    "Text",
    "Trigger",
    "UnsupportedForm",
    "counterparts",
    "in_order",
    "inlined",
    "load_form",
]
