"""What is said about the problems of an SOP, in chat and on the command line."""

from bot.i18n import say
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
    parts = (
        problem.file,
        say(language, "article.place_step", number=problem.row) if problem.row else None,
        say(language, "article.place_line", number=problem.line) if problem.line else None,
        problem.key,
    )
    return ", ".join(part for part in parts if part)


def problem_message(language: str, problem: SopProblem) -> str:
    return say(language, f"article.{problem.code}", **problem.details)


def problem_remedy(language: str, problem: SopProblem) -> str:
    return say(language, f"article.{problem.code}.remedy", **problem.details)
