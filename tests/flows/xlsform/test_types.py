"""Every type and column of XLSForm: taken, taken with a word of warning, or refused by its name."""

import pytest
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from flows.xlsform import Checked
from flows.xlsform.kinds import kind_of
from flows.xlsform.support import APPEARANCES, COLUMNS, SETTINGS, TYPES
from flows.xlsform.supported import VISIBLE
from tests.flows.xlsform.books import YES_NO, cell, checked, found

BLANK = ("audit", "start-geopoint", "background-audio", "simserial", "subscriberid")


def codes(result: Checked) -> list[str]:
    """What we ourselves say; the engine has its own tests."""
    return [problem.code for problem in result.problems if problem.code != "form-unsupported"]


def asked(kind: str, column: str = "", value: str = "") -> Checked:
    head = f"| type | name | label | {column} |" if column else "| type | name | label |"
    name = "" if kind == "audit" else "q"
    return checked(f"{head}\n| {kind} | {name} | Q | {value} |")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("select_one yn", "select_one"),
        ("select one from yn", "select_one"),
        ("select1 yn", "select_one"),
        ("select_one yn or_other", "select_one"),
        ("select all that apply from yn", "select_multiple"),
        ("rank yn", "rank"),
        ("int", "integer"),
        ("q string", "text"),
        ("phone number", "text"),
        ("percentage", "integer"),
        ("gps", "geopoint"),
        ("imei", "deviceid"),
        ("uri:username", "username"),
        ("photo", "image"),
        ("add file prompt", "file"),
        ("trigger", "acknowledge"),
        ("dateTime", "datetime"),
        ("start time", "start"),
        ("add note prompt", "note"),
        ("begin_repeat", "repeat"),
        ("begin lgroup", "repeat"),
        ("begin loop over yn", "loop"),
        ("nonsense", "nonsense"),
        ("osm tags", "osm tags"),
        ("select_one_external kota", "select_one_external kota"),
    ],
)
def test_a_type_has_one_name(written: str, kind: str) -> None:
    assert kind_of(written).name == kind


def test_all_plain_types_of_pyxform_are_in_the_table() -> None:
    lists = {"select", "select1", "osm"}  # need a list, or are refused by their whole cell
    plain = [written for written in QUESTION_TYPE_DICT if not lists & set(written.split())]
    unknown = {written for written in plain if kind_of(written).name not in TYPES}
    assert {written for written in unknown if "select" not in written} <= {"q picture"}


@pytest.mark.parametrize(
    "kind",
    [
        "range",
        "rank yn",
        "barcode",
        "image",
        "audio",
        "video",
        "file",
        "time",
        "datetime",
        "select_one yn or_other",
        "select_multiple yn or_other",
        "start",
        "end",
        "today",
        "deviceid",
        "username",
        "phonenumber",
        "email",
    ],
)
def test_a_type_is_taken(kind: str) -> None:
    assert codes(asked(kind)) == []


@pytest.mark.parametrize("kind", ["image", "audio", "video", "file"])
def test_a_file_may_be_required(kind: str) -> None:
    for value in ("yes", "true()"):
        assert codes(asked(kind, "required", value)) == []


@pytest.mark.parametrize("word", ["signature", "draw", "annotate"])
def test_nobody_draws_in_a_chat(word: str) -> None:
    problem = found(asked("image", "appearance", word), "appearance-ignored")
    assert problem.details == {"name": word}


@pytest.mark.parametrize("kind", ["geopoint", "geotrace", "geoshape"])
def test_a_place_may_be_required(kind: str) -> None:
    assert codes(asked(kind, "required", "yes")) == []


@pytest.mark.parametrize("kind", BLANK)
def test_what_a_chat_does_not_know_stays_blank(kind: str) -> None:
    result = asked(kind)
    assert cell(found(result, "value-blank")) == ("survey", 2, "type")
    assert codes(result) == ["value-blank"]


@pytest.mark.parametrize("kind", ["osm", "osm tags", "select_one_external kota", "include", "Text"])
def test_other_types_are_refused_by_name(kind: str) -> None:
    problem = found(asked(kind), "type-unsupported")
    assert cell(problem) == ("survey", 2, "type")
    assert problem.details["type"] == kind


@pytest.mark.parametrize(
    ("kind", "column", "value"),
    [
        ("text", "read_only", "yes"),
        ("text", "readonly", "${q} = 'x'"),
        ("text", "default", "concat('a', 'b')"),
        ("calculate", "bind::type", "int"),
        ("select_one yn", "parameters", "randomize=true"),
        ("select_one yn", "choice_filter", "name != 'x'"),
        ("text", "guidance_hint", "Lebih lanjut"),
        ("text", "rows", "3"),
        ("text", "body::rows", "3"),
        ("text", "bind::jr:preload", "uid"),
        ("text", "instance::hxl", "#adm1"),
        ("text", "constraint_message", "Tidak"),
        ("text", "required_message", "Perlu"),
    ],
)
def test_a_column_is_taken(kind: str, column: str, value: str) -> None:
    said = set(codes(asked(kind, column, value)))
    assert said <= {"cycle", "pyxform"}, "`${q}` of itself, and `calculate` without calculation"


@pytest.mark.parametrize("column", ["save_to", "intent", "body::intent", "query", "flat"])
def test_a_column_is_refused_by_name(column: str) -> None:
    problem = found(asked("text", column, "x"), "column-unsupported")
    assert cell(problem) == ("survey", 2, column)
    assert problem.details == {"name": column}


