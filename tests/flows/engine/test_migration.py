"""An open interview goes over to a changed form: what is kept, asked anew, asked again, lost."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flows import engine
from flows.engine import Interview, Migration, migrate
from flows.xform import Form, counterparts
from flows.xpath import canonical
from tests.support.forms import YES_NO, form

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Makassar"))

CHOICES = """
    | list_name | name  | label    |
    | yn        | yes   | Ya       |
    | yn        | no    | Tidak    |
    | tool      | pc    | Komputer |
    | tool      | print | Pencetak |
    | tool      | net   | Internet |
"""
OLD = form(
    """
    | type                 | name  | label    | relevant        | constraint |
    | select_one yn        | desk  | Meja?    |                 |            |
    | integer              | staff | Petugas? | ${desk} = 'yes' | . <= 50    |
    | select_multiple tool | tools | Alat?    |                 |            |
    | text                 | idea  | Usul?    |                 |            |
    """,
    CHOICES,
)
ANSWERS = {"desk": "yes", "staff": "30", "tools": "pc print", "idea": "Kursi"}


def answered(about: Form, given: dict[str, str]) -> Interview:
    """An interview with these answers by name, one question after another."""
    turn = engine.start(about, NOW, seed=7)
    for name, value in given.items():
        path = next(path for path in about.questions if path.endswith(f"/{name}"))
        turn = engine.record(about, turn.interview, path, value, NOW)
        assert turn.problem is None
    return turn.interview


def held(about: Form, moved: Migration) -> dict[str, str]:
    answers = engine.answers(about, moved.interview, NOW)
    return {path.removeprefix("/data/"): value for path, value in answers.items()}


def survey(rows: str, choices: str = CHOICES) -> Form:
    return form(f"| type | name | label | relevant | constraint | required |\n{rows}", choices)


def test_the_same_form_changes_nothing() -> None:
    before = engine.resume(OLD, answered(OLD, ANSWERS), NOW).interview
    moved = migrate(OLD, OLD, before, NOW)
    assert moved == Migration(before)
    assert moved.unchanged


def test_an_interview_in_the_middle_stays_at_its_question() -> None:
    before = answered(OLD, {"desk": "yes", "staff": "30"})
    moved = migrate(OLD, OLD, before, NOW)
    assert moved.interview == before
    assert moved.interview.cursor == "/data/tools"


def test_a_new_question_is_asked_and_every_answer_is_kept() -> None:
    new = survey("""
        | select_one yn        | desk  | Meja?    |                 |         | |
        | integer              | staff | Petugas? | ${desk} = 'yes' | . <= 50 | |
        | date                 | since | Sejak?   |                 |         | |
        | select_multiple tool | tools | Alat?    |                 |         | |
        | text                 | idea  | Usul?    |                 |         | |
    """)
    moved = migrate(OLD, new, answered(OLD, ANSWERS), NOW)
    assert (moved.added, moved.again, moved.lost) == (("/data/since",), (), ())
    assert held(new, moved) == ANSWERS
    assert moved.interview.cursor == "/data/since"  # it stood at the review
    turn = engine.record(new, moved.interview, "/data/since", "2026-03-01", NOW)
    assert turn.prompt is None, "what was answered behind it is not asked again"


def test_a_question_that_is_gone_loses_its_answer() -> None:
    new = survey("""
        | select_one yn        | desk  | Meja?    |                 |         | |
        | integer              | staff | Petugas? | ${desk} = 'yes' | . <= 50 | |
        | select_multiple tool | tools | Alat?    |                 |         | |
    """)
    moved = migrate(OLD, new, answered(OLD, ANSWERS), NOW)
    assert (moved.added, moved.again, moved.lost) == ((), (), ("/data/idea",))
    assert "idea" not in held(new, moved)


def test_an_answer_that_a_constraint_refuses_must_be_given_again() -> None:
    new = survey("""
        | select_one yn        | desk  | Meja?    |                 |         | |
        | integer              | staff | Petugas? | ${desk} = 'yes' | . <= 20 | |
        | select_multiple tool | tools | Alat?    |                 |         | |
        | text                 | idea  | Usul?    | ${staff} > 0    |         | |
    """)
    moved = migrate(OLD, new, answered(OLD, ANSWERS), NOW)
    assert (moved.added, moved.again, moved.lost) == ((), ("/data/staff",), ("/data/idea",))
    again = engine.record(new, moved.interview, "/data/staff", "12", NOW)
    assert engine.answers(new, again.interview, NOW)["/data/idea"] == "Kursi"  # it comes back


def test_a_choice_that_is_gone_must_be_chosen_again() -> None:
    choices = CHOICES.replace("    | tool      | print | Pencetak |\n", "")
    rows = """
        | select_one yn        | desk  | Meja?    |                 |         | |
        | integer              | staff | Petugas? | ${desk} = 'yes' | . <= 50 | |
        | select_multiple tool | tools | Alat?    |                 |         | |
        | text                 | idea  | Usul?    |                 |         | |
    """
    new = survey(rows, choices)
    moved = migrate(OLD, new, answered(OLD, ANSWERS), NOW)
    assert (moved.added, moved.again, moved.lost) == ((), ("/data/tools",), ())
    assert held(new, moved)["tools"] == "pc"  # what is left is shown as the present choice
    untouched = migrate(OLD, new, answered(OLD, {**ANSWERS, "tools": "pc net"}), NOW)
    assert untouched.unchanged


def test_another_type_keeps_what_fits_and_asks_the_rest_again() -> None:
    new = survey("""
        | select_one yn | desk  | Meja?    |                 | | |
        | text          | staff | Petugas? | ${desk} = 'yes' | | |
        | text          | tools | Alat?    |                 | | |
        | integer       | idea  | Usul?    |                 | | |
    """)
    moved = migrate(OLD, new, answered(OLD, ANSWERS), NOW)
    assert moved.again == ("/data/idea",)
    assert held(new, moved) == {"desk": "yes", "staff": "30", "tools": "pc print"}


def test_a_skipped_question_that_is_now_required_is_asked_again() -> None:
    new = survey("""
        | select_one yn        | desk  | Meja?    |                 |         |     |
        | integer              | staff | Petugas? | ${desk} = 'yes' | . <= 50 |     |
        | select_multiple tool | tools | Alat?    |                 |         |     |
        | text                 | idea  | Usul?    |                 |         | yes |
    """)
    before = answered(OLD, {**ANSWERS, "idea": ""})
    assert migrate(OLD, OLD, before, NOW).unchanged
    assert migrate(OLD, new, before, NOW).again == ("/data/idea",)


def test_an_answer_that_was_wrong_before_is_not_blamed_on_the_new_form() -> None:
    rows = "| date | day | Kapan? | | . >= today() | |\n| text | note | Catatan? | | | |"
    old, new = survey(rows), survey(rows)
    turn = engine.record(old, engine.start(old, NOW).interview, "/data/day", "2026-03-02", NOW)
    assert migrate(old, new, turn.interview, NOW.replace(day=9)).unchanged


def test_another_relevance_asks_more_and_parks_what_it_closes() -> None:
    new = survey("""
        | select_one yn        | desk  | Meja?    |                |         | |
        | integer              | staff | Petugas? | ${desk} = 'no' | . <= 50 | |
        | select_multiple tool | tools | Alat?    |                |         | |
        | text                 | idea  | Usul?    |                |         | |
    """)
    open_ = migrate(OLD, new, answered(OLD, {**ANSWERS, "desk": "yes"}), NOW)
    assert open_.lost == ("/data/staff",)
    assert canonical(open_.interview.parked["/data/staff"]) == "30"
    given = {name: value for name, value in ANSWERS.items() if name != "staff"} | {"desk": "no"}
    assert migrate(OLD, new, answered(OLD, given), NOW).added == ("/data/staff",)


def test_a_question_is_known_by_its_name_in_another_group() -> None:
    new = survey("""
        | begin group          | office | Kantor   |                 |         | |
        | select_one yn        | desk   | Meja?    |                 |         | |
        | integer              | staff  | Petugas? | ${desk} = 'yes' | . <= 50 | |
        | end group            |        |          |                 |         | |
        | select_multiple tool | tools  | Alat?    |                 |         | |
        | text                 | idea   | Usul?    |                 |         | |
    """)
    assert counterparts(OLD, new)["/data/staff"] == "/data/office/staff"
    moved = migrate(OLD, new, answered(OLD, {"desk": "yes"}), NOW)
    assert moved.unchanged
    assert moved.interview.cursor == "/data/office/staff"
    back = migrate(new, OLD, migrate(OLD, new, answered(OLD, ANSWERS), NOW).interview, NOW)
    assert engine.answers(OLD, back.interview, NOW) == engine.answers(
        OLD, answered(OLD, ANSWERS), NOW
    )


def test_two_questions_of_one_name_are_not_guessed() -> None:
    old = survey("""
        | begin group | a | A | | | |
        | text | q | Q? | | | |
        | end group | | | | | |
        | begin group | b | B | | | |
        | text | q | Q? | | | |
        | end group | | | | | |
    """)
    new = survey("| begin group | c | C | | | |\n| text | q | Q? | | | |\n| end group | | | | | |")
    assert not set(counterparts(old, new)) & {"/data/a/q", "/data/b/q"}


REPEATED = """
    | begin repeat | staff | Petugas |  |  |  |
    | text | name | Nama? | | | |
    {more}
    | end repeat | | | | | |
    | text | idea | Usul? | | | |
