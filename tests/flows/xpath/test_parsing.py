"""What is no expression is said with a code, the text and its place; dependencies are static."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.xpath import FUNCTIONS, Node, Scope, XPathError, calls, dependencies, parse

SCOPE = Scope("/data/g/q", Node(""), {})


@pytest.mark.parametrize(
    ("text", "code", "detail", "position"),
    [
        ("frobnicate(${x}) + (", "syntax", "${x}) + (", 11),
        ("frobnicate(1) + (", "unknown-function", "frobnicate", 0),
        ("1 + last(", "syntax", "( …", 9),
        ("(1 + 2", "syntax", "2 …", 6),
        ("1 +", "syntax", "+ …", 3),
        ("", "syntax", "…", 0),
        ("+5", "syntax", "+", 0),
        ("1.2.3", "syntax", ".3", 3),
        ("1e3", "syntax", "e3", 1),
        ("'abc", "syntax", "'abc", 0),
        ("a b", "syntax", "b", 2),
        ("not(1, 2)", "arguments", "not", 0),
        ("1 + if(1, 2)", "arguments", "if", 4),
        ("regex(., '[')", "regex", "[", 0),
        ("/data/@id", "axis", "@", 6),
        ("preceding-sibling::a", "axis", "preceding-sibling", 19),
        ("(" * 500 + "1" + ")" * 500, "too-deep", "(", 400),
    ],
)
def test_a_fault_is_said_with_its_place(text: str, code: str, detail: str, position: int) -> None:
    with pytest.raises(XPathError) as caught:
        parse(text)
    found = caught.value
    assert (found.code, found.detail, found.position) == (code, detail, position)


@given(st.text(alphabet="/.*[]()'\"$,+-=<>!|@:abdiormv 019", max_size=40))
def test_no_text_breaks_the_parser(text: str) -> None:
    with suppress(XPathError):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "10 div2",
        "1 andtrue()",
        "div div div",
        "mod*or",
        "/data/a-b.c_1",
        ".5+5.",
        "- - -1",
        "a\n\tor\tb",
        "instance('l')/root/item[a[b = 1] = 'x']/n",
        '"it\'s"',
        "ñandú = 'é'",
        "self::node() = parent::node()/child::a",
        "/ data / a",
        "3 --2",
    ],
)
def test_what_javarosa_reads_is_read(text: str) -> None:
    assert parse(text)


@pytest.mark.parametrize(
    "text", ["a b", "1 2", "'a'b'", "a == b", "1,5", "a=!b", "jr : itext(1)", "$x", "a[1", "a)"]
)
def test_what_javarosa_refuses_is_refused(text: str) -> None:
    with pytest.raises(XPathError):
        parse(text)


def test_a_long_sum_is_fine() -> None:
    assert parse(" + ".join(f"/data/q{place}" for place in range(300)))


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("1 + 2", set()),
        (" /data/a  + ../b", {"/data/a", "/data/g/b"}),
        (". > 3 and ../../c = 'x'", {"/data/g/q", "/data/c"}),
        (
            "instance('l')/root/item[name = /data/a and n > current()/../b]/n",
            {"/data/a", "/data/g/b"},
        ),
        ("/data/r[x = 1]/y", {"/data/r/x", "/data/r/y"}),
        ("sum(/data/g/*)", {"/data/g/"}),
        (
            "if(selected(/data/a, 'x'), count(/data/b | /data/c), -/data/d)",
            {"/data/a", "/data/b", "/data/c", "/data/d"},
        ),
        ("(/data/a)[. = /data/b]", {"/data/a", "/data/b"}),
    ],
)
def test_the_nodes_that_are_read_are_known_beforehand(text: str, paths: set[str]) -> None:
    assert dependencies(parse(text), SCOPE) == paths


def test_called_functions_are_known_beforehand() -> None:
    assert calls(parse("if(/data/a[random() > 1], 1, once(uuid()))")) == {
        "if",
        "random",
        "once",
        "uuid",
    }
    assert {"selected", "jr:choice-name", "last"} <= FUNCTIONS.keys()
