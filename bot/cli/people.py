"""`pandu people` and `pandu invite`: the roster and the invitations."""

import asyncio
import csv
from pathlib import Path
from typing import Annotated, Any

import segno
import typer

from bot.access import Operator
from bot.app import TelegramRefused, bot_name
from bot.cli.console import PROBLEM, UNREACHABLE, emit, file_content, opened_database, stop, words
from bot.clock import utcnow
from bot.i18n import DEFAULT, long_date, say
from bot.people import service
from bot.people.roster import RosterProblem
from bot.people.rules import ACCESSES, ROLES
from bot.people.service import Issued
from bot.settings import settings

people = typer.Typer(help="The roster of staff.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@people.command("import")
def import_(file: Path, as_json: Json = False) -> None:
    """Add or change people from a CSV: staff_id,name,office,role,access,language."""
    content = file_content(file)
    with opened_database() as database:
        found = database.write(
            lambda uow: service.import_roster(uow, Operator(), content, utcnow())
        )
    result = {
        "added": found.added,
        "changed": found.changed,
        "unchanged": found.unchanged,
        "missing": list(found.missing),
        "problems": [_problem(problem) for problem in found.problems],
    }
    if as_json:
        emit(result)
    else:
        for problem in found.problems:
            words(f"roster.{problem.code}", **_place(problem))
        if not found.problems:
            words(
                "cli.imported",
                added=found.added,
                changed=found.changed,
                unchanged=found.unchanged,
            )
        if found.missing:
            words("cli.missing", people=", ".join(found.missing))
    if found.problems:
        stop(PROBLEM, "cli.nothing_imported")


def _place(problem: RosterProblem) -> dict[str, Any]:
    return {"line": problem.line, "column": problem.column, "value": problem.value}


def _problem(problem: RosterProblem) -> dict[str, Any]:
    message = say(settings().language, f"roster.{problem.code}", **_place(problem))
    return {
        "code": problem.code,
        "row": problem.line,
        "column": problem.column,
        "message": message,
    }


def invite(
    office: Annotated[str, typer.Option(help="Office code, such as BP3MI-NTT.")] = "",
    role: Annotated[str, typer.Option(help="FD, PO, PV, PC, HB, or nothing.")] = "",
    access: Annotated[str, typer.Option(help="What the person may do.")] = "respondent",
    staff: Annotated[str, typer.Option(help="Staff id, for a person on the roster.")] = "",
    missing: Annotated[bool, typer.Option(help="For everybody not yet enrolled.")] = False,
    output: Annotated[Path | None, typer.Option("-o", help="CSV, with --missing.")] = None,
    as_json: Json = False,
) -> None:
    """Make one-use invitations: one, or with --missing for all who have none in use."""
    if missing:
        _invite_missing(output)
        return
    if not office or role not in ROLES or access not in ACCESSES:
        raise typer.BadParameter(say(settings().language, "cli.invite_usage"))
    name = _bot_name()
    with opened_database() as database:
        issued = database.write(
            lambda uow: service.invite(
                uow,
                Operator(),
                office=office,
                role=role,
                access=access,
                staff_id=staff or None,
                now=utcnow(),
            )
        )
    result = _invitation(issued, name)
    if as_json:
        emit(result)
    else:
        typer.echo(result["link"] or result["code"])


def _bot_name() -> str | None:
    """The bot's user name for links; None without a token."""
    token = settings().telegram_token.get_secret_value()
    if not token:
        return None
    try:
        return asyncio.run(bot_name(token, settings().telegram_api))
    except TelegramRefused:
        stop(UNREACHABLE, "cli.telegram_unreachable")


def _link(code: str, name: str | None) -> str | None:
    return f"https://t.me/{name}?start={code}" if name else None


def _invitation(issued: Issued, name: str | None) -> dict[str, Any]:
    row = issued.invite
    return {
        "code": issued.code,
        "link": _link(issued.code, name),
        "staff_id": issued.person.staff_id if issued.person else None,
        "office": row.office,
        "role": row.role,
        "access": row.access,
        "expires_at": row.expires_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }


def _invite_missing(output: Path | None) -> None:
    """A CSV with link and letter for each person, and a QR picture beside it for each."""
    if output is None:
        raise typer.BadParameter(say(settings().language, "cli.missing_usage"))
    name = _bot_name()
    if name is None:
        stop(PROBLEM, "cli.token_needed_for_links")
    with opened_database() as database:
        issued = database.write(lambda uow: service.invite_missing(uow, Operator(), utcnow()))
    pictures = output.with_suffix("")
    pictures.mkdir(parents=True, exist_ok=True)
    columns = ["staff_id", "name", "office", "role", "access", "link", "expires_at", "letter", "qr"]
    with output.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        for one in issued:
            writer.writerow(_letter(one, name, pictures))
    words("cli.invited", count=len(issued), file=str(output), folder=str(pictures))


def _letter(issued: Issued, name: str, pictures: Path) -> dict[str, Any]:
    person = issued.person
    if person is None:
        raise ValueError("bulk invitations are for people on the roster")
    link = _link(issued.code, name) or ""
    language = person.language or DEFAULT
    # Roster ids are people's own text: the picture's name holds only what every system takes.
    picture = "".join(c if c.isalnum() else "-" for c in person.staff_id) + f"-{person.id}.png"
    segno.make(link, error="m").save(str(pictures / picture), scale=8)
    until = long_date(language, issued.invite.expires_at.date())
    letter = say(language, "letter.text", name=person.name, link=link, until=until)
    row = _invitation(issued, name)
    row.pop("code")
    return {**row, "name": person.name, "letter": letter, "qr": f"{pictures.name}/{picture}"}
