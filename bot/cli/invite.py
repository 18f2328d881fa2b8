"""`pandu invite`: one invitation, or letters with links and QR pictures for all who need one."""

import asyncio
import csv
from pathlib import Path
from typing import Annotated, Any

import segno
import typer

from bot.access import Operator
from bot.app import TelegramRefused, bot_name
from bot.cli.console import (
    PROBLEM,
    UNREACHABLE,
    USAGE,
    emit,
    opened_database,
    replacing,
    stop,
    words,
)
from bot.clock import utcnow, written
from bot.i18n import long_date, say
from bot.people import service
from bot.people.rules import ACCESSES, ROLES
from bot.people.service import Issued
from bot.settings import settings
from storage.errors import NotFound

_COLUMNS = (
    *("staff_id", "name", "office", "role", "access"),
    *("link", "expires_at", "letter", "qr"),
)


def invite(
    office: Annotated[str, typer.Option(help="Office code, such as BP3MI-NTT.")] = "",
    role: Annotated[str, typer.Option(help="FD, PO, PV, PC, HB, or nothing.")] = "",
    access: Annotated[
        str, typer.Option(help="respondent, head, coordinator or administrator.")
    ] = "respondent",
    staff: Annotated[str, typer.Option(help="Staff id, for a person on the roster.")] = "",
    missing: Annotated[
        bool, typer.Option("--missing", help="For everybody not yet enrolled.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("-o", help="CSV, with --missing; QR pictures beside it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make one-use invitations: one, or with --missing for all who have not enrolled."""
    if missing:
        _invite_missing(output)
        return
    if not office or role not in ROLES or access not in ACCESSES:
        raise typer.BadParameter(say(settings().language, "cli.invite_usage"))
    name = _bot_name()
    with opened_database() as database:
        try:
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
        except NotFound:
            stop(PROBLEM, "cli.office_unknown", office=office)
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
        "expires_at": written(row.expires_at),
    }


def _invite_missing(output: Path | None) -> None:
    """A CSV with link and letter for each person, and a QR picture beside it for each."""
    if output is None:
        raise typer.BadParameter(say(settings().language, "cli.missing_usage"))
    name = _bot_name()
    if name is None:
        stop(USAGE, "cli.token_needed_for_links")
    pictures = output.parent / f"{output.stem}-qr"
    # The file is begun first: new invitations end the earlier ones, and must not get lost.
    with opened_database() as database, replacing(output) as part:
        pictures.mkdir(exist_ok=True)
        issued = database.write(lambda uow: service.invite_missing(uow, Operator(), utcnow()))
        with part.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, _COLUMNS)
            writer.writeheader()
            for one in issued:
                writer.writerow(_letter(one, name, pictures))
    words("cli.invited", count=len(issued), file=str(output), folder=str(pictures))


def _letter(issued: Issued, name: str, pictures: Path) -> dict[str, Any]:
    person = issued.person
    if person is None:
        raise ValueError("bulk invitations are for people on the roster")
    row = _invitation(issued, name)
    # Roster ids are people's own text: the picture's name holds only what every system takes.
    picture = "".join(c if c.isalnum() else "-" for c in person.staff_id) + f"-{person.id}.png"
    segno.make(row["link"], error="m").save(str(pictures / picture), scale=8)
    until = long_date(person.language, issued.invite.expires_at.date())
    letter = say(person.language, "letter.text", name=person.name, link=row["link"], until=until)
    del row["code"]  # it is in the link
    return {**row, "name": person.name, "letter": letter, "qr": f"{pictures.name}/{picture}"}
