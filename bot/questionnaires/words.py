"""What is said about a workbook and about publishing it, in chat and on the command line."""

from bot.chat.text import brief, clean
from bot.i18n import say
from bot.questionnaires.preview import Outlook
from flows.xlsform import Change, FormProblem

TEXT = 160  # characters of a text of the workbook that are shown
NOTHING = "–"  # stands for a text that is blank


def problem_line(language: str, problem: FormProblem) -> str:
    """Severity, cell, what is wrong, what to do."""
    said = f"{problem_message(language, problem)} {problem_remedy(language, problem)}"
    if problem.sheet:
        key = "form.place_sheet"
        if problem.row:
            key = "form.place" if problem.column else "form.place_row"
        names = {"sheet": problem.sheet, "row": problem.row, "column": problem.column}
        said = f"{say(language, key, **names)}: {said}"
    return say(language, f"form.severity.{problem.severity}", text=said)


def problem_message(language: str, problem: FormProblem) -> str:
    return say(language, f"form.{problem.code}", **problem.details)


def problem_remedy(language: str, problem: FormProblem) -> str:
    return say(language, f"form.{problem.code}.remedy", **problem.details)


def outlook_lines(language: str, outlook: Outlook) -> tuple[str, ...]:
    """What becomes of open interviews; nothing when there are none."""
    if not outlook.interviews:
        return ()
    lines = [say(language, "outlook.open", count=outlook.interviews)]
    if outlook.unchanged:
        lines.append(say(language, "outlook.unchanged", count=outlook.unchanged))
    for key, touched in (
        ("outlook.added", outlook.added),
        ("outlook.again", outlook.again),
        ("outlook.lost", outlook.lost),
    ):
        if touched.count:
            lines.append(say(language, key, count=touched.count, most=touched.most))
    lines.append(say(language, "outlook.otherwise"))
    return tuple(lines)


def change_line(language: str, change: Change, most: int = TEXT) -> str:
    """What became another, each text of the workbook cut to `most` characters."""
    details = {name: brief(clean(text), most) or NOTHING for name, text in change.details.items()}
    return say(language, f"change.{change.code}", **details)
