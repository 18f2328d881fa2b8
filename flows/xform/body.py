"""The body: groups, repeats and questions in the order they are asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from flows.xform.errors import UnsupportedForm
from flows.xform.form import (
    TABLE_LABEL,
    Bind,
    Group,
    Itemset,
    Option,
    Question,
    Repeat,
    SetValue,
    Span,
)
from flows.xform.kinds import CONTROLS, INPUTS, UPLOADS
from flows.xform.source import JAVAROSA, MAX_DEPTH, Source, child, local, refused
from flows.xform.texts import Text
from flows.xpath import (
    Closure,
    Context,
    EvaluationError,
    Expr,
    Node,
    Nodes,
    Scope,
    Spot,
    XPathError,
    cell_of,
    compile_expr,
    nodes_of,
    reads,
    target_of,
    to_string,
)
from flows.xpath.syntax import Call, Path

QUESTIONS = {"input", "upload", *CONTROLS}
SELECTS = {"select1", "select", "rank"}
_PARTS = {"label", "hint", "itemset", "item", "setvalue", "help"}
_EVENTS = {"xforms-value-changed", "odk-instance-first-load", "odk-new-repeat"}

Item = Question | Repeat


@dataclass(frozen=True, slots=True)
class Body:
    """What reading the body needs besides the source."""

    source: Source
    binds: Mapping[str, Bind]

    def items(self, element: Element, groups: tuple[Group, ...]) -> Iterator[Item]:
        """Every question and repeat below an element, groups opened."""
        if len(groups) > MAX_DEPTH:
            raise UnsupportedForm("too-deep", groups[-1].path, "")
        for part in element:
            name = local(part)
            if name == "group":
                yield from self.items(part, (*groups, _group(part, self.source)))
            elif name == "repeat":
                yield self._repeat(part, groups)
            elif name in QUESTIONS:
                yield self._question(part, groups)
            elif name != "label" and name not in ("setvalue", "setgeopoint", "recordaudio"):
                raise UnsupportedForm("control", part.get("ref") or "", name)

    def _repeat(self, element: Element, groups: tuple[Group, ...]) -> Repeat:
        path = (element.get("nodeset") or "").strip()
        node = self.source.scope(path).node(path)
        if node is None:
            raise UnsupportedForm("unknown-node", path, "repeat")
        around = groups[-1] if groups and groups[-1].path == path else Group(path, None)
        outer = groups[:-1] if groups and groups[-1].path == path else groups
        own = replace(around, path=path, repeats=True)
        count = (element.get(f"{JAVAROSA}count") or "").strip()
        target = None
        if count:
            counted = self.source.parse(count, path)
            target = target_of(counted, self.source.scope(path))
            if target is None or target.tied < target.node.depth:
                raise UnsupportedForm("repeat", path, count)
        return Repeat(
            node=node,
            label=around.label,
            groups=outer,
            body=tuple(self.items(element, (*outer, own))),
            count=target,
            fixed=bool(count) or (element.get(f"{JAVAROSA}noAddRemove") or "").strip() == "true()",
            on_new=tuple(set_values(element, self.source, "odk-new-repeat")),
        )

    def _question(self, element: Element, groups: tuple[Group, ...]) -> Question:
        path = (element.get("ref") or "").strip()
        node = self.source.scope(path).node(path)
        if path not in self.binds or node is None:
            raise UnsupportedForm("unknown-node", path, local(element))
        self._check(element, path)
        label, hint = child(element, "label"), child(element, "hint")
        name, source = local(element), self.source
        return Question(
            path=path,
            kind=self._kind(element, path),
            label=None if label is None else source.text(label, path),
            hint=None if hint is None else source.text(hint, path),
            appearance=element.get("appearance") or "",
            groups=groups,
            itemset=_choices(element, source, path) if name in SELECTS else None,
            on_change=tuple(set_values(element, source, "xforms-value-changed")),
            span=_span(element) if name == "range" else None,
            node=node,
        )

    def _check(self, element: Element, path: str) -> None:
        """Note what a data collector would do with the question and a chat does not."""
        for part in element:
            if local(part) not in _PARTS and local(part) != "tag":
                self.source.ignore("element", path, local(part))
        for name in ("query", "intent"):
            if element.get(name):
                self.source.ignore("attribute", path, name)
        if "search(" in (element.get("appearance") or ""):
            self.source.ignore("attribute", path, "search()")
        if element.get("mediatype", "").startswith("osm"):
            self.source.ignore("control", path, "osm")

    def _kind(self, element: Element, path: str) -> str:
        """An `input` that is always read-only shows something: it is a note."""
        name, bind = local(element), self.binds[path]
        if name == "upload":
            return UPLOADS.get(element.get("mediatype", ""), "file")
        if name in CONTROLS:
            return CONTROLS[name]
        if bind.always_readonly:
            return "note"
        return INPUTS[bind.kind]


def _group(element: Element, source: Source) -> Group:
    path, label = (element.get("ref") or "").strip(), child(element, "label")
    if label is None:
        label = _table_label(element)
    if not path:
        repeat = child(element, "repeat")
        path = "" if repeat is None else (repeat.get("nodeset") or "").strip()
    text = None if label is None else source.text(label, path or "/")
    return Group(path, text, element.get("appearance") or "")


def _table_label(element: Element) -> Element | None:
    """The label of a `table-list`, which pyxform takes from the group and gives a note in it."""
    for part in element:
        if (part.get("ref") or "").rpartition("/")[2].startswith(TABLE_LABEL):
            return child(part, "label")
    return None


def _span(element: Element) -> Span:
    return Span(*((element.get(name) or "").strip() for name in ("start", "end", "step")))


def set_values(element: Element, source: Source, event: str) -> Iterator[SetValue]:
    """The setvalue actions directly in an element that wait for this event."""
    for action in element:
        name = local(action)
        if name in ("setgeopoint", "recordaudio"):
            source.ignore("action", (action.get("ref") or "").strip(), name)
        path, events = (action.get("ref") or "").strip(), (action.get("event") or "").split()
        if name != "setvalue" or "@" in path:  # attributes are those of entities
            continue
        for each in events:
            if each not in _EVENTS:
                raise UnsupportedForm("event", path, each)
        node = source.scope(path).node(path)
        if node is None:
            raise UnsupportedForm("unknown-node", path, "setvalue")
        if event in events:
            expression = (action.get("value") or "").strip()
            constant = _constant(action.text or "")
            yield SetValue(node, source.compile(expression, path) if expression else constant)


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
    scope = source.scope(path)
    try:
        nodes, whole = nodes_of(expression, scope), nodes_of(unfiltered(expression), scope)
        found = {name: tied for name, tied in reads(expression, scope).items() if name != path}
    except XPathError as error:
        raise refused(error, path) from error
    option = _option(source, path, value.get("ref") or "", label.get("ref") or "")
    listed = (itemset.get("nodeset") or "").partition("[")[0].strip()
    return Itemset(nodes, option, found, whole, source=listed)


def unfiltered(expression: Expr) -> Expr:
    """The path of a list without the conditions that choose from it."""
    if isinstance(expression, Call) and expression.name == "randomize":
        return unfiltered(expression.arguments[0])
    if not isinstance(expression, Path):
        return expression
    return replace(
        expression, steps=tuple(replace(each, predicates=()) for each in expression.steps)
    )


def _option(source: Source, path: str, value: str, label: str) -> Callable[[Context, Spot], Option]:
    """How the choice at a place is called and said; rows of lists are looked at once."""
    known: dict[Node, Option] = {}
    of_form = _form_option(source, path, value, label)

    def option(context: Context, spot: Spot) -> Option:
        row = spot[0]
        if row.path:
            return of_form(context, spot)
        found = known.get(row)
        if found is None:
            found = known[row] = Option(cell(row, value), _label(row, label, source, path))
        return found

    return option


def cell(row: Node, reference: str) -> str:
    """What stands in a row's column, or below it: `name`, `properties/name`."""
    *above, last = reference.strip().removeprefix("./").split("/")
    for name in above:
        found = row.named(name)
        if not found:
            return ""
        row = found[0]
    return cell_of(row, last)