def test_an_attribute_that_nobody_here_reads_is_a_warning() -> None:
    result = asked("text", "bind::odk:length", "9")
    assert cell(found(result, "column-ignored")) == ("survey", 2, "bind::odk:length")


def test_a_trigger_names_its_question() -> None:
    head = "| type | name | label | calculation | trigger |\n| text | a | A | | |\n"
    assert codes(checked(f"{head}| calculate | b | | now() | ${{a}} |")) == []
    result = checked(f"{head}| calculate | b | | now() | ${{c}} |")
    assert cell(found(result, "name-unknown")) == ("survey", 3, "trigger")


def test_a_row_that_is_disabled_is_not_there() -> None:
    rows = "| text | a | A | |\n| nonsense | b | B | yes |"
    assert set(codes(checked(f"| type | name | label | disabled |\n{rows}"))) <= {"pyxform-warning"}


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("public_key", "MIIB", "setting-unsupported"),
        ("submission_url", "https://a.example", "column-ignored"),
        ("style", "pages", ""),
        ("auto_send", "true", ""),
    ],
)
def test_settings(name: str, value: str, code: str) -> None:
    settings = f"| settings |\n| | form_id | {name} |\n| | uji | {value} |"
    result = checked("| type | name | label |\n| text | a | A |", settings=settings)
    assert codes(result) == [code] * bool(code)
    if code:
        assert cell(found(result, code)) == ("settings", 2, name)


# Appearances ---------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["minimal", "w3", "columns-2", "Field-List", "quick compact"])
def test_a_known_appearance_needs_no_word(word: str) -> None:
    assert codes(asked("select_one yn", "appearance", word)) == []


def test_an_unknown_appearance_is_a_warning() -> None:
    result = asked("text", "appearance", "w1 horizonal")
    problem = found(result, "appearance-unknown")
    assert cell(problem) == ("survey", 2, "appearance")
    assert problem.details == {"name": "horizonal"}
    assert codes(result) == ["appearance-unknown"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("masked", "masked"),
        ("ex:org.app.Name(a='b c', d='e')", "ex:"),
        ("printer:x (1 2)", "printer"),
    ],
)
def test_an_appearance_with_a_purpose_is_not_dropped_silently(written: str, name: str) -> None:
    problem = found(asked("text", "appearance", written), "appearance-ignored")
    assert problem.details == {"name": name}


def test_the_search_of_another_product_is_refused() -> None:
    result = asked("select_one yn", "appearance", "minimal search('kota', 'matches', 'a', ${q})")
    problem = found(result, "appearance-unsupported")
    assert cell(problem) == ("survey", 2, "appearance")
    assert problem.details == {"name": "search()"}


# Lists and loops -----------------------------------------------------------------------------


def test_choices_may_be_the_answers_of_a_repeat() -> None:
    rows = """
        | type               | name  | label |
        | begin repeat       | child | Anak  |
        | text               | who   | Nama? |
        | end repeat         |       |       |
        | select_one ${who}  | first | Siapa sulung? |
    """
    assert codes(checked(rows)) == []
    unknown = checked(rows.replace("${who}", "${nobody}"))
    assert cell(found(unknown, "name-unknown")) == ("survey", 5, "type")


def test_the_other_answer_has_a_path() -> None:
    rows = """
        | type                   | name | label | calculation         |
        | select_one yn or_other | q    | Q     |                     |
        | calculate              | c    |       | /data/q_other       |
    """
    assert codes(checked(rows)) == []


def test_a_loop_is_a_group_for_each_choice() -> None:
    rows = """
        | type               | name | label  | calculation |
        | begin loop over yn | l    | L      |             |
        | text               | a    | A      |             |
        | end loop           |      |        |             |
        | calculate          | c    |        | concat(/data/l/yes/a, /data/l/no/a) |
    """
    result = checked(rows)
    assert codes(result) == []
    assert "<a/>" in result.xform.replace(" ", "")


def test_choices_of_a_loop_must_exist() -> None:
    rows = "| begin loop over x | l | L |\n| text | a | A |\n| end loop | | |"
    result = checked(f"| type | name | label |\n{rows}", YES_NO)
    assert cell(found(result, "list-unknown")) == ("survey", 2, "type")


def test_what_has_no_label_may_have_a_hint_or_a_picture() -> None:
    head = "| type | name | label | hint | image | calculation |"
    for cells in ("| H | |", "| | a.png |", "| | | 1 + 1 |"):
        result = checked(f"{head}\n| text | a | {cells}\n| text | b | B | | | |")
        assert set(codes(result)) <= {"medium-skipped"}


# The tables ----------------------------------------------------------------------------------


def test_every_row_of_the_tables_says_why_something_has_no_effect() -> None:
    for table in (TYPES, COLUMNS, SETTINGS, APPEARANCES):
        for name, support in table.items():
            assert support.note or support.status == "honoured", name
            assert not support.warned or support.status == "ignored", name


def test_what_is_shown_is_in_the_table() -> None:
    assert set(TYPES) >= VISIBLE


def test_the_specification_s_appearances_are_in_the_table() -> None:
    words = """minimal autocomplete quick quickcompact compact columns columns-pack columns-N
    no-buttons likert label list-nolabel list field-list table-list multiline numbers thousands-sep
    year month-year no-calendar ethiopian coptic islamic bikram-sambat myanmar persian url ex:
    signature draw annotate selfie new new-front hidden-answer printer maps placement-map picker
    rating vertical counter masked bearing map image-map wN horizontal horizontal-compact search()
    """
    assert set(words.split()) <= set(APPEARANCES)
