"""XForm XML to `Form`."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from flows.xform.attachments import Attachments, attached_list
from flows.xform.body import QUESTIONS, SELECTS, Body, Item, controls, set_values
from flows.xform.errors import UnsupportedForm
from flows.xform.form import Bind, Form, Question, Repeat, SetValue, below_of
from flows.xform.graph import Rule, conditions_of, graph_of, rules_of
from flows.xform.model import Instance, bind_of, main_instance, secondary_instance, walk
from flows.xform.source import Source, child, local
from flows.xform.translations import elements_of, languages_of
from flows.xpath import Closure, Node

_MODEL_PARTS = {"itext", "instance", "bind", "setvalue", "submission"}
_MODEL_IGNORED = {"setgeopoint", "recordaudio"}
LAST_SAVED = "jr://instance/last-saved"


def load_form(xml: str, attachments: Attachments = MappingProxyType({})) -> Form:
    """The form in an XForm document as pyxform writes it (ODK XForms specification).

    `attachments` are the files beside it that hold choice lists, by name. Raises UnsupportedForm,
    with code, path and detail, for what cannot be run; `Form.ignored` lists what is passed over.
    """
    head, body = _document(xml)
    model = child(head, "model")
    if model is None:
        raise UnsupportedForm("model", "", "model")
    for part in model:
        if local(part) not in _MODEL_PARTS | _MODEL_IGNORED:
            raise UnsupportedForm("element", "", local(part))
    instances = [part for part in model if local(part) == "instance"]
    if not instances:
        raise UnsupportedForm("model", "", "instance")
    repeats = frozenset((each.get("nodeset") or "").strip() for each in _named(body, "repeat"))
    main = main_instance(instances[0], repeats)
    lists = {each.get("id", ""): _list(each, main, attachments) for each in instances[1:]}
    return _form(head, body, main, lists)


def _named(element: Element, name: str) -> Iterable[Element]:
    return (each for each in element.iter() if local(each) == name)


def _list(element: Element, main: Instance, attachments: Attachments) -> Node:
    source = (element.get("src") or "").strip()
    if source == LAST_SAVED:  # there is none: every answer of it reads as blank
        document = Node("")
        document.add(Node(main.document.children[0].name))
        return document
    return attached_list(element, attachments) if source else secondary_instance(element)


def _document(xml: str) -> tuple[Element, Element]:
    try:
        document = fromstring(xml)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise UnsupportedForm("xml", "", str(error)) from error
    head, body = child(document, "head"), child(document, "body")
    if head is None or body is None:
        raise UnsupportedForm("xml", "", "head or body")
    return head, body


def _form(head: Element, body: Element, main: Instance, lists: dict[str, Node]) -> Form:
    model = child(head, "model")
    assert model is not None
    block, title = child(model, "itext"), child(head, "title")
    languages, default = languages_of(block)
    top = model[[local(part) for part in model].index("instance")][0]
    version = top.get("version", "")
    source = Source(main.document, lists, default, version, elements=elements_of(block, default))
    if any(local(each) == "entity" for each in model.iter()):
        source.ignore("entities", "", "entity")
    nodes = {node.path: node for node in walk(main.document)}
    binds, rules, conditions = _binds(model, source, nodes, _kinds(body))
    leaves = {path: binds.get(path, Bind()) for path in main.texts}
    items = tuple(Body(source, leaves).items(body, ()))
    questions = {each.path: each for each in _flat(items) if isinstance(each, Question)}
    repeats = {each.path: each for each in _flat(items) if isinstance(each, Repeat)}
    below = below_of(nodes)
    return Form(
        form_id=top.get("id", ""),
        version=version,
        title=(title.text or "") if title is not None else "",
        languages=languages,
        default_language=default,
        root=main.document,
        nodes=nodes,
        below=below,
        binds={**binds, **leaves},
        shut=_shut(binds, nodes),
        questions=questions,
        repeats=repeats,
        body=items,
        defaults={path: text.strip() for path, text in main.texts.items() if text.strip()},
        beginning={path: text.strip() for path, text in main.first.items() if text.strip()},
        counts=main.counts,
        inner=main.inner,
        spaces=main.spaces,
        first_load=tuple(_first_load(model, body, source)),
        itext={key: source.owned(key, "/") for key in source.elements},
        graph=graph_of(rules, nodes, below, questions, conditions),
        ignored=tuple(source.ignored),
    )


def _flat(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, Repeat):
            yield from _flat(item.body)


def _kinds(body: Element) -> dict[str, str]:
    """Data types that controls give to nodes of plain text: several names for one select."""
    return {
        (each.get("ref") or "").strip(): "multiple"
        for each in controls(body)
        if local(each) in SELECTS - {"select1"}
    }


def _binds(
    model: Element, source: Source, nodes: Mapping[str, Node], kinds: Mapping[str, str]
) -> tuple[dict[str, Bind], list[Rule], dict[str, dict[str, int]]]:
    binds: dict[str, Bind] = {}
    rules: list[Rule] = []
    conditions: dict[str, dict[str, int]] = {}
    for element in model:
        path = (element.get("nodeset") or "").strip()
        if local(element) != "bind" or "@" in path:  # attributes are those of entities
            continue
        if path not in nodes:
            raise UnsupportedForm("unknown-node", path, "bind")
        _, binds[path] = bind_of(element, source, kinds)
        rules += rules_of(element, nodes[path], source)
        conditions[path] = conditions_of(element, nodes[path], source)
    for path, kind in kinds.items():
        if path not in binds:
            binds[path] = Bind(kind)
    return binds, rules, conditions


def _shut(
    binds: Mapping[str, Bind], nodes: Mapping[str, Node]
) -> dict[str, tuple[tuple[Closure, int], ...]]:
    """What makes a node read-only: its own condition and those of its groups, with their depths."""
    found: dict[str, tuple[tuple[Closure, int], ...]] = {"": ()}
    for path, node in nodes.items():
        readonly = binds[path].readonly if path in binds else None
        own = () if readonly is None else ((readonly, node.depth),)
        found[path] = (*found[path.rpartition("/")[0]], *own)
    return found


def _first_load(model: Element, body: Element, source: Source) -> Iterator[SetValue]:
    """What is set when an interview begins: the model's actions, then those inside controls."""
    event = "odk-instance-first-load"
    yield from set_values(model, source, event)
    for element in body.iter():
        if local(element) in QUESTIONS or local(element) in ("repeat", "group"):
            yield from set_values(element, source, event)
