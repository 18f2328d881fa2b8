"""XForm XML to `Form`."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from flows.xform.body import questions_of, set_values
from flows.xform.errors import UnsupportedForm
from flows.xform.form import Bind, Form
from flows.xform.graph import Rule, graph_of, rules_of
from flows.xform.model import bind_of, main_instance, secondary_instance, typed, walk
from flows.xform.source import Source, child, local
from flows.xform.translations import itext_of, languages_of
from flows.xpath import Node, Value

_MODEL_PARTS = {"itext", "instance", "bind", "setvalue", "submission"}


def load_form(xml: str) -> Form:
    """The form in an XForm document as pyxform writes it (ODK XForms specification).

    Raises UnsupportedForm, with code, path and detail, for anything the engine does not do.
    """
    head, body = _document(xml)
    model = child(head, "model")
    if model is None:
        raise UnsupportedForm("model", "", "model")
    for part in model:
        if local(part) not in _MODEL_PARTS:
            raise UnsupportedForm("element", "", local(part))
    instances = [part for part in model if local(part) == "instance"]
    if not instances:
        raise UnsupportedForm("model", "", "instance")
    root, texts = main_instance(instances[0])
    lists = {each.get("id", ""): secondary_instance(each) for each in instances[1:]}
    return _form(head, body, root, texts, lists)


def _document(xml: str) -> tuple[Element, Element]:
    try:
        document = fromstring(xml)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise UnsupportedForm("xml", "", str(error)) from error
    head, body = child(document, "head"), child(document, "body")
    if head is None or body is None:
        raise UnsupportedForm("xml", "", "head or body")
    return head, body


def _form(
    head: Element, body: Element, root: Node, texts: dict[str, str], lists: dict[str, Node]
) -> Form:
    model = child(head, "model")
    assert model is not None
    block, title = child(model, "itext"), child(head, "title")
    languages, default = languages_of(block)
    itext = itext_of(block, Source(root, lists, {}, default))
    source = Source(root, lists, itext, default)
    nodes = tuple(node.path for node in walk(root))
    binds, rules = _binds(model, source, nodes)
    leaves = {path: binds.get(path, Bind()) for path in texts}
    questions = {question.path: question for question in questions_of(body, source, leaves)}
    first_load = tuple(set_values(model, source, "odk-instance-first-load"))
    actions = [action for question in questions.values() for action in question.on_change]
    for action in (*first_load, *actions):
        if action.path not in leaves:
            raise UnsupportedForm("unknown-node", action.path, "setvalue")
    top = model[[local(part) for part in model].index("instance")][0]
    return Form(
        form_id=top.get("id", ""),
        version=top.get("version", ""),
        title=(title.text or "") if title is not None else "",
        languages=languages,
        default_language=default,
        root=root,
        nodes=nodes,
        leaves=tuple(leaves),
        binds=leaves,
        questions=questions,
        defaults=_defaults(texts, leaves),
        first_load=first_load,
        itext=itext,
        graph=graph_of(rules, nodes, questions),
    )


def _binds(
    model: Element, source: Source, nodes: tuple[str, ...]
) -> tuple[dict[str, Bind], list[Rule]]:
    binds: dict[str, Bind] = {}
    rules: list[Rule] = []
    for element in model:
        if local(element) != "bind":
            continue
        path, bind = bind_of(element, source)
        if path not in nodes:
            raise UnsupportedForm("unknown-node", path, "bind")
        binds[path] = bind
        rules += rules_of(element, path, source)
    return binds, rules


def _defaults(texts: dict[str, str], leaves: dict[str, Bind]) -> dict[str, Value]:
    values = {path: typed(text, leaves[path].kind) for path, text in texts.items()}
    return {path: value for path, value in values.items() if value != ""}
