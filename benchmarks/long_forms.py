"""Long questionnaires for the engines: sections that open each other, sums, a total over all."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyxform.xls2xform import convert

SECTION = 10  # questions a section
CHAIN = 10  # sections whose subtotals build on each other
HEADINGS = ("type", "name", "label", "required", "relevant", "constraint", "calculation")
CHOICES = """
| choices |
| | list_name | name  | label    | area  |
| | yn        | yes   | Yes      |       |
| | yn        | no    | No       |       |
| | area      | north | North    |       |
| | area      | south | South    |       |
| | place     | n1    | Harbour  | north |
| | place     | n2    | Airport  | north |
| | place     | s1    | Market   | south |
| | place     | s2    | Station  | south |
| | means     | a     | Counter  |       |
| | means     | b     | Phone    |       |
| | means     | c     | Letter   |       |
| | means     | d     | Visit    |       |
| | means     | e     | Website  |       |
"""


@dataclass(frozen=True, slots=True)
class Probe:
    """A question that is given two values in turn, and what hangs on it."""

    name: str
    path: str
    values: tuple[str, str]


@dataclass(frozen=True, slots=True)
class LongForm:
    questions: int
    xml: str
    probes: tuple[Probe, ...]
    calculated: tuple[str, ...]  # paths of all calculations


def long_form(questions: int) -> LongForm:
    """The form of so many questions, in tens."""
    sections = questions // SECTION
    if questions % SECTION or sections < 2:
        raise ValueError("a long form has tens of questions, at least twenty")
    xml: str = convert(workbook(sections), file_type=".md", pretty_print=False).xform
    probes = (
        Probe("a leaf", "/data/s0/q9", ("calm", "busy")),
        Probe("opens groups", "/data/s0/q0", ("no", "yes")),
        Probe("feeds the total", "/data/s0/d0/q1", ("17", "18")),
    )
    names = (f"/data/s{n}/{name}{n}" for n in range(sections) for name in ("load", "score", "sum"))
    return LongForm(questions, xml, probes, (*names, "/data/total", "/data/mean"))


def workbook(sections: int) -> str:
    """The questionnaire as a Markdown XLSForm."""
    lines = ["| survey |", _row("choice_filter", **{name: name for name in HEADINGS})]
    for section in range(sections):
        lines += _section(section)
    total = " + ".join(f"coalesce(${{score{section}}}, 0)" for section in range(sections))
    lines.append(_row(type="calculate", name="total", calculation=total))
    lines.append(_row(type="calculate", name="mean", calculation=f"${{total}} div {sections}"))
    return "\n".join(lines) + CHOICES


def _row(choice_filter: str = "", **cells: str) -> str:
    return f"| | {' | '.join(cells.get(name, '') for name in HEADINGS)} | {choice_filter} |"


def _section(section: int) -> Iterator[str]:
    """Ten questions: a gate, four behind it, five more; a third of the sections has a gate before.

    Gate, number, text with an output, several choices, decimal; area, place in it, number,
    several choices, text.
    """
    q = [f"q{section * SECTION + place}" for place in range(SECTION)]
    n, ask = section, [f"${{{name}}}" for name in q]
    gate = f"${{q{(section - 1) * SECTION}}} = 'yes'" if section % 3 == 1 else ""
    sofar = f"With ${{sum{n - 1}}} points: " if section else ""
    after = f" + coalesce(${{sum{n - 1}}}, 0)" if section % CHAIN else ""
    several, few = "select_multiple means", "count-selected(.) <= 3"
    yield _row(type="begin_group", name=f"s{n}", label=f"Section {n}", relevant=gate)
    yield _row(type="select_one yn", name=q[0], label=f"{sofar}is there a desk?", required="yes")
    yield _row(type="begin_group", name=f"d{n}", label="Desk", relevant=f"{ask[0]} = 'yes'")
    yield _row(
        type="integer", name=q[1], label="How many cases?", constraint=". >= 0 and . <= 1000"
    )
    yield _row(
        type="text",
        name=q[2],
        label=f"Which were the {ask[1]} cases?",
        relevant=f"{ask[1]} > 0",
        constraint="string-length(.) <= 200",
    )
    yield _row(type=several, name=q[3], label="How do people come?", constraint=few)
    yield _row(type="decimal", name=q[4], label="Hours?", relevant=f"selected({ask[3]}, 'a')")
    yield _row(type="end_group")
    yield _row(type="select_one area", name=q[5], label="Which area?")
    yield _row(f"area = {ask[5]}", type="select_one place", name=q[6], label="Which place?")
    yield _row(type="integer", name=q[7], label="Staff?", constraint=". < 5000")
    yield _row(type=several, name=q[8], label=f"Beside {ask[7]} staff?", constraint=few)
    yield _row(type="text", name=q[9], label="How was the day?", relevant=f"{ask[7]} != 0")
    load = f"coalesce({ask[1]}, 0) + 2 * coalesce({ask[4]}, 0)"
    score = f"if(selected({ask[3]}, 'b'), ${{load{n}}}, 1) + count-selected({ask[8]})"
    total = f"coalesce(${{score{n}}}, 0){after}"
    for name, calculation in (("load", load), ("score", score), ("sum", total)):
        yield _row(type="calculate", name=f"{name}{n}", calculation=calculation)
    yield _row(type="end_group")
