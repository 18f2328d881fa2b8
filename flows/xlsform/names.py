"""Names of questions and columns, which become elements of an XML document."""

from xml.parsers.expat import ExpatError, ParserCreate

from pyxform.parsing.expression import is_xml_tag


def is_name(text: str) -> bool:
    """Whether pyxform and an XML parser take it: parsers know fewer letters than pyxform."""
    if not is_xml_tag(text):
        return False
    if text.isascii():
        return True
    try:
        ParserCreate().Parse(f"<{text}/>".encode(), True)  # noqa: FBT003 -- C code, no keyword
    except ExpatError:
        return False
    return True
