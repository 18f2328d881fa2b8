"""The XML of a form while it is read: elements by local name, expressions with their place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from flows.xform.errors import UnsupportedForm
from flows.xform.form import Option
from flows.xform.texts import Part, Text, trimmed
from flows.xpath import Closure, Expr, Node, Scope, XPathError, compile_expr, parse

JAVAROSA = "{http://openrosa.org/javarosa}"
ODK = "{http://www.opendatakit.org/xforms}"
ENTITIES = "{http://www.opendatakit.org/xforms/entities}"
MAX_DEPTH = 40


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: Element, name: str) -> Element | None:
    return next((found for found in element if local(found) == name), None)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """What reading any part of the form needs: its nodes, its lists and its texts."""

    root: Node
    instances: Mapping[str, Node]
    itext: Mapping[str, Text]
    default_language: str
    options: dict[tuple[str, str], dict[Node, Option]] = field(default_factory=dict)

    def scope(self, path: str) -> Scope:
        return Scope(path, self.root, self.instances)

    def parse(self, text: str, path: str) -> Expr:
        try:
            return parse(text)
        except XPathError as error:
            raise refused(error, path) from error

    def compile(self, text: str, path: str) -> Closure:
        """A compiled expression of the node at `path`."""
        try:
            return compile_expr(parse(text), self.scope(path))
        except XPathError as error:
            raise refused(error, path) from error

    def text(self, element: Element, path: str) -> Text:
        """The text of a label, hint or message: a reference to itext, or inline."""
        reference = element.get("ref", "")
        if reference:
            return self.referenced(reference, path)
        return Text({self.default_language: text_parts(element, self, path)})

    def referenced(self, reference: str, path: str) -> Text:
        key = itext_key(reference)
        if key is None or key not in self.itext:
            raise UnsupportedForm("element", path, reference)
        return self.itext[key]

    def message(self, words: str | None, path: str) -> Text | None:
        """A constraint or required message: plain words or a reference to itext."""
        if not words:
            return None
        if itext_key(words) is not None:
            return self.referenced(words, path)
        return Text({self.default_language: (words.strip(),)})


def refused(error: XPathError, path: str) -> UnsupportedForm:
    return UnsupportedForm("expression", path, str(error))


def itext_key(reference: str) -> str | None:
    """The id in `jr:itext('id')`, None for anything else."""
    words = reference.strip()
    if words.startswith("jr:itext(") and words.endswith(")") and words[9:10] in ("'", '"'):
        return words[10:-2]
    return None


def text_parts(element: Element, source: "Source", path: str) -> tuple[Part, ...]:
    """Words and outputs in order."""
    parts: list[Part] = [element.text or ""]
    for output in element:
        if local(output) != "output":
            raise UnsupportedForm("element", path, local(output))
        expression = output.get("value") or output.get("ref") or ""
        parts += [source.compile(expression, path), output.tail or ""]
    return trimmed(parts)