"""


def cases() -> tuple[Form, Interview]:
    """Two staff, the second one in the middle."""
    old = survey(REPEATED.format(more=""))
    turn = engine.start(old, NOW)
    for path, value in (
        ("/data/staff[1]/name", "Siti"),
        ("/data/staff", "yes"),
        ("/data/staff[2]/name", "Budi"),
    ):
        turn = engine.record(old, turn.interview, path, value, NOW)
        assert turn.problem is None, path
    return old, turn.interview


def test_instances_are_kept_and_each_is_asked_what_is_new() -> None:
    old, before = cases()
    new = survey(REPEATED.format(more="| integer | age | Umur? | | | |"))
    moved = migrate(old, new, before, NOW)
    assert moved.added == ("/data/staff[1]/age", "/data/staff[2]/age")
    assert held(new, moved) == {"staff[1]/name": "Siti", "staff[2]/name": "Budi"}
    assert moved.interview.repeats == {"/data/staff": 2}
    assert moved.interview.cursor == before.cursor == "/data/staff"


def test_a_new_repeat_begins_as_in_a_new_interview() -> None:
    old = survey("| text | idea | Usul? | | | |")
    new = survey(REPEATED.format(more=""))
    before = engine.record(old, engine.start(old, NOW).interview, "/data/idea", "Kursi", NOW)
    moved = migrate(old, new, before.interview, NOW)
    assert moved.interview.repeats == engine.start(new, NOW).interview.repeats
    assert held(new, moved) == {"idea": "Kursi"}


def test_a_question_that_left_its_repeat_is_another_one() -> None:
    old, before = cases()
    new = survey("| text | name | Nama? | | | |\n| text | idea | Usul? | | | |")
    moved = migrate(old, new, before, NOW)
    assert moved.lost == ("/data/staff[1]/name", "/data/staff[2]/name")
    assert held(new, moved) == {}


def test_chance_identity_and_seed_stay() -> None:
    rows = "| calculate | lot | | | | | once(random()) |\n| text | idea | Usul? | | | | |"
    head = "| type | name | label | relevant | constraint | required | calculation |\n"
    old = form(head + rows)
    new = form(head + rows + "\n| calculate | other | | | | | once(random()) |")
    before = engine.start(old, NOW, seed=99).interview
    after = migrate(old, new, before, NOW).interview
    assert after.seed == 99
    assert after.values["/data/lot"] == before.values["/data/lot"]
    assert after.values["/data/meta/instanceID"] == before.values["/data/meta/instanceID"]
    assert after.values["/data/other"] != before.values["/data/lot"]
    assert after.draws > before.draws


def test_defaults_and_calculations_of_the_new_form_hold() -> None:
    head = "| type | name | label | default | calculation |\n"
    old = form(head + "| integer | a | A? | | |\n| calculate | twice | | | ${a} * 2 |")
    new = form(
        head + "| integer | a | A? | 5 | |\n| calculate | twice | | | ${a} * 3 |"
        "\n| integer | b | B? | 8 | |"
    )
    before = engine.record(old, engine.start(old, NOW).interview, "/data/a", "2", NOW)
    moved = migrate(old, new, before.interview, NOW)
    assert held(new, moved) == {"a": "2", "twice": "6", "b": "8"}
    assert moved.added == ("/data/b",)  # nobody has seen its default


def test_facts_known_beforehand_answer_what_is_new() -> None:
    old = survey("| text | idea | Usul? | | | |")
    new = survey("""
        | text | idea | Usul?  | | | |
        | text | role | Peran? | | | |
        | text | tip  | Saran? | ${role} = 'FD' | | |
    """)
    before = engine.record(old, engine.start(old, NOW).interview, "/data/idea", "Kursi", NOW)
    moved = migrate(old, new, before.interview, NOW, {"/data/role": "FD"})
    assert moved.added == ("/data/tip",)
    assert moved.interview.prefilled == ("/data/role",)
    plain = migrate(old, new, before.interview, NOW)
    assert plain.added == ("/data/role",)
    asked = migrate(new, new, moved.interview, NOW)  # no longer known beforehand: it is asked
    assert "/data/role" in asked.added


def test_another_top_element_is_the_same_place() -> None:
    new = form(
        "| type | name | label |\n| text | idea | Usul? |",
        YES_NO,
        "| form_id | version | name |\n| test | 2 | angket |",
    )
    moved = migrate(OLD, new, answered(OLD, ANSWERS), NOW)
    assert engine.answers(new, moved.interview, NOW) == {"/angket/idea": "Kursi"}
