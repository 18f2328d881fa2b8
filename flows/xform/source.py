"""The XML of a form while it is read: elements by local name, expressions with their place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from flows.xform.errors import UnsupportedForm
from flows.xform.texts import Part, Text, trimmed
from flows.xpath import (
    Closure,
    Context,
    EvaluationError,
    Expr,
    Node,
    Scope,
    Value,
    XPathError,
    compile_expr,
    parse,
)

XFORMS = "http://www.w3.org/2002/xforms"
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
    """What reading any part of the form needs: its nodes, its lists and its texts.

    `ignored` collects what the form asks for and the engine passes over: code, path, detail.
    """

    root: Node
    instances: Mapping[str, Node]
    default_language: str
    version: str = ""
    itext: dict[str, Text] = field(default_factory=dict)
    elements: dict[str, dict[str, Element]] = field(default_factory=dict)  # of itext, by language
    ignored: list[tuple[str, str, str]] = field(default_factory=list)
    parsed: dict[str, Expr] = field(default_factory=dict)

    def ignore(self, code: str, path: str, detail: str) -> None:
        self.ignored.append((code, path, detail))

    def scope(self, path: str) -> Scope:
        return Scope(path, self.root, self.instances, version=self.version)

    def parse(self, text: str, path: str) -> Expr:
        """The syntax of an expression of the node at `path`."""
        try:
            return self.syntax(text)
        except XPathError as error:
            raise refused(error, path) from error

    def syntax(self, text: str) -> Expr:
        """The same, or XPathError; many expressions of a form are alike."""
        found = self.parsed.get(text)
        if found is None:
            found = self.parsed[text] = parse(text)
        return found

    def compile(self, text: str, path: str) -> Closure:
        """A compiled expression of the node at `path`.

        One that calls a function or looks into a list that nobody knows fails when it is
        evaluated, as in JavaRosa.
        """
        try:
            return compile_expr(self.syntax(text), self.scope(path))
        except XPathError as error:
            if error.code not in ("unknown-function", "unknown-instance"):
                raise refused(error, path) from error
            self.ignore(error.code, path, error.detail)
            return _fails

    def text(self, element: Element, path: str) -> Text:
        """The text of a label, hint or message: a reference to itext, or inline."""
        reference = element.get("ref", "")
        if reference:
            return self.referenced(reference, path)
        return Text({self.default_language: text_parts(element, self, path)})

    def referenced(self, reference: str, path: str) -> Text:
        key = itext_key(reference)
        if key is None or key not in self.elements:
            raise UnsupportedForm("element", path, reference)
        return self.owned(key, path)

    def owned(self, key: str, path: str) -> Text:
        """The text with this id as the node at `path` says it: its outputs stand at that node."""
        if any(len(words) for words in self.elements[key].values()):
            return _read(self.elements[key], self, path)
        if key not in self.itext:
            self.itext[key] = _read(self.elements[key], self, path)
        return self.itext[key]

    def message(self, words: str | None, path: str) -> Text | None:
        """A constraint or required message: plain words or a reference to itext."""
        if not words:
            return None
        if itext_key(words) is not None:
            return self.referenced(words, path)
        return Text({self.default_language: (words.strip(),)})


def _fails(_context: Context) -> Value:
    raise EvaluationError("an unknown function or list")


def refused(error: XPathError, path: str) -> UnsupportedForm:
    return UnsupportedForm("expression", path, str(error))


def itext_key(reference: str) -> str | None:
    """The id in `jr:itext('id')`, None for anything else."""
    words = reference.strip()
    if words.startswith("jr:itext(") and words.endswith(")") and words[9:10] in ("'", '"'):
        return words[10:-2]
    return None


def _read(elements: Mapping[str, Element], source: Source, path: str) -> Text:
    """A text of the itext block in all languages, with what else stands beside the words."""
    words: dict[str, tuple[Part, ...]] = {}
    others: dict[str, dict[str, tuple[Part, ...]]] = {}
    for language, element in elements.items():
        for value in element:
            form, parts = value.get("form", ""), text_parts(value, source, path)
            if form:
                others.setdefault(form, {})[language] = parts
            else:
                words[language] = parts
    return Text(words, {form: Text(texts) for form, texts in others.items()})


def text_parts(element: Element, source: "Source", path: str) -> tuple[Part, ...]:
    """Words and outputs in order; other elements are markup, of which the words are kept."""
    parts: list[Part] = [element.text or ""]
    for inner in element:
        if local(inner) == "output":
            expression = inner.get("ref") or inner.get("value") or ""
            parts.append(source.compile(expression, path or "/"))
        else:
            parts += text_parts(inner, source, path)
        parts.append(inner.tail or "")
    return trimmed(parts)
