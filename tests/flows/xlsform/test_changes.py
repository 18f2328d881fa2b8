"""Two versions of a questionnaire side by side: every difference, and what it does to scores."""

from pathlib import Path

import pytest

from flows.xlsform import CHANGES, Version, changes, check

ROOT = Path(__file__).parents[3]

FORM = """
| survey |
|  | type           | name  | label::Bahasa Indonesia (id) | label::English (en) | hint::Bahasa Indonesia (id) | hint::English (en) | relevant        | constraint | required | indicator |
|  | begin group    | main  | Kantor                       | Office              |                             |                    |                 |            |          |           |
|  | select_one lv  | desk  | Bagaimana meja layanan?      | How is the desk?    | Menurut Anda.               | As you see it.     |                 |            | yes      | I1        |
|  | select_one lv  | sop   | Bagaimana SOP dipakai?       | How is the SOP used? |                            |                    |                 |            |          | I2        |
|  | integer        | staff | Petugas di ${desk}?          | Staff at ${desk}?   |                             |                    | ${desk} != '1'  | . <= 50    |          |           |
|  | end group      |       |                              |                     |                             |                    |                 |            |          |           |
|  | text           | idea  | Usul?                        | Idea?               |                             |                    |                 |            |          |           |

| choices |
|  | list_name | name | label::Bahasa Indonesia (id) | label::English (en) | score |
|  | lv        | 1    | Kurang                       | Poor                | 1     |
|  | lv        | 2    | Cukup                        | Fair                | 2     |
|  | lv        | 3    | Baik                         | Good                | 3     |

| settings |
|  | form_id | version | default_language      |
|  | kantor  | 1       | Bahasa Indonesia (id) |

| indicators |
|  | iCode | Parent | Level | Weight | LowerBound | UpperBound | iName |
|  | ICI   |        | 3     | 1      |            |            | Index |
|  | D1    | ICI    | 2     | 1      |            |            | Desk  |
|  | I1    | D1     | 1     | 1      | 1          | 5          | Desk  |
|  | I2    | D1     | 1     | 1      | 1          | 5          | SOP   |

| required_levels |
|  | iCode | FD | PO |
|  | I1    | 2  | 3  |
"""


def version(text: str) -> Version:
    checked = check(text.encode(), "kantor.md")
    assert checked.ok, checked.problems
    return Version(checked.xform, checked.sides)


OLD = version(FORM)


def found(*edits: tuple[str, str]) -> list[tuple[str, bool, dict[str, str]]]:
    text = FORM
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after)
    told = changes(OLD, version(text))
    assert all(change.code in CHANGES for change in told)
    return [(change.code, change.scored, dict(change.details)) for change in told]


def test_the_same_form_has_no_changes() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("before", "after", "code", "scored", "details"),
    [
        (
            "Bagaimana meja layanan?",
            "Seberapa ramai meja layanan?",
            "label-changed",
            True,
            {
                "name": "desk",
                "before": "Bagaimana meja layanan?",
                "after": "Seberapa ramai meja layanan?",
            },
        ),
        (
            "As you see it.",
            "As the rules say.",
            "hint-changed",
            True,
            {"name": "desk", "before": "As you see it.", "after": "As the rules say."},
        ),
        (
            "Petugas di ${desk}?",
            "Pegawai di ${desk}?",
            "label-changed",
            False,
            {"name": "staff", "before": "Petugas di ${desk}?", "after": "Pegawai di ${desk}?"},
        ),
        (
            ". <= 50",
            ". <= 20",
            "constraint-changed",
            False,
            {"name": "staff", "before": ". <= 50", "after": ". <= 20"},
        ),
        (
            "${desk} != '1'",
            "${desk} = '3'",
            "relevant-changed",
            False,
            {"name": "staff", "before": "${desk} != '1'", "after": "${desk} = '3'"},
        ),
        (
            "|  | text           | idea  |",
            "|  | integer        | idea  |",
            "type-changed",
            False,
            {"name": "idea", "before": "text", "after": "integer"},
        ),
        (
            "|  | I2    | D1     | 1     | 1      |",
            "|  | I2    | D1     | 1     | 3      |",
            "weight-changed",
            True,
            {"name": "I2", "before": "1", "after": "3"},
        ),
        (
            "|  | I2    | D1     | 1     | 1      | 1          | 5          |",
            "|  | I2    | D1     | 1     | 1      | 1          | 4          |",
            "upper-changed",
            True,
            {"name": "I2", "before": "5", "after": "4"},
        ),
        (
            "|  | I1    | 2  | 3  |",
            "|  | I1    | 2  | 4  |",
            "level-changed",
            True,
            {"name": "I1", "role": "PO", "before": "3", "after": "4"},
        ),
    ],
)
def test_one_edit_is_one_change(
    before: str, after: str, code: str, scored: bool, details: dict[str, str]
) -> None:
    assert found((before, after)) == [(code, scored, details)]


