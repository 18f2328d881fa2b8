"""Lists from files, guidance, grid headings, metadata: what walks beside JavaRosa do not show."""

from datetime import UTC, datetime

from flows import Form, answers, engine, load_form, record, start, state
from flows.xform import inlined
from tests.support.forms import YES_NO, form, xform

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def values(form: Form, **given: str) -> dict[str, str]:
    interview = start(form, NOW).interview
    for name, value in given.items():
        interview = record(form, interview, f"/data/{name}", value, NOW).interview
    return {path.rpartition("/")[2]: value for path, value in answers(form, interview, NOW).items()}


PULLED = xform(
    """
    | type      | name | label | calculation                                            |
    | text      | code | Code? |                                                        |
    | calculate | name |       | pulldata('offices', 'name', 'code', ${code})           |
    | calculate | zone |       | instance('offices')/root/item[code = ${code}]/zone     |
    """
)
OFFICES = {"offices.csv": b"code,name,zone\nKBR,Kepulauan Riau,WIB\nNTT,Nusa Tenggara Timur,WITA\n"}


def test_pulldata_finds_the_row_of_a_file() -> None:
    loaded = load_form(PULLED, OFFICES)
    assert values(loaded, code="NTT") == {
        "code": "NTT", "name": "Nusa Tenggara Timur", "zone": "WITA",
    }  # fmt: skip
    assert values(loaded, code="XYZ") == {"code": "XYZ"}


def test_a_form_with_its_files_inside_needs_none() -> None:
    whole = inlined(PULLED, OFFICES)
    assert 'src="' not in whole
    assert values(load_form(whole), code="KBR")["name"] == "Kepulauan Riau"


def test_guidance_stands_below_the_hint() -> None:
    loaded = form(
        """
        | type | name | label | hint   | guidance_hint |
        | text | a    | A?    | Short. | Long.         |
        | text | b    | B?    |        | Only long.    |
        """
    )
    turn = start(loaded, NOW)
    assert turn.prompt is not None
    assert turn.prompt.hint == "Short.\nLong."
    turn = record(loaded, turn.interview, "/data/a", "x", NOW)
    assert turn.prompt is not None
    assert turn.prompt.hint == "Only long."


def test_the_heading_of_a_grid_is_not_asked() -> None:
    loaded = form(
        """
        | type          | name | label | appearance   |
        | select_one yn | head | Grid  | label        |
        | select_one yn | row  | Row?  | list-nolabel |
        """,
        YES_NO,
    )
    turn = start(loaded, NOW)
    assert turn.prompt is not None
    assert turn.prompt.path == "/data/row"
    assert record(loaded, turn.interview, "/data/head", "yes", NOW).problem is not None


def test_what_a_chat_knows_of_itself_is_filled_in() -> None:
    loaded = form(
        """
        | type      | name  | label |
        | start     | begun |       |
        | end       | done  |       |
        | today     | day   |       |
        | username  | who   |       |
        | deviceid  | on    |       |
        | email     | mail  |       |
        | text      | a     | A?    |
        """
    )
    turn = start(loaded, NOW, properties={"username": "S-7", "deviceid": "pandu"})
    found = answers(loaded, turn.interview, NOW)
    assert found == {
        "/data/begun": "2026-11-24T09:00:00.000Z",
        "/data/day": "2026-11-24",
        "/data/who": "S-7",
        "/data/on": "pandu",
    }
    later = NOW.replace(hour=10)
    sent = engine.finish(loaded, turn.interview, later)
    assert answers(loaded, sent, later)["/data/done"] == "2026-11-24T10:00:00.000Z"


def test_a_readonly_group_closes_what_is_in_it() -> None:
    loaded = form(
        """
        | type        | name | label | readonly    |
        | text        | a    | A?    |             |
        | begin_group | g    | G     | ${a} = 'x'  |
        | text        | b    | B?    |             |
        | end_group   |      |       |             |
        """
    )
    interview = start(loaded, NOW).interview
    assert state(loaded, interview, NOW)["nodes"]["/data/g/b"]["readonly"] is False
    interview = record(loaded, interview, "/data/a", "x", NOW).interview
    assert state(loaded, interview, NOW)["nodes"]["/data/g/b"]["readonly"] is True


def test_a_seeded_order_of_choices_is_the_same_for_everybody() -> None:
    choices = "| list_name | name | label |\n" + "\n".join(f"| l | c{n} | C{n} |" for n in range(9))
    survey = (
        "| type | name | label | parameters |\n| select_one l | a | A? | randomize=true seed=42 |"
    )
    loaded = form(survey, choices)
    orders = [
        state(loaded, start(loaded, NOW, seed=seed).interview, NOW)["nodes"]["/data/a"]["choices"]
        for seed in (1, 2)
    ]
    assert orders[0] == orders[1] != [f"c{n}" for n in range(9)]
    assert sorted(orders[0]) == [f"c{n}" for n in range(9)]
