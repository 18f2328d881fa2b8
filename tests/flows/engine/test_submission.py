"""Submission XML: what a server finds in it, and what is left out."""

from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

from flows import answer, engine, start
from flows.xform import load_form
from tests.flows.engine.test_repeats import CASES, begun, said
from tests.support.forms import YES_NO, form, xform

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_the_root_names_form_and_version_and_the_instance_its_id() -> None:
    desk = form(
        "| type | name | label |\n| text | who | Siapa? |", "", "| form_id | version |\n| a | 7 |"
    )
    interview = answer(
        desk, start(desk, NOW, seed=3).interview, "/data/who", "A <&> B", NOW
    ).interview
    root = fromstring(engine.submission(desk, interview, NOW))
    assert (root.tag, root.attrib) == ("data", {"id": "a", "version": "7"})
    assert root.findtext("who") == "A <&> B"
    assert root.findtext("meta/instanceID") == engine.instance_id(desk, interview)
    assert engine.instance_id(desk, interview).startswith("uuid:")


def test_irrelevant_nodes_are_left_out_and_blank_ones_kept() -> None:
    survey = """
        | type          | name  | label | relevant      |
        | select_one yn | desk  | Meja? |               |
        | integer       | staff | Staf? | ${desk}='yes' |
        | text          | more  | Lagi? |               |
    """
    desk = form(survey, YES_NO)
    interview = answer(desk, start(desk, NOW).interview, "/data/desk", "no", NOW).interview
    root = fromstring(engine.submission(desk, interview, NOW))
    assert [each.tag for each in root] == ["desk", "more", "meta"]
    assert root.find("more").text is None  # type: ignore[union-attr]


def test_each_instance_of_a_repeat_is_an_element() -> None:
    turn = said(CASES, begun(), "Ani", "4", "paspor", "ya", "2", "tidak", "ya")
    root = fromstring(engine.submission(CASES, turn.interview, NOW))
    assert [[each.tag for each in case] for case in root.findall("case")] == [
        ["days", "note", "place", "share"],
        ["days", "place", "share"],
    ]


def test_instances_beyond_the_count_are_left_out() -> None:
    counted = form(
        """
        | type         | name | label  | repeat_count |
        | integer      | many | Berapa |              |
        | begin_repeat | rep  | R      | ${many}      |
        | integer      | age  | Umur   |              |
        | end_repeat   |      |        |              |
        """
    )
    turn = said(counted, start(counted, NOW), "2", "7", "8")
    turn = said(counted, engine.edit(counted, turn.interview, "/data/many", NOW), "1")
    root = fromstring(engine.submission(counted, turn.interview, NOW))
    assert [case.findtext("age") for case in root.findall("rep")] == ["7"]


def test_a_meta_block_of_its_own_namespace_keeps_it_and_its_prefix() -> None:
    """Servers look for `meta` and `orx:meta`, by that prefix."""
    xml = xform("| type | name | label |\n| text | who | Siapa? |")
    xml = xml.replace("<meta><instanceID/></meta>", "<orx:meta><orx:instanceID/></orx:meta>")
    old = load_form(xml)
    text = engine.submission(old, start(old, NOW).interview, NOW)
    assert "<orx:meta><orx:instanceID>uuid:" in text
    assert 'xmlns:orx="http://openrosa.org/xforms"' in text
