"""The body: groups and questions in the order they are asked."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from flows.xform.errors import UnsupportedForm
from flows.xform.form import Bind, Group, Itemset, Option, Question, SetValue
from flows.xform.source import MAX_DEPTH, Source, child, local, refused
from flows.xform.texts import Text
from flows.xpath import Closure, Context, Node, XPathError, dependencies, nodes_of

_INPUTS = {"string": "text", "int": "integer", "decimal": "decimal", "date": "date"}
_CONTROLS = {"select1": "select_one", "select": "select_multiple", "trigger": "acknowledge"}
_PARTS = {"label", "hint", "itemset", "item", "setvalue"}


def questions_of(body: Element, source: Source, binds: Mapping[str, Bind]) -> Iterator[Question]:
    """Every question below the body; UnsupportedForm for any other control."""
    yield from _inside(body, source, binds, ())


def _inside(
    element: Element, source: Source, binds: Mapping[str, Bind], groups: tuple[Group, ...]
) -> Iterator[Question]:
    if len(groups) > MAX_DEPTH:
        raise UnsupportedForm("too-deep", groups[-1].path, "")
    for part in element:
        name = local(part)
        if name == "group":
            yield from _inside(part, source, binds, (*groups, _group(part, source)))
        elif name == "input" or name in _CONTROLS:
            yield _question(part, source, binds, groups)
        elif name != "label":
            code = "repeat" if name == "repeat" else "control"
            raise UnsupportedForm(code, part.get("ref") or part.get("nodeset") or "", name)


def _group(element: Element, source: Source) -> Group:
    path, label = (element.get("ref") or "").strip(), child(element, "label")
    return Group(path, None if label is None else source.text(label, path or "/"))


def _question(
    element: Element, source: Source, binds: Mapping[str, Bind], groups: tuple[Group, ...]
) -> Question:
    path = (element.get("ref") or "").strip()
    if path not in binds:
        raise UnsupportedForm("unknown-node", path, local(element))
    for part in element:
        if local(part) not in _PARTS:
            raise UnsupportedForm("element", path, local(part))
    if element.get("query"):
        raise UnsupportedForm("attribute", path, "query")
    appearance = element.get("appearance") or ""
    if "search(" in appearance:
        raise UnsupportedForm("attribute", path, "search()")
    label, hint = child(element, "label"), child(element, "hint")
    return Question(
        path=path,
        kind=_kind(element, binds[path], path),
        label=None if label is None else source.text(label, path),
        hint=None if hint is None else source.text(hint, path),
        appearance=appearance,
        groups=groups,
        itemset=_choices(element, source, path) if local(element).startswith("select") else None,
        on_change=tuple(set_values(element, source, "xforms-value-changed")),
    )


def _kind(element: Element, bind: Bind, path: str) -> str:
    """An `input` that is always read-only shows something: it is a note."""
    name = local(element)
    if name in _CONTROLS:
        return _CONTROLS[name]
    if bind.always_readonly:
        return "note"
    if bind.kind not in _INPUTS:
        raise UnsupportedForm("type", path, bind.kind)
    return _INPUTS[bind.kind]


def set_values(element: Element, source: Source, event: str) -> Iterator[SetValue]:
    """The setvalue actions directly in an element, all of which must wait for this event."""
    for action in element:
        if local(action) != "setvalue":
            continue
        path = (action.get("ref") or "").strip()
        if event not in (action.get("event") or "").split():
            raise UnsupportedForm("event", path, action.get("event") or "")
        expression = action.get("value")
        words = action.text or ""
        yield SetValue(path, source.compile(expression, path) if expression else _constant(words))


def _constant(words: str) -> Closure:
    return lambda _context: words


def _choices(element: Element, source: Source, path: str) -> Itemset:
    itemset = child(element, "itemset")
    if itemset is None:
        return _inline(element, source, path)
    value, label = child(itemset, "value"), child(itemset, "label")
    expression = source.parse(itemset.get("nodeset") or "", path)
    if value is None or label is None:
        raise UnsupportedForm("itemset", path, itemset.get("nodeset") or "")
    try:
        nodes = nodes_of(expression, source.scope(path))
        reads = dependencies(expression, source.scope(path))
    except XPathError as error:
        raise refused(error, path) from error
    options = _options(source, value.get("ref") or "", label.get("ref") or "", path)
    return Itemset(nodes, options, reads - {path})


def _options(source: Source, value: str, label: str, path: str) -> dict[Node, Option]:
    """What the rows of all lists are called and say, made once for questions that share them."""
    known = source.options.get((value, label))
    if known is None:
        known = {
            node: Option(_cell(node, value), _label(node, label, source, path))
            for instance in source.instances.values()
            for top in instance.children
            for node in top.children
        }
        source.options[value, label] = known
    return known


def _inline(element: Element, source: Source, path: str) -> Itemset:
    options: dict[Node, Option] = {}
    for item in element:
        value, label = child(item, "value"), child(item, "label")
        if local(item) == "item" and value is not None and label is not None:
            name = (value.text or "").strip()
            options[Node("item")] = Option(name, source.text(label, path))
    fixed = list(options)

    def nodes(_context: Context) -> list[Node]:
        return fixed

    return Itemset(nodes, options, frozenset())


def _cell(row: Node, name: str) -> str:
    return next((cell.text for cell in row.children if cell.name == name), "")


def _label(row: Node, reference: str, source: Source, path: str) -> Text:
    """`jr:itext(column)` or a column of the list itself."""
    if reference.startswith("jr:itext("):
        key = _cell(row, reference[len("jr:itext(") : -1].strip())
        return source.itext.get(key) or Text({})
    if "(" in reference:
        raise UnsupportedForm("itemset", path, reference)
    return Text({source.default_language: (_cell(row, reference),)})