def test_a_renamed_question_is_one_gone_and_one_new() -> None:
    told = found(("| idea  |", "| ideas |"))
    assert [(code, details["name"]) for code, _, details in told] == [
        ("question-removed", "idea"),
        ("question-added", "ideas"),
    ]


def test_choices_and_scores_are_told_of_every_question_that_has_them() -> None:
    told = found(
        ("| Baik                         | Good                | 3     |", "| Baik | Good | 4 |"),
        ("| Cukup                        |", "| Sedang |"),
    )
    assert {(code, details["name"], details.get("choice")) for code, _, details in told} == {
        ("choice-relabelled", name, "2") for name in ("desk", "sop")
    } | {("score-changed", name, "3") for name in ("desk", "sop")}
    assert all(scored for _, scored, _ in told)


def test_a_choice_that_comes_or_goes_is_told() -> None:
    told = found(
        ("|  | lv        | 3    | Baik                         | Good                | 3     |", "")
    )
    assert [(code, details["choice"], details["before"]) for code, _, details in told] == [
        ("choice-removed", "3", "Baik")
    ] * 2
    told = found(
        (
            "|  | lv        | 3    | Baik                         |",
            "|  | lv | 4 | Unggul | Best | 4 |\n|  | lv | 3 | Baik |",
        )
    )
    assert [(code, details["after"]) for code, _, details in told] == [
        ("choice-added", "Unggul")
    ] * 2


def test_indicators_that_change_places_are_told() -> None:
    told = found(
        ("| I1        |", "| IX |"), ("| I2        |", "| I1        |"), ("| IX |", "| I2 |")
    )
    assert [(code, details["name"], details["after"]) for code, _, details in told] == [
        ("indicator-changed", "desk", "I2"),
        ("indicator-changed", "sop", "I1"),
    ]


def test_the_relevance_of_a_group_is_told_once() -> None:
    row = "|  | begin group    | main  | Kantor                       | Office              |                             |                    |                 |"
    assert row in FORM
    told = found((row, row.removesuffix("                 |") + " 1 = 1 |"))
    assert told == [("relevant-changed", False, {"name": "main", "before": "", "after": "1 = 1"})]


def test_another_group_is_told_with_both() -> None:
    old = "|  | text           | idea  | Usul?                        | Idea?               |                             |                    |                 |            |          |           |"
    end = "|  | end group      |       |                              |                     |                             |                    |                 |            |          |           |"
    told = found((f"{end}\n{old}", f"{old}\n{end}"))
    assert told == [("question-moved", False, {"name": "idea", "before": "", "after": "main"})]


def test_edits_that_change_a_meaning_come_first() -> None:
    told = found(("Usul?", "Saran?"), ("How is the SOP used?", "Is the SOP read?"))
    assert [(code, details["name"]) for code, _, details in told] == [
        ("label-changed", "sop"),
        ("label-changed", "idea"),
    ]


def test_the_shipped_questionnaire_does_not_differ_from_itself() -> None:
    text = (ROOT / "bot/questionnaires/content/kompetensi.md").read_text(encoding="utf-8")
    assert changes(version(text), version(text)) == ()


REFUSING = """
| survey |
|  | type    | name  | label         | constraint | constraint_message |
|  | integer | staff | Berapa orang? | . <= 50    | {} |

| settings |
|  | form_id | version | form_title |
|  | kantor  | 1       | Kantor     |
"""


def test_what_is_said_of_a_refused_answer() -> None:
    many, most = "Terlalu banyak.", "Paling banyak 50."
    (change,) = changes(*(version(REFUSING.format(words)) for words in (many, most)))
    assert (change.code, change.scored) == ("message-changed", False)
    assert change.details == {"name": "staff", "before": many, "after": most}
