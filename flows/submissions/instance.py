"""A submission as XML: the instance of an XForm, as data collectors send it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from flows.submissions.problems import FileProblem, Place, Unusable
from flows.submissions.sent import Answers, Sent, is_system, relative
from flows.xform import Form
from flows.xpath import At, Node

MAX_BYTES = 5_000_000


def read_instance(content: bytes, file: str) -> Sent:
    """The submission in an XML file. Raises Unusable, also for a file that declares entities."""
    place = Place(file)
    if len(content) > MAX_BYTES:
        raise Unusable("file-too-large", place, limit=f"{MAX_BYTES // 1_000_000} MB")
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unusable("xml-unsafe", place) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unusable("file-unreadable", place) from error
    if not root.get("id") and not any(_local(each) == "meta" for each in root):
        raise Unusable("not-a-submission", place)
    if root.get("encrypted") == "yes":
        raise Unusable("submission-encrypted", place)
    return Sent(
        place,
        root.get("id") or "",
        root.get("version") or "",
        lambda form: _answers(form, root, place),
    )


def _answers(form: Form, root: Element, place: Place) -> Answers:
    found = Answers()
    attributes = {
        "instanceID": root.get("instanceID"),
        "SubmissionDate": root.get("submissionDate"),
    }
    found.others.update({name: text for name, text in attributes.items() if text})
    (top,) = form.root.children
    _read(_Reading(form, found, place), root, top, ())
    return found


class _Reading:
    def __init__(self, form: Form, answers: Answers, place: Place) -> None:
        self.form, self.answers, self.place = form, answers, place

    def at(self, name: str) -> Place:
        return Place(self.place.file, column=name)


def _read(reading: _Reading, element: Element, node: Node, at: At) -> None:
    """The elements below one that the form has."""
    answers, places = reading.answers, dict[str, int]()
    for below in element:
        name = _local(below)
        known = node.named(name)
        if not known:
            _read_other(reading, below, _join(relative(reading.form, node.at(at)), name, node))
            continue
        places[name] = places.get(name, 0) + 1
        here = (*at, places[name]) if known[0].repeats else at
        path = known[0].at(here)
        answers.places[path] = reading.at(relative(reading.form, path))
        if places[name] > 1 and not known[0].repeats:
            answers.problems.append(FileProblem("element-twice", answers.places[path]))
        elif known[0].children:
            answers.values[path] = ""
            _read(reading, below, known[0], here)
        else:
            answers.values[path] = below.text or ""


def _join(above: str, name: str, node: Node) -> str:
    return name if node.parent is None or node.parent.path == "" else f"{above}/{name}"


def _read_other(reading: _Reading, element: Element, name: str) -> None:
    """An element that the form does not have."""
    texts = list(_filled(element, name))
    reading.answers.others.update(texts)
    for inner, _ in texts:
        if not is_system(inner):
            reading.answers.unknown[inner] = reading.at(inner)


def _filled(element: Element, name: str) -> Iterator[tuple[str, str]]:
    """What is written in an element, or in one right below it."""
    own = (element.text or "").strip()
    if own:
        yield name, own
    for below in element:
        text = " ".join("".join(below.itertext()).split())
        if text:
            yield f"{name}/{_local(below)}", text


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
