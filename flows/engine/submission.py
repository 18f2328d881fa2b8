"""An interview as the XML that ODK and KoboToolbox send and take (OpenRosa submissions)."""

from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flows.engine.asking import is_there
from flows.engine.interview import Interview
from flows.engine.run import Run
from flows.xform import Form
from flows.xpath import At, Node, canonical

OPENROSA = "http://openrosa.org/xforms"
register_namespace("orx", OPENROSA)  # servers look for `orx:meta` by its prefix


def submission(form: Form, interview: Interview, now: datetime) -> str:
    """The instance with the relevant nodes, as a data collector sends it.

    Instances beyond a repeat's count are left out like what is not relevant.
    """
    run = Run(form, interview, now)
    (top,) = form.root.children
    element = Element(_tag(form, top), {"id": form.form_id})
    if form.version:
        element.set("version", form.version)
    _fill(run, element, top, ())
    return tostring(element, encoding="unicode", xml_declaration=False)


def instance_id(form: Form, interview: Interview) -> str:
    """What names this one submission among all, "" for a form without such a node."""
    path = instance_id_path(form)
    return canonical(interview.values.get(path, "")) if path else ""


def instance_id_path(form: Form) -> str:
    (top,) = form.root.children
    path = f"{top.path}/meta/instanceID"
    return path if path in form.nodes else ""


def _fill(run: Run, element: Element, node: Node, at: At) -> None:
    for child, place in _children(run, node, at):
        inner = SubElement(element, _tag(run.form, child))
        if child.children:
            _fill(run, inner, child, place)
        else:
            inner.text = canonical(run.value(child.at(place))) or None


def _children(run: Run, node: Node, at: At) -> Iterator[tuple[Node, At]]:
    for child in node.children:
        for place in run.context.instances(child, at):
            if child.at(place) not in run.irrelevant and is_there(run, (child, place)):
                yield child, place


def _tag(form: Form, node: Node) -> str:
    """The name of an element, with the namespace in which the form's own instance has it."""
    space = form.spaces.get(node.path, "")
    return f"{{{space}}}{node.name}" if space else node.name
