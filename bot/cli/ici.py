"""`pandu ici`: the Institutional Capacity Index of what was submitted."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from bot.access import Operator
from bot.chat.text import paragraphs
from bot.cli.console import PROBLEM, USAGE, emit, note_reading, opened_database, stop
from bot.cli.study import study
from bot.pictures.figures import shown
from bot.reports import service
from bot.reports.figures import IndexReport, OfficeFigures, PersonFigures
from bot.reports.rules import NoIndex
from bot.reports.words import Words
from bot.settings import settings
from storage.errors import NotFound
from storage.unit_of_work import UnitOfWork

ici = typer.Typer(invoke_without_command=True, add_completion=False)

ici.command("study")(study)

GAP = "  "  # between the columns of a table
NAMES = 2  # columns before the figures


@ici.callback()
def index(
    context: typer.Context,
    questionnaire: Annotated[
        str, typer.Option(help="Its name (form_id), as in `forms list`.")
    ] = "",
    wave: Annotated[
        int | None, typer.Option(help="The number of a wave; without it, outside of waves.")
    ] = None,
    persons: Annotated[bool, typer.Option("--persons", help="Each person's scores too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """The index and its dimensions by office, of all submitted interviews.

    Offices with fewer than 5 answers are named without figures.
    """
    if context.invoked_subcommand is not None:
        return
    if not questionnaire:
        stop(USAGE, "cli.ici_usage")
    report = _report(questionnaire, wave, persons=persons)
    if as_json:
        emit(_json(report, persons=persons))
    else:
        typer.echo(_table(report))


def _report(name: str, wave: int | None, *, persons: bool) -> IndexReport:
    with opened_database() as database:
        with database.read() as uow:
            report = _read(uow, name, wave, persons=persons)
        if persons:
            note_reading(database, "index.persons", name)
        return report


def _read(uow: UnitOfWork, name: str, wave: int | None, *, persons: bool) -> IndexReport:
    try:
        return service.index(uow, Operator(), name, wave, persons=persons)
    except NotFound:
        if uow.questionnaires.by_name(name) is None:
            stop(PROBLEM, "cli.questionnaire_unknown", name=name)
        stop(PROBLEM, "cli.wave_unknown", name=name, wave=wave)
    except NoIndex as refusal:
        if not refusal.faults:
            stop(PROBLEM, "cli.ici_no_indicators", name=name)
        faults = ", ".join(f"{fault.element} {fault.code}" for fault in refusal.faults)
        stop(PROBLEM, "cli.ici_broken", name=name, faults=faults)


# JSON ----------------------------------------------------------------------------------------


def _json(report: IndexReport, *, persons: bool) -> dict[str, Any]:
    bounds, rules = report.goalposts, report.rules
    found: dict[str, Any] = {
        "questionnaire": report.questionnaire.name,
        "versions": list(report.versions),
        "wave": report.wave,
        "rules": {
            "goalposts": bounds and list(bounds),
            "min_share": rules.min_share,
            "min_n": rules.min_n,
        },
        "offices": [_office(office) for office in report.offices],
    }
    return found | ({"persons": [_person(each) for each in report.persons]} if persons else {})


def _office(office: OfficeFigures) -> dict[str, Any]:
    """Of a suppressed office nothing but that it is."""
    named = {"office": office.office.code, "suppressed": office.suppressed}
    if office.suppressed:
        return named
    return {
        **named,
        "n": office.submitted,
        "ici": office.index,
        "dimensions": {
            code: {"score": of.score, "n": of.n} for code, of in office.dimensions.items()
        },
    }


def _person(person: PersonFigures) -> dict[str, Any]:
    return {
        "respondent": person.respondent,
        "office": person.office,
        "role": person.role,
        "dimensions": {
            code: {"score": of.score, "answered": of.answered, "asked": of.asked}
            for code, of in person.dimensions.items()
        },
        "gaps": dict(person.gaps),
    }


# Words ---------------------------------------------------------------------------------------


def _table(report: IndexReport) -> str:
    words = Words(report.questionnaire, settings().language)
    versions = ", ".join(report.versions)
    columns = [words.say("reports.index"), *report.framework.dimensions]
    offices = [[words.say("cli.ici_office"), words.say("cli.ici_answers"), *columns]]
    offices += [_office_row(report, words, office) for office in report.offices]
    people = [[words.say("cli.ici_person"), words.say("cli.ici_office"), *columns[1:]]]
    people += [
        [each.respondent, each.office, *(shown(of.score) for of in each.dimensions.values())]
        for each in report.persons
    ]
    names = (f"{code}{GAP}{words.name(code)}" for code in report.framework.dimensions)
    return paragraphs(
        f"{words.title} ({report.questionnaire.name} {versions})",
        words.scale(report.goalposts),
        _aligned(offices),
        words.absent(report, report.offices),
        _aligned(people) if report.persons else "",
        "\n".join(names),
        words.illustrative(),
    )


def _office_row(report: IndexReport, words: Words, office: OfficeFigures) -> list[str]:
    parts = {"submitted": office.submitted, "asked": office.asked}
    start = [office.office.code, words.say("cli.ici_of", **parts)]
    if office.suppressed:
        return [*start, words.say("reports.few", least=report.rules.min_n)]
    scores = (shown(of.score) for of in office.dimensions.values())
    return [*start, shown(office.index), *scores]


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """The rows under each other: two columns to the left, figures to the right.

    A shorter row ends with a remark, which may be as long as it likes.
    """
    full = [row for row in rows if len(row) == len(rows[0])]
    widths = [
        max(len(row[place]) for row in (rows if place < NAMES else full))
        for place in range(len(rows[0]))
    ]
    return "\n".join(GAP.join(_padded(row, widths)).rstrip() for row in rows)


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for place, cell in enumerate(row):
        yield cell.ljust(widths[place]) if place < NAMES else cell.rjust(widths[place])
