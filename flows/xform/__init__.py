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
from flows.xform.formulas import Formulas, formulas_of
from flows.xform.load import load_form
from flows.xform.texts import Text

__all__ = [
    "Bind",
    "Form",
    "Formulas",
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
    "formulas_of",
    "in_order",
    "inlined",
    "load_form",
]
