"""What passes the check fits a card: a question with all that stands around it."""

import pytest

from flows.xlsform import Checked
from flows.xlsform.texts import MAX_CARD, MAX_LABEL, MAX_PURPOSE, MAX_TITLE, NUMBERING
from tests.flows.xlsform.books import YES_NO, cell, checked, found

KINDS = ("text", "integer", "decimal", "date", "note", "acknowledge")
LISTS = ("select_one yn", "select_multiple yn")
YN = len("Ya") + len("Tidak") + 2 * NUMBERING
FULL = MAX_CARD - MAX_LABEL  # what stands beside the longest label
HEADER = "| type | name | label | hint | constraint | constraint_message | required_message |"
TWO = """
| type | name | label::Bahasa (id) | label::English (en) | hint::Bahasa (id) | hint::English (en) |
"""


def asked(
    kind: str,
    label: int = 0,
    hint: int = 0,
    constraint: int = 0,
    required: int = 0,
    sign: str = "x",
) -> Checked:
    """One question with texts of these lengths."""
    texts = " | ".join((sign * hint, ". != 'x'", sign * constraint, sign * required))
    return checked(f"{HEADER}\n| {kind} | a | {sign * label} | {texts} |")


def codes(result: Checked) -> list[str]:
    return [problem.code for problem in result.problems if problem.severity == "error"]


@pytest.mark.parametrize("kind", [*KINDS, *LISTS])
def test_question_and_hint_fit_together(kind: str) -> None:
    room = FULL - (YN if kind in LISTS else 0)
    assert codes(asked(kind, MAX_LABEL, room)) == []
    refused = asked(kind, MAX_LABEL, room + 1)
    problem = found(refused, "card-too-long")
    assert cell(problem) == ("survey", 2, "label")
    assert problem.details == {"length": str(MAX_CARD + 1), "limit": str(MAX_CARD)}
    assert not refused.ok


@pytest.mark.parametrize("kind", [*KINDS, *LISTS])
def test_the_longest_message_stands_above_the_question(kind: str) -> None:
    room = MAX_CARD - 1000 - (YN if kind in LISTS else 0)
    assert codes(asked(kind, 1000, constraint=room, required=room)) == []
    assert codes(asked(kind, 1000, constraint=room + 1)) == ["card-too-long"]
    assert codes(asked(kind, 1000, required=room + 1)) == ["card-too-long"]


def test_what_telegram_counts_twice_counts_twice() -> None:
    sign = "\N{GRINNING FACE}"
    assert codes(asked("text", MAX_CARD // 2, sign=sign)) == []
    assert codes(asked("text", MAX_CARD // 2, 1, sign=sign)) == ["card-too-long"]


def test_the_titles_of_all_groups_around_stand_there_too() -> None:
    def inside(inner: int) -> Checked:
        return checked(
            f"""
            | type        | name  | label            | hint              |
            | begin_group | outer | {"x" * 100}      |                   |
            | begin_group | inner | {"x" * inner}    |                   |
            | text        | a     | {"x" * MAX_LABEL} | {"x" * 300}      |
            | end_group   |       |                  |                   |
            | end_group   |       |                  |                   |
            """
        )

    assert codes(inside(FULL - 400)) == []
    assert cell(found(inside(FULL - 399), "card-too-long")) == ("survey", 4, "label")


def test_each_language_has_its_own_card() -> None:
    def translated(english: int, hint: int) -> Checked:
        row = f"| text | a | {'x' * MAX_LABEL} | {'x' * english} | x | {'x' * hint} |"
        return checked(f"{TWO.strip()}\n{row}")

    assert codes(translated(1000, MAX_CARD - 1000)) == []
    assert codes(translated(1000, MAX_CARD - 999)) == ["card-too-long"]
    # Without a translation the question stands there in the other language.
    assert codes(translated(0, FULL)) == []
    assert codes(translated(0, FULL + 1)) == ["card-too-long"]


def test_of_a_filtered_list_only_the_question_is_known() -> None:
    def filtered(hint: int) -> Checked:
        row = f"| select_one yn | a | {'x' * MAX_LABEL} | {'x' * hint} | name != 'no' |"
        return checked(f"| type | name | label | hint | choice_filter |\n{row}", YES_NO)

    assert codes(filtered(FULL)) == []
    assert codes(filtered(FULL + 1)) == ["card-too-long"]


def test_what_nobody_sees_may_be_long() -> None:
    row = f"| calculate | a | {'x' * MAX_LABEL} | {'x' * MAX_LABEL} | 1 + 1 |"
    result = checked(
        f"| type | name | label | hint | calculation |\n{row}\n| note | n | N | | |",
    )
    assert codes(result) == []


def settled(title: int = 3, purpose: int = 3, form_id: int = 3) -> Checked:
    settings = (
        "| settings |\n| | form_title | form_id | purpose::Bahasa (id) | purpose::English (en) |\n"
        f"| | {'x' * title} | {'x' * form_id} | Maksud | {'x' * purpose} |"
    )
    return checked("| type | name | label |\n| text | a | A |", settings=settings)


def test_title_and_purpose_fit_the_greeting() -> None:
    assert codes(settled(MAX_TITLE, MAX_PURPOSE)) == []
    titled = found(settled(title=MAX_TITLE + 1), "text-too-long")
    assert cell(titled) == ("settings", 2, "form_title")
    assert titled.details == {"length": "151", "limit": "150"}
    explained = found(settled(purpose=MAX_PURPOSE + 1), "text-too-long")
    assert cell(explained) == ("settings", 2, "purpose::English (en)")


def test_a_form_without_a_title_is_called_by_its_id() -> None:
    assert codes(settled(form_id=MAX_TITLE + 1)) == []
    named = found(settled(title=0, form_id=MAX_TITLE + 1), "text-too-long")
    assert cell(named) == ("settings", 2, "form_id")
