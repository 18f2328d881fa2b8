"""What a form says, as text: words, choices and conditions of every question, to be compared."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from flows.xform.body import QUESTIONS
from flows.xform.form import Form
from flows.xform.source import JAVAROSA, child, itext_key, local
from flows.xform.texts import MISSING
from flows.xform.translations import elements_of, languages_of

Words = Mapping[str, str]  # by language as the form names it
CONDITIONS = ("relevant", "constraint", "required", "readonly", "calculate")
_LIST = re.compile(r"\binstance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_NODE = re.compile(r"(?<![\w'\"])/(?:[\w.-]+/)*([\w.-]+)")


@dataclass(frozen=True, slots=True)
class Outlined:
    """One question as its author wrote it; `choices` are empty where answers supply them."""

    path: str
    kind: str
    label: Words
    hint: Words
    message: Words  # when its constraint refuses an answer
    choices: Mapping[str, Words] = field(default_factory=dict)
    filter: str = ""  # over the choices


@dataclass(frozen=True, slots=True)
class Outline:
    """`conditions`: by path of a question, group or calculation, by name in CONDITIONS."""

    questions: Mapping[str, Outlined]
    conditions: Mapping[str, Mapping[str, str]]


def outline(form: Form, xform: str) -> Outline:
    """The outline of a loaded form and its XML."""
    document = fromstring(xform)
    head, body = child(document, "head"), child(document, "body")
    model = None if head is None else child(head, "model")
    if model is None or body is None:
        raise ValueError("the form was loaded from another document")
    reader = _Reader(model)
    found = (_of_question(form, reader, element) for element in _controls(body))
    return Outline(
        questions={each.path: each for each in found if each.path in form.questions},
        conditions={path: _conditions(bind) for path, bind in reader.binds.items()},
    )


def _controls(body: Element) -> Iterator[Element]:
    return (each for each in body.iter() if local(each) in QUESTIONS)


def _conditions(bind: Element) -> dict[str, str]:
    written = ((name, (bind.get(name) or "").strip()) for name in CONDITIONS)
    return {name: readable(text) for name, text in written if text not in ("", "false()")}


def readable(expression: str) -> str:
    """An expression as its author writes it: `${staff}` for the path of a node."""
    return " ".join(_NODE.sub(r"${\1}", expression).split())


class _Reader:
    """The texts, the binds and the choice lists of a model."""

    def __init__(self, model: Element) -> None:
        block = child(model, "itext")
        _, self._default = languages_of(block)
        self._itext = elements_of(block, self._default)
        self._lists = {each.get("id", ""): each for each in model if local(each) == "instance"}
        self.binds = {
            (each.get("nodeset") or "").strip(): each for each in model if local(each) == "bind"
        }

    def words(self, element: Element | None) -> Words:
        """The text of a label or hint by language."""
        if element is None:
            return {}
        key = itext_key(element.get("ref", ""))
        return self._referenced(key) if key else {self._default: _text(element)}

    def message(self, path: str) -> Words:
        """What is said when the constraint of the node refuses an answer."""
        bind = self.binds.get(path)
        said = "" if bind is None else bind.get(f"{JAVAROSA}constraintMsg", "")
        key = itext_key(said)
        return self._referenced(key) if key else {self._default: said.strip()} if said else {}

    def choices(self, name: str, value: str, label: str) -> dict[str, Words]:
        """The rows of a choice list, by the name of the choice."""
        found: dict[str, Words] = {}
        root = next(iter(self._lists.get(name, ())), None)
        for row in () if root is None else root:
            cells = {local(cell): cell for cell in row}
            words = _cell(cells, label.removeprefix("jr:itext(").removesuffix(")"))
            said = self._referenced(words) if label.startswith("jr:") else {self._default: words}
            found[_cell(cells, value)] = said
        return found

    def _referenced(self, key: str) -> Words:
        plain = (
            (language, value)
            for language, text in self._itext.get(key, {}).items()
            for value in text
            if not value.get("form")
        )
        said = {language: _text(value) for language, value in plain}
        return {language: words for language, words in said.items() if words not in ("", MISSING)}


def _cell(cells: Mapping[str, Element], name: str) -> str:
    cell = cells.get(name.strip())
    return (cell.text or "").strip() if cell is not None else ""


def _text(element: Element) -> str:
    """The words of an element, with its outputs as their author wrote them."""
    parts = [element.text or ""]
    for inner in element:
        if local(inner) == "output":
            parts.append(readable(inner.get("value") or inner.get("ref") or ""))
        else:
            parts.append(_text(inner))
        parts.append(inner.tail or "")
    return " ".join("".join(parts).split())


def _of_question(form: Form, reader: _Reader, element: Element) -> Outlined:
    path = (element.get("ref") or "").strip()
    question, itemset = form.questions.get(path), child(element, "itemset")
    choices: dict[str, Words] = {}
    filtered = ""
    if itemset is not None:
        nodeset = itemset.get("nodeset") or ""
        value, label = child(itemset, "value"), child(itemset, "label")
        named = _LIST.search(nodeset)
        if named and value is not None and label is not None:
            choices = reader.choices(named[1], value.get("ref") or "", label.get("ref") or "")
        filtered = readable(nodeset.partition("[")[2].rpartition("]")[0])
    for item in (each for each in element if local(each) == "item"):
        name = child(item, "value")
        choices[(name.text or "").strip() if name is not None else ""] = reader.words(
            child(item, "label")
        )
    return Outlined(
        path=path,
        kind=question.kind if question else "",
        label=reader.words(child(element, "label")),
        hint=reader.words(child(element, "hint")),
        message=reader.message(path),
        choices=choices,
        filter=filtered,
    )
