"""The moves of an interview: answering, skipping, going back, editing, leaving and coming back."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows import (
    Form,
    Interview,
    Problem,
    Turn,
    answer,
    answers,
    back,
    edit,
    parked,
    record,
    resume,
    review,
    speak,
    start,
)
from flows.engine import Section, refill
from flows.prompts import Acknowledge, Choice, PickMany, PickOne, TypeNumber
from tests.support.forms import YES_NO, form

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Makassar"))

DESK = form(
    """
    |type|name|label|hint|relevant|constraint|constraint_message|required|required_message|
    | note | hello | Selamat datang | | | | | | |
    | begin_group | g | Layanan | | | | | | |
    | select_one yn | desk | Ada meja? | | | | | yes | Wajib diisi |
    | integer | staff | Berapa petugas? | 0 sampai 50 | ${desk} = 'yes' | . <= 50 | Maks 50 | | |
    | end_group | | | | | | | | |
    | text | note | Untuk ${staff} petugas | | | | | | |
    """,
    YES_NO,
)


def told(turn: Turn) -> str:
    """The name of the question that is put, "review" at the end."""
    return turn.prompt.path.rpartition("/")[2] if turn.prompt else "review"


def reread(interview: Interview) -> Interview:
    return Interview.from_json(json.loads(json.dumps(interview.to_json())))


def played(form: Form, *said: str, interview: Interview | None = None) -> Turn:
    """The turn after typing this, one after the other; "" skips. JSON in between each."""
    turn = start(form, NOW) if interview is None else resume(form, interview, NOW)
    for raw in said:
        assert turn.prompt is not None
        turn = answer(form, reread(turn.interview), turn.prompt.path, raw, NOW)
    return turn


def test_a_prompt_says_everything_a_screen_needs() -> None:
    turn = played(DESK, "ok", "ya")
    assert turn.prompt is not None
    assert turn.prompt.path == "/data/g/staff"
    assert turn.prompt.section == "Layanan"
    assert turn.prompt.label == "Berapa petugas?"
    assert turn.prompt.hint == "0 sampai 50"
    assert turn.prompt.input == TypeNumber(decimals=False)
    assert (turn.prompt.required, turn.prompt.value, turn.prompt.shown) == (False, "", "")
    assert turn.changed


def test_choices_are_shown_with_their_labels() -> None:
    turn = played(DESK, "ok")
    assert turn.prompt is not None
    assert turn.prompt.input == PickOne((Choice("yes", "Ya"), Choice("no", "Tidak")))
    assert turn.prompt.required


def test_an_irrelevant_question_is_not_asked() -> None:
    assert told(played(DESK, "ok", "Tidak")) == "note"
    assert told(played(DESK, "ok", "Ya")) == "staff"


def test_answers_appear_in_labels() -> None:
    turn = played(DESK, "ok", "ya", "1")
    assert turn.prompt is not None
    assert turn.prompt.label == "Untuk 1 petugas"


def test_a_note_is_read_and_leaves_no_answer() -> None:
    turn = start(DESK, NOW)
    assert turn.prompt is not None
    assert turn.prompt.input == Acknowledge()
    turn = record(DESK, turn.interview, "/data/hello", "OK", NOW)
    assert told(turn) == "desk"
    assert answers(DESK, turn.interview, NOW) == {}
    assert told(resume(DESK, turn.interview, NOW)) == "desk"


def test_a_problem_leaves_the_interview_as_it_was() -> None:
    before = played(DESK, "ok", "ya").interview
    turn = answer(DESK, before, "/data/g/staff", "51", NOW)
    assert turn.problem == Problem("constraint", {"message": "Maks 50"})
    assert turn.interview == before
    assert not turn.changed
    assert told(turn) == "staff"
    assert answer(DESK, before, "/data/g/staff", "2.7", NOW).problem == Problem("integer-expected")


def test_what_is_required_cannot_be_skipped() -> None:
    before = played(DESK, "ok").interview
    for turn in (
        record(DESK, before, "/data/g/desk", "", NOW),
        answer(DESK, before, "/data/g/desk", " ", NOW),
    ):
        assert turn.problem == Problem("answer-required", {"message": "Wajib diisi"})
        assert told(turn) == "desk"


def test_what_is_not_required_can_be_skipped() -> None:
    assert told(played(DESK, "ok", "ya", "")) == "note"
    turn = played(DESK, "ok", "ya", "", "")
    assert told(turn) == "review"
    assert review(DESK, turn.interview, NOW).missing == ()


@pytest.mark.parametrize(
    "path", ["/data/g/staff", "/data/g", "/data/nowhere", "/data/meta/instanceID"]
)
def test_only_what_is_asked_now_can_be_answered(path: str) -> None:
    before = played(DESK, "ok", "tidak").interview
    turn = answer(DESK, before, path, "5", NOW)
    assert turn.problem == Problem("not-asked")
    assert told(turn) == "note"
    assert record(DESK, before, path, "5", NOW).interview == before
    assert edit(DESK, before, path, NOW).problem == Problem("not-asked")


def test_a_forged_choice_is_refused() -> None:
    before = played(DESK, "ok").interview
    assert record(DESK, before, "/data/g/desk", "maybe", NOW).problem == Problem("choice-unknown")


def test_going_back_wipes_nothing_and_leads_forward_one_by_one() -> None:
    end = played(DESK, "ok", "ya", "4", "selesai")
    assert told(end) == "review"
    seen = []
    turn = end
    for _ in range(6):
        turn = back(DESK, reread(turn.interview), NOW)
        seen.append(told(turn))
    assert seen == ["note", "staff", "desk", "hello", "hello", "hello"]
    assert answers(DESK, turn.interview, NOW) == answers(DESK, end.interview, NOW)
    turn = played(DESK, "ok", "ya", interview=turn.interview)
    assert turn.prompt is not None
    assert (turn.prompt.path, turn.prompt.value, turn.prompt.shown) == ("/data/g/staff", "4", "4")


def test_an_edit_leads_straight_back_to_the_review() -> None:
    end = played(DESK, "ok", "ya", "4", "selesai")
    turn = edit(DESK, end.interview, "/data/g/staff", NOW)
    assert told(turn) == "staff"
    assert told(answer(DESK, reread(turn.interview), "/data/g/staff", "5", NOW)) == "review"


def test_an_edit_leads_to_the_questions_it_opens() -> None:
    end = played(DESK, "ok", "tidak", "selesai")
    turn = edit(DESK, end.interview, "/data/g/desk", NOW)
    turn = answer(DESK, reread(turn.interview), "/data/g/desk", "ya", NOW)
    assert told(turn) == "staff"
    assert told(answer(DESK, reread(turn.interview), "/data/g/staff", "5", NOW)) == "review"


def test_an_edit_before_the_end_leads_to_where_the_person_was() -> None:
    middle = played(DESK, "ok", "ya", "4")
    turn = edit(DESK, middle.interview, "/data/hello", NOW)
    assert told(answer(DESK, turn.interview, "/data/hello", "ok", NOW)) == "note"


def test_answers_of_a_closed_branch_are_parked_and_come_back() -> None:
    end = played(DESK, "ok", "ya", "4", "selesai")
    turn = record(
        DESK, edit(DESK, end.interview, "/data/g/desk", NOW).interview, "/data/g/desk", "no", NOW
    )
    assert answers(DESK, turn.interview, NOW) == {"/data/g/desk": "no", "/data/note": "selesai"}
    assert parked(DESK, turn.interview, NOW) == {"/data/g/staff": "4"}
    turn = edit(DESK, reread(turn.interview), "/data/g/desk", NOW)
    turn = record(DESK, turn.interview, "/data/g/desk", "yes", NOW)
    assert told(turn) == "review"
    assert answers(DESK, turn.interview, NOW) == answers(DESK, end.interview, NOW)


def test_the_review_counts_sections_and_lists_what_is_missing() -> None:
    before = played(DESK, "ok").interview
    found = review(DESK, before, NOW)
    assert found.sections == (Section("Layanan", 0, 1), Section("", 0, 1))
    assert [(item.path, item.missing) for item in found.items] == [
        ("/data/g/desk", True),
        ("/data/note", False),
    ]
    assert found.missing == ("/data/g/desk",)
    done = review(DESK, played(DESK, "ok", "ya", "4", "x").interview, NOW)
    assert done.sections == (Section("Layanan", 2, 2), Section("", 1, 1))
    assert [item.shown for item in done.items] == ["Ya", "4", "x"]
    assert [item.section for item in done.items] == [0, 0, 1]


def test_a_constraint_broken_later_is_missing_in_the_review() -> None:
    pair = form(
        """
        | type    | name | label | constraint |
        | integer | low  | L     |            |
        | integer | high | H     | . > ${low} |
        """
    )
    end = played(pair, "1", "2")
    assert review(pair, end.interview, NOW).missing == ()
    turn = record(
        pair, edit(pair, end.interview, "/data/low", NOW).interview, "/data/low", "9", NOW
    )
    assert turn.prompt is None
    assert review(pair, turn.interview, NOW).missing == ("/data/high",)


def test_an_acknowledgement_is_an_answer() -> None:
    rule = form(
        """
        | type        | name | label  | required |
        | acknowledge | rule | Paham? | yes      |
        """
    )
    turn = start(rule, NOW)
    assert turn.prompt is not None
    assert turn.prompt.input == Acknowledge()
    turn = answer(rule, turn.interview, "/data/rule", "ya", NOW)
    assert answers(rule, turn.interview, NOW) == {"/data/rule": "OK"}


PREFILLED = form(
    """
    | type             | name | label   | relevant        | choice_filter |
    | select_one role  | role | Peran?  |                 |               |
    | text             | name | Nama?   | ${role} = 'fd'  |               |
    | select_one team  | team | Tim?    |                 | for = ${role} |
    """,
    """
    | list_name | name | label   | for |
    | role      | fd   | Depan   |     |
    | role      | po   | Petugas |     |
    | team      | a    | A       | fd  |
    | team      | b    | B       | po  |
    """,
)


def test_a_prefilled_question_is_never_asked() -> None:
    turn = start(PREFILLED, NOW, prefill={"/data/role": "fd"})
    assert told(turn) == "name"
    assert told(back(PREFILLED, turn.interview, NOW)) == "name"
    assert [item.path for item in review(PREFILLED, turn.interview, NOW).items] == [
        "/data/name",
        "/data/team",
    ]
    assert answers(PREFILLED, turn.interview, NOW) == {"/data/role": "fd"}
    assert edit(PREFILLED, turn.interview, "/data/role", NOW).problem == Problem("not-asked")


@pytest.mark.parametrize("value", ["boss", "", "fd po"])
def test_a_prefilled_value_that_is_no_answer_is_asked(value: str) -> None:
    turn = start(PREFILLED, NOW, prefill={"/data/role": value})
    assert told(turn) == "role"
    assert answers(PREFILLED, turn.interview, NOW) == {}


def test_a_changed_fact_is_filled_in_anew() -> None:
    turn = start(PREFILLED, NOW, prefill={"/data/role": "fd"})
    same = refill(PREFILLED, turn.interview, {"/data/role": "fd"}, NOW)
    assert same is turn.interview
    other = refill(PREFILLED, turn.interview, {"/data/role": "po"}, NOW)
    assert answers(PREFILLED, other, NOW) == {"/data/role": "po"}
    assert told(resume(PREFILLED, other, NOW)) == "team"


def test_a_hidden_fact_follows_too() -> None:
    hidden = form(
        """
        |type|name|label|relevant|
        | hidden | role | | |
        | note | desk | Hanya meja | ${role} = 'fd' |
        | text | end | Akhir | |
        """
    )
    begun = start(hidden, NOW, prefill={"/data/role": "fd"}).interview
    assert begun.cursor == "/data/desk"
    moved = refill(hidden, begun, {"/data/role": "po"}, NOW)
    assert answers(hidden, moved, NOW) == {"/data/role": "po"}
    assert moved.cursor == "/data/end"


def test_a_default_is_shown_and_still_asked() -> None:
    given = form(
        """
        | type             | name | label | default |
        | integer          | a    | A     | 3       |
        | date             | b    | B     | today() |
        | select_multiple yn | c  | C     | yes no  |
        """,
        YES_NO,
    )
    turn = start(given, NOW)
    assert turn.prompt is not None
    assert (turn.prompt.value, turn.prompt.shown) == ("3", "3")
    turn = record(given, turn.interview, "/data/a", "", NOW)
    assert turn.prompt is not None
    assert (turn.prompt.value, turn.prompt.shown) == ("2026-11-24", "24 November 2026")
    turn = answer(given, turn.interview, "/data/b", "kemarin", NOW)
    assert turn.prompt is not None
    assert turn.prompt.input == PickMany((Choice("yes", "Ya"), Choice("no", "Tidak")))
    assert turn.prompt.shown == "Ya, Tidak"
    assert answers(given, turn.interview, NOW) == {"/data/b": "2026-11-23", "/data/c": "yes no"}


CASCADE = form(
    """
    | type            | name | label    | choice_filter | relevant          |
    | select_one prov | prov | Provinsi |               |                   |
    | select_one city | city | Kota     | p = ${prov}   |                   |
    | text            | why  | Mengapa? |               | ${city} = 'medan' |
    """,
    """
    | list_name | name   | label  | p |
    | prov      | n      | NTT    |   |
    | prov      | s      | Sumut  |   |
    | city      | kupang | Kupang | n |
    | city      | medan  | Medan  | s |
    """,
)


def test_a_choice_no_longer_offered_is_taken_back_and_asked_again() -> None:
    end = played(CASCADE, "Sumut", "Medan", "dekat")
    turn = edit(CASCADE, end.interview, "/data/prov", NOW)
    turn = answer(CASCADE, reread(turn.interview), "/data/prov", "NTT", NOW)
    assert turn.dropped == ("Kota",)
    assert told(turn) == "city"
    assert answers(CASCADE, turn.interview, NOW) == {"/data/prov": "n"}
    assert parked(CASCADE, turn.interview, NOW) == {"/data/why": "dekat"}
    turn = answer(CASCADE, reread(turn.interview), "/data/city", "1", NOW)
    assert told(turn) == "review"


def test_coming_back_after_days_computes_for_the_day() -> None:
    aged = form(
        """
        | type      | name | label    | calculation        | relevant    |
        | calculate | day  |          | today()            |             |
        | calculate | luck |          | random()           |             |
        | date      | d    | Kapan?   |                    |             |
        | text      | late | Terlambat? |                  | today() > date('2026-11-24') |
        """
    )
    first = start(aged, NOW)
    later = resume(aged, reread(first.interview), NOW + timedelta(days=2))
    assert told(later) == "d"
    before, after = (answers(aged, each.interview, NOW) for each in (first, later))
    assert before["/data/day"].startswith("2026-11-24")
    assert after["/data/day"].startswith("2026-11-26")
    assert before["/data/luck"] == after["/data/luck"]
    assert told(answer(aged, later.interview, "/data/d", "", NOW)) == "late"


def test_another_language_keeps_the_answers() -> None:
    both = form(
        """
        | type | name | label::Indonesia (id) | label::English (en) | hint::Indonesia (id) |
        | select_one yn | a | Ada? | Is there? | Lihat sekitar |
        | text | b | Siapa ${a}? | Who ${a}? | |
        """,
        """
        | list_name | name | label::Indonesia (id) | label::English (en) |
        | yn        | yes  | Ya                    | Yes                 |
        | yn        | no   | Tidak                 |                     |
        """,
        "| form_id | default_language |\n| f | Indonesia (id) |",
    )
    turn = start(both, NOW)
    assert turn.prompt is not None
    assert turn.prompt.label == "Ada?"
    turn = speak(
        both, answer(both, turn.interview, "/data/a", "ya", NOW).interview, "English (en)", NOW
    )
    assert turn.prompt is not None
    assert turn.prompt.label == "Who yes?"
    turn = back(both, turn.interview, NOW)
    assert turn.prompt is not None
    assert (turn.prompt.label, turn.prompt.shown) == ("Is there?", "Yes")
    assert turn.prompt.hint == "Lihat sekitar"
    assert turn.prompt.input == PickOne((Choice("yes", "Yes"), Choice("no", "Tidak")))


def test_a_computed_text_is_shown_and_not_asked() -> None:
    shown = form(
        """
        | type    | name | label     | calculation | readonly |
        | integer | a    | A         |             |          |
        | text    | sum  | Jumlah    | ${a} * 2    | yes      |
        """
    )
    turn = answer(shown, start(shown, NOW).interview, "/data/a", "4", NOW)
    assert turn.prompt is not None
    assert turn.prompt.input == Acknowledge()
    assert turn.prompt.value == "8"
    assert [item.path for item in review(shown, turn.interview, NOW).items] == ["/data/a"]


def test_triggers_fire_on_change_and_once_stays() -> None:
    fired = form(
        """
        | type      | name  | label | calculation  | trigger |
        | integer   | a     | A     |              |         |
        | text      | saved | S     | ${a} + 1     | ${a}    |
        | calculate | first |       | once(${a})   |         |
        """
    )
    turn = answer(fired, start(fired, NOW).interview, "/data/a", "4", NOW)
    turn = record(fired, turn.interview, "/data/a", "6", NOW)
    assert answers(fired, turn.interview, NOW) == {
        "/data/a": "6",
        "/data/saved": "7",
        "/data/first": "4",
    }


COMPUTED = form(
    """
    | type    | name  | label  | calculation     | readonly |
    | integer | one   | Satu?  |                 |          |
    | integer | twice | Dua?   | ${one} * 2      |          |
    | date    | day   | Kapan? | today()         |          |
    | text    | still | Kini   | string(today()) | yes      |
    """
)


def test_what_was_written_over_a_computed_answer_stays() -> None:
    turn = answer(COMPUTED, start(COMPUTED, NOW).interview, "/data/one", "3", NOW)
    assert turn.prompt is not None
    assert (turn.prompt.path, turn.prompt.value) == ("/data/twice", "6")
    turn = answer(COMPUTED, turn.interview, "/data/twice", "7", NOW)
    turn = answer(COMPUTED, turn.interview, "/data/day", "1 Mei 2025", NOW)
    later = NOW + timedelta(days=2)
    interview = resume(COMPUTED, turn.interview, later).interview
    found = answers(COMPUTED, interview, later)
    assert (found["/data/twice"], found["/data/day"]) == ("7", "2025-05-01")
    assert found["/data/still"] == later.date().isoformat()
    turn = answer(COMPUTED, interview, "/data/one", "4", later)
    assert answers(COMPUTED, turn.interview, later)["/data/twice"] == "8"
