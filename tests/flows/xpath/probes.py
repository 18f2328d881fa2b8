"""Expressions with the values JavaRosa 5.1 gives them, and the form they are asked in.

`templates.txt` holds `type | template` lines: a calculation of a bind of that type, in which
`{n}` and its like stand for the operands of `operands.txt`: blank, typical, boundary and further
ones. `probes.txt` is what JavaRosa made of them: `type | expression | value`, the value escaped
as in JSON, `!` where JavaRosa stops. `python -m tests.flows.xpath.record` writes it anew,
`python -m tests.flows.xpath.probes` counts how many agree with ours.

The zone is Asia/Makassar, which is not the one of the dates' offsets.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import product
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from flows import load_form, start, state
from flows.xpath import XPathError, parse

ZONE = ZoneInfo("Asia/Makassar")
STOPPED = "!"
FOLDER = Path(__file__).parent
LONG = "Lorem ipsum dolor sit amet. " * 20 + "Fin"
# (name, type, value or, after "=", the calculation that gives it)
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
    ("neg", "int", "-7"),
    ("zero", "int", "0"),
    ("big", "decimal", "3000000000.25"),
    ("tiny", "decimal", "-0.00012"),
    ("cs", "string", "1,5"),
    ("ut", "string", "Ñandú 名 😀é"),
    ("sp", "string", "=' a  b\t'"),
    ("long", "string", LONG),
    ("ds", "string", "2024-2-9T9:05"),
    ("bt", "boolean", "1"),
    ("old", "date", "1900-01-01"),
    ("far", "date", "9999-12-31"),
    ("bdtm", "dateTime", ""),
    ("tm", "time", "=date-time('2024-02-29T10:30:15.250')"),
    ("btm", "time", ""),
    ("gp", "geopoint", "='-8.5 115.25 12.5 4'"),
    ("gt", "geotrace", "='0 0; 0 1 ;1 1 5 5'"),
    ("gs", "geoshape", "='-8.5 115 0 0; -8.5 115.01 0 0; -8.51 115.01 0 0; -8.5 115 0 0'"),
    ("bg", "string", ""),
    ("sone", "string", "b"),
)
MAIN = 3  # operands of a template that has two or more: blank, typical, boundary
_OPERAND = re.compile(r"\{([a-z])\}")


def asked() -> list[tuple[str, str]]:
    """(bind type, expression) of every probe."""
    operands: dict[str, list[str]] = {}
    for kind, operand in _rows("operands.txt"):
        operands.setdefault(kind, []).append(operand)
    return list(
        dict.fromkeys(
            (kind, text)
            for kind, template in _rows("templates.txt")
            for text in _expanded(template, operands)
        )
    )


def _expanded(template: str, operands: Mapping[str, list[str]]) -> Iterator[str]:
    """The template with every operand if it has one, with all pairs of the main ones if two.

    With more, the operands change one at a time and all together.
    """
    choices = [operands[kind] for kind in _OPERAND.findall(template)]
    rows: Iterable[Sequence[str]]
    if len(choices) == 1:
        rows = zip(choices[0], strict=True)
    elif len(choices) < 3:
        rows = product(*[choice[:MAIN] for choice in choices])
    else:
        typical = [choice[1] for choice in choices]
        rows = [[choice[place] for choice in choices] for place in range(MAIN)]
        rows += [
            [*typical[:place], choice[other], *typical[place + 1 :]]
            for place, choice in enumerate(choices)
            for other in (0, 2)
        ]
    pieces = _OPERAND.split(template)[::2]
    for row in rows:
        yield pieces[0] + "".join(f"{o}{piece}" for o, piece in zip(row, pieces[1:], strict=True))


def _rows(name: str) -> list[list[str]]:
    """The halves of every line of a file that is no remark."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    halves = [line.split(" | ", 1) for line in lines if line and not line.startswith("#")]
    return [[head.strip(), tail] for head, tail in halves]


def probes() -> list[tuple[str, str, str]]:
    """(bind type, expression, recorded value) of every probe."""
    return [(kind, *_halves(rest)) for kind, rest in _rows("probes.txt")]