def _label(row: Node, reference: str, source: Source, path: str) -> Text:
    """`jr:itext(column)` or a column of the list itself."""
    if reference.startswith("jr:itext("):
        key = cell(row, reference[len("jr:itext(") : -1])
        return source.owned(key, path) if key in source.elements else Text({})
    if "(" in reference:
        raise UnsupportedForm("itemset", path, reference)
    return Text({source.default_language: (cell(row, reference),)})


def _form_option(
    source: Source, path: str, value: str, label: str
) -> Callable[[Context, Spot], Option]:
    """A choice that somebody gave as an answer before, in an instance of a repeat."""
    scope = Scope(path, source.root, source.instances, in_predicate=True)

    def column(reference: str) -> Closure:
        try:
            return compile_expr(source.syntax(reference), scope)
        except XPathError as error:
            raise refused(error, path) from error

    name, words = column(value), column(label) if "(" not in label else column(value)

    def option(context: Context, spot: Spot) -> Option:
        outer, context.spot = context.spot, spot
        try:
            said = to_string(words(context))
            return Option(to_string(name(context)), Text({source.default_language: (said,)}))
        except EvaluationError:
            return Option("", Text({}))
        finally:
            context.spot = outer

    return option


def _inline(element: Element, source: Source, path: str) -> Itemset:
    options: dict[Node, Option] = {}
    for item in element:
        value, label = child(item, "value"), child(item, "label")
        if local(item) == "item" and value is not None and label is not None:
            name = (value.text or "").strip()
            options[Node("item")] = Option(name, source.text(label, path))
    fixed: list[Spot] = [(node, ()) for node in options]
    nodes: Nodes = lambda _: fixed  # noqa: E731
    return Itemset(nodes, lambda _, spot: options[spot[0]], {}, nodes, clears=False)


def controls(body: Element) -> Iterator[Element]:
    """Every question element of the body."""
    return (part for part in body.iter() if local(part) in QUESTIONS)
