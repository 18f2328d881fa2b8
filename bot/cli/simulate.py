"""`pandu forms simulate`: every path of a questionnaire as cards to leaf through, in one page."""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.chat.facts import local
from bot.chat.questionnaire import form_language
from bot.cli.console import PROBLEM, file_content, replacing, stop, words
from bot.cli.simulated import Cards, Setting
from bot.cli.workbooks import Attached, Workbook, checked_file, say_problems
from bot.clock import utcnow
from bot.i18n import LANGUAGES, catalogue
from bot.people.offices import shipped_offices
from bot.questionnaires.service import version_of
from bot.questionnaires.words import change_line
from bot.settings import settings
from flows.proof import Paths, World, paths_of
from flows.proof.world import OFFICE
from flows.xform import Text
from flows.xlsform import Checked, Sides, Version, changes
from storage.database import Database
from storage.errors import Busy, Newer, Unavailable
from storage.schema import upgrade

PATHS = 60  # at most; fewer of a long form
ANSWERS = 2_500  # in all paths together
WORDS = 2_000  # characters of a text that became another
HEADINGS = ("change.scored", "change.others")
_PAGE = files("bot.cli") / "simulator"

Before = tuple[str, Version]  # what is compared with: how its author calls it, and what it is


def simulate(
    file: Workbook,
    output: Annotated[Path, typer.Option("-o", help="The folder for the page.")],
    attach: Attached = None,
    against: Annotated[
        Path | None,
        typer.Option(help="Compare with this workbook instead of the published version."),
    ] = None,
) -> None:
    """Write every path of a questionnaire, card by card in both languages, as one page."""
    checked = checked_file(file, file_content(file), attach)
    say_problems(checked)
    if not checked.ok:
        stop(PROBLEM, "cli.not_simulated")
    before = _workbook(against) if against else _published(checked.form_id)
    page = _simulated(checked, before)
    target = output / f"{_plain_name(checked.form_id)}.html"
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(PROBLEM, "cli.file_unwritable", file=str(output), reason=error.strerror or "")
    with replacing(target) as part:
        part.write_text(_page(page), encoding="utf-8")
    words("cli.simulated", paths=len(page["paths"]), cards=len(page["cards"]))
    words("cli.written", file=str(target))
    broken = [card for card in page["cards"] if card["faults"]]
    if broken:
        stop(PROBLEM, "cli.limits_broken", count=len(broken))


def _workbook(file: Path) -> Before:
    """Another workbook to compare with."""
    checked = checked_file(file, file_content(file), None)
    if not checked.xform:
        say_problems(checked)
        stop(PROBLEM, "cli.not_compared", file=str(file))
    return checked.version, Version(checked.xform, checked.sides)


def _published(name: str) -> Before | None:
    """The version in use, where there is a database and it knows one; it is never made here."""
    url = settings().database_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        return None
    try:
        upgrade(url)
        database = Database(url)
        try:
            with database.read() as uow:
                known = uow.questionnaires.by_name(name)
        finally:
            database.close()
    except (Unavailable, Busy, Newer):
        words("cli.compared_with_nothing")
        return None
    if known is None:
        return None
    return known.version, Version(known.xform, Sides.from_json(known.sides))


def _simulated(checked: Checked, before: Before | None) -> dict[str, Any]:
    """What the page shows, as plain JSON."""
    questionnaire = version_of(checked, b"")
    office = next(office for office in shipped_offices() if office.code == OFFICE)
    now = local(utcnow(), office)
    world = World.of(checked.xform, checked.sides.prefill, now)
    most = max(6, min(PATHS, ANSWERS // max(1, len(world.form.questions))))
    paths = paths_of(world, most)
    cards = Cards(Setting(questionnaire, office, now))
    walks = [cards.walk(walk) for walk in paths.walks]
    return {
        "form": {"title": checked.title, "name": checked.form_id, "version": checked.version},
        "method": paths.method,
        "found": paths.found,
        "decisive": list(paths.decisive),
        "questions": _questions(world, paths),
        "paths": walks,
        "cards": cards.drawn,
        "against": before and {"version": before[0], "changes": _changes(before[1], checked)},
        "words": {language: _words(language) for language in LANGUAGES},
        "language": settings().language,
    }


def _changes(before: Version, checked: Checked) -> list[dict[str, Any]]:
    """What became another, as it is said when a version is published, in each language."""
    return [
        {
            "scored": change.scored,
            "said": {language: change_line(language, change, WORDS) for language in LANGUAGES},
        }
        for change in changes(before, Version(checked.xform, checked.sides))
    ]


def _questions(world: World, paths: Paths) -> list[dict[str, Any]]:
    """Every question with its words, and whether some path asks it."""
    form = world.form
    asked = {form.generic(step.path) for walk in paths.walks for step in walk.steps}
    languages = {each: form_language(form.languages, each) for each in LANGUAGES}
    return [
        {
            "path": path,
            "label": {
                each: _written(question.label, name or form.default_language)
                for each, name in languages.items()
            },
            "asked": path in asked,
        }
        for path, question in form.questions.items()
        if not question.is_heading
    ]


def _written(text: Text | None, language: str) -> str:
    """A text as its author wrote it, with … for what an answer fills in."""
    parts = text.languages.get(language, ()) if text else ()
    return "".join(part if isinstance(part, str) else "…" for part in parts)


def _words(language: str) -> Mapping[str, str]:
    """The page's own words."""
    start = "simulator."
    return {
        key.removeprefix(start): text
        for key, text in catalogue(language).items()
        if key.startswith(start) or key in HEADINGS
    }


def _page(data: dict[str, Any]) -> str:
    """One file that needs nothing beside it; what people wrote is data in it, never markup."""
    page = (_PAGE / "page.html").read_text(encoding="utf-8")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    parts = {
        "STYLE": (_PAGE / "page.css").read_text(encoding="utf-8"),
        "SCRIPT": (_PAGE / "page.js").read_text(encoding="utf-8"),
        "DATA": re.sub(r"[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text),
        "LANGUAGE": data["language"],
    }
    return re.sub(r"\{\{([A-Z]+)\}\}", lambda found: parts[found[1]], page)


def _plain_name(form_id: str) -> str:
    return re.sub(r"[^\w.-]+", "-", form_id).strip(".") or "form"
