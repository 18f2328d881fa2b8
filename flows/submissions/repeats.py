"""Which repeat a table of instances is about: by its keys, its columns or its name."""

import re

from flows.submissions.headers import Headers
from flows.submissions.table import Table
from flows.xform import Form
from flows.xform.form import Repeat

_INSTANCE = re.compile(r"\[\d+\]")
_SHEET_NAME = 31  # characters; Excel cuts what is longer


def repeat_of(form: Form, table: Table) -> Repeat | None:
    """None when the form has no such repeat."""
    return _by_key(form, table) or _by_name(form, table) or _by_columns(form, table)


def _by_key(form: Form, table: Table) -> Repeat | None:
    """ODK Central's keys end in the path: `uuid:…/children/child[1]`."""
    key = next((row.cells["KEY"] for row in table.rows if "KEY" in row.cells), "")
    _, _, path = key.partition("/")
    (top,) = form.root.children
    return form.repeats.get(f"{top.path}/{_INSTANCE.sub('', path)}")


def _by_name(form: Form, table: Table) -> Repeat | None:
    """A sheet of Kobo bears the name of the repeat, a file of ODK ends in it."""
    name = table.name
    for repeat in form.repeats.values():
        own = repeat.node.name
        if name.lower() == own[:_SHEET_NAME].lower() or name.endswith((f"-{own}", f".{own}")):
            return repeat
    return None


def _by_columns(form: Form, table: Table) -> Repeat | None:
    """The repeat that has most of the columns."""
    best, most = None, 0
    for repeat in form.repeats.values():
        headers = Headers(form, repeat.node)
        count = sum(headers.column(header) is not None for header in table.headers)
        if count > most:
            best, most = repeat, count
    return best
