"""Expressions with the values JavaRosa 5.1 gives them, and the form they are asked in.

A line of `probes.txt` is `type | expression | value`: a calculation of a bind of that type. The
values were recorded in the zone Asia/Makassar, which is not the one of the dates' offsets.
"""

from pathlib import Path
from xml.sax.saxutils import quoteattr
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Makassar")
FIELDS = (
    ("i", "int", "5"),
    ("bi", "int", ""),
    ("d", "decimal", "2.5"),
    ("bd", "decimal", ""),
    ("s", "string", "abc"),
    ("bs", "string", ""),
    ("ns", "string", "12"),
    ("dt", "date", "2024-02-29"),
    ("bdt", "date", ""),
    ("dtm", "dateTime", "2024-02-29T10:30:00.000+07:00"),
    ("sm", "string", "a b"),
    ("irr", "int", "9"),
)


def probes() -> list[tuple[str, str, str]]:
    """(bind type, expression, value) of every line."""
    lines = (Path(__file__).parent / "probes.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ", 1) for line in lines]
    return [(kind.strip(), *_halves(rest)) for kind, rest in rows]


def _halves(rest: str) -> tuple[str, str]:
    expression, _, value = rest.rpartition(" | ")
    return expression, value


def probe_form(expressions: list[tuple[str, str]]) -> str:
    """An XForm that calculates (type, expression) pairs in /data/e0, /data/e1 …"""
    leaves = "".join(f"<{name}>{value}</{name}>" for name, _, value in FIELDS)
    leaves += "".join(f"<e{place}/>" for place in range(len(expressions)))
    binds = "".join(
        f'<bind nodeset="/data/{name}" type="{kind}"'
        + (' relevant="false()"/>' if name == "irr" else "/>")
        for name, kind, _ in FIELDS
    )
    binds += "".join(
        f'<bind nodeset="/data/e{place}" type="{kind}" calculate={quoteattr(expression)}/>'
        for place, (kind, expression) in enumerate(expressions)
    )
    return _DOCUMENT.format(leaves=leaves, binds=binds)


_DOCUMENT = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>probes</h:title><model>
<itext><translation lang="en" default="true()"><text id="c-0"><value>Ay</value></text>
<text id="c-1"><value>Be</value></text></translation></itext>
<instance><data id="probes" version="1">{leaves}</data></instance>
<instance id="c"><root><item><itextId>c-0</itextId><name>a</name><n>1</n></item>
<item><itextId>c-1</itextId><name>b</name><n>2</n></item></root></instance>{binds}</model></h:head>
<h:body><select ref="/data/sm"><label>x</label><itemset nodeset="instance('c')/root/item">
<value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select></h:body></h:html>"""
