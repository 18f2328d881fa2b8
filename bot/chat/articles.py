"""What is said about an SOP's problems and an import's doubts, in chat and on the command line."""

from collections.abc import Iterator

from bot.i18n import catalogue, say
from knowledge.importing import Doubt, Place
from knowledge.problems import SopProblem


def problem_line(language: str, problem: SopProblem) -> str:
    """Severity, place, what is wrong, what to do."""
    said = f"{problem_message(language, problem)} {problem_remedy(language, problem)}"
    place = problem_place(language, problem)
    return say(
        language, f"article.severity.{problem.severity}", text=f"{place}: {said}" if place else said
    )


def problem_place(language: str, problem: SopProblem) -> str:
    """The file, the step or line, the key or column, as far as the problem has them."""
    table = problem.details.get("table")  # of a document
    parts = (
        problem.file,
        say(language, "article.place_step", number=problem.row) if problem.row else None,
        say(language, "doubt.place_table", table=table) if table else problem.key,
        say(language, "article.place_line", number=problem.line) if problem.line else None,
    )
    return ", ".join(part for part in parts if part)


def problem_message(language: str, problem: SopProblem) -> str:
    return say(language, f"article.{problem.code}", **problem.details)


def problem_remedy(language: str, problem: SopProblem) -> str:
    return say(language, f"article.{problem.code}.remedy", **problem.details)


def doubt_line(language: str, doubt: Doubt) -> str:
    """The step or part, where it stands in the file, what was assumed."""
    place = ", ".join(_about(language, doubt))
    said = doubt_message(language, doubt)
    return f"{place}: {said}" if place else said


def doubt_message(language: str, doubt: Doubt) -> str:
    details = dict(doubt.details)
    if f"article.part.{details.get('taken')}" in catalogue(language):
        details["taken"] = say(language, f"article.part.{details['taken']}")
    return say(language, f"doubt.{doubt.code}", **details)


def doubt_place(language: str, place: Place) -> str:
    """Table and row and column, or sheet and cell, as far as there are such."""
    parts = []
    if place.sheet is not None:
        parts.append(say(language, "doubt.place_sheet", sheet=place.sheet))
    elif place.table is not None:
        key = "doubt.place_table" if place.table else "doubt.place_text"
        parts.append(say(language, key, table=place.table))
    if place.cell is not None:
        return ", ".join((*parts, say(language, "doubt.place_cell", cell=place.cell)))
    if place.row:
        parts.append(say(language, "doubt.place_row", row=place.row))
    if place.column:
        parts.append(say(language, "doubt.place_column", column=place.column))
    return ", ".join(parts)


def _about(language: str, doubt: Doubt) -> Iterator[str]:
    if doubt.step is not None:
        yield say(language, "article.place_step", number=doubt.step)
    if doubt.key is not None:
        yield say(language, f"article.part.{doubt.key}")
    place = doubt_place(language, doubt.place)
    if place:
        yield place
