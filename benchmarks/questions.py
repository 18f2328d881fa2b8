"""The questionnaire that every contestant asks: the same words, five options a question."""

import re

OPTIONS = 5
SECTION = 10  # questions a section
LANGUAGE = "Bahasa Indonesia (id)"


def label(question: int) -> str:
    """What a card says when it asks question number `question`, counted from 0."""
    return f"Soal {question:02d}?"


def question_of(text: str) -> int | None:
    """The number of the question that a card asks; None for any other card."""
    found = re.search(r"Soal (\d+)\?", text)
    return int(found[1]) if found else None


def option(number: int) -> str:
    """The text of option `number`, counted from 1."""
    return f"Pilihan {number}"


def workbook(questions: int) -> str:
    """The questionnaire as a Markdown XLSForm of required select_one questions in sections."""
    rows = ["| survey |", f"| | type | name | label::{LANGUAGE} | required |"]
    for start in range(0, questions, SECTION):
        section = start // SECTION + 1
        rows.append(f"| | begin group | bagian{section} | Bagian {section} | |")
        rows += [
            f"| | select_one pilihan | q{question} | {label(question)} | yes |"
            for question in range(start, min(start + SECTION, questions))
        ]
        rows.append("| | end group | | | |")
    rows += ["| choices |", f"| | list_name | name | label::{LANGUAGE} |"]
    rows += [f"| | pilihan | {number} | {option(number)} |" for number in range(1, OPTIONS + 1)]
    rows += [
        "| settings |",
        "| | form_id | version | form_title | default_language |",
        f"| | tolok_ukur | 1 | Tolok ukur | {LANGUAGE} |",
    ]
    return "\n".join(rows)