def record(rows: list[tuple[str, str, str]]) -> None:
    lines = (
        f"{kind:8} | {expression} | {json.dumps(value, ensure_ascii=False)[1:-1]}\n"
        for kind, expression, value in rows
    )
    (FOLDER / "probes.txt").write_text("".join(lines), encoding="utf-8")


def computed(expressions: list[tuple[str, str]], now: datetime) -> list[str]:
    """What our engine makes of (bind type, expression) pairs, `!` where it refuses the form."""
    asked = [(kind, text if is_readable(text) else "''") for kind, text in expressions]
    found: list[str] = []
    for begin in range(0, len(asked), 200):
        part = asked[begin : begin + 200]
        form = load_form(probe_form(part))
        nodes = state(form, start(form, now).interview, now)["nodes"]
        found += [nodes[f"/data/e{place}"]["value"] for place in range(len(part))]
    same = [left == right for left, right in zip(asked, expressions, strict=True)]
    return [value if kept else STOPPED for value, kept in zip(found, same, strict=True)]


def is_readable(expression: str) -> bool:
    try:
        parse(expression)
    except XPathError:
        return False
    return True


def agrees(ours: str, theirs: str) -> bool:
    """Equal, or equal as numbers to nine digits; where JavaRosa stops, ours is blank or refused."""
    if ours == theirs or theirs == STOPPED:
        return ours in (theirs, "")
    try:
        return math.isclose(float(ours), float(theirs), rel_tol=1e-9)
    except ValueError:
        return False


def _halves(rest: str) -> tuple[str, str]:
    expression, _, value = rest.rpartition(" | ")
    return expression, json.loads(f'"{value}"')


def probe_form(expressions: list[tuple[str, str]]) -> str:
    """An XForm that calculates (type, expression) pairs in /data/e0, /data/e1 …"""
    leaves = "".join(f"<{name}>{_initial(value)}</{name}>" for name, _, value in FIELDS)
    leaves += "".join(f"<e{place}/>" for place in range(len(expressions)))
    binds = "".join(
        f'<bind nodeset="/data/{name}" type="{kind}"{_rule(name, value)}/>'
        for name, kind, value in FIELDS
    )
    binds += "".join(
        f'<bind nodeset="/data/e{place}" type="{kind}" calculate={quoteattr(expression)}/>'
        for place, (kind, expression) in enumerate(expressions)
    )
    return _DOCUMENT.format(leaves=leaves, binds=binds)


def _initial(value: str) -> str:
    return "" if value.startswith("=") else escape(value)


def _rule(name: str, value: str) -> str:
    if name == "irr":
        return ' relevant="false()"'
    return f" calculate={quoteattr(value[1:])}" if value.startswith("=") else ""


_DOCUMENT = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>probes</h:title><model>
<itext><translation lang="en" default="true()"><text id="c-0"><value>Ay</value></text>
<text id="c-1"><value>Be</value></text></translation></itext>
<instance><data id="probes" version="1">{leaves}</data></instance>
<instance id="c"><root><item><itextId>c-0</itextId><name>a</name><n>1</n></item>
<item><itextId>c-1</itextId><name>b</name><n>2</n></item></root></instance>
<instance id="v"><root><item><n>3</n><p>0 0</p></item><item><n>1.5</n><p>0 1 2 3</p></item>
<item><n/><p/></item><item><n>abc</n><p>1 1</p></item><item><n>-2</n><p>0 0.5</p></item>
</root></instance>{binds}</model></h:head>
<h:body><select ref="/data/sm"><label>x</label><itemset nodeset="instance('c')/root/item">
<value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select></h:body></h:html>"""


if __name__ == "__main__":
    rows = probes()
    found = computed([(kind, text) for kind, text, _ in rows], datetime(2026, 11, 24, tzinfo=ZONE))
    wrong = [
        (*row, ours) for row, ours in zip(rows, found, strict=True) if not agrees(ours, row[2])
    ]
    for kind, text, value, ours in wrong:
        print(f"{kind} | {text} | {value} | ours: {ours}")
    print(f"{len(rows) - len(wrong)} of {len(rows)} probes agree")
