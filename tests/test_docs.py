"""The documents tell the truth: commands, links, settings, examples, and the words on buttons."""

import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import typer
from telegram.ext import CommandHandler
from typer.core import TyperGroup
from typer.exceptions import Exit, TyperException

from bot.cli import app
from bot.features import FEATURES
from bot.i18n import catalogue
from bot.people.offices import shipped_offices
from bot.people.roster import read_roster
from bot.questionnaires import service as questionnaires
from bot.settings import Settings
from flows.proof.problems import CODES as GATE_CODES
from flows.proof.problems import STOPPING
from flows.xlsform.support import support_section
from flows.xlsform.supported import VISIBLE

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs"
GUIDES = ("staff", "coordinators")  # in both languages
# The pages about how Pandu is made plan ahead: only their links are checked.
READERS = [ROOT / "README.md", *(FOLDER / f"{name}.md" for name in ("README", "operators"))]
READERS += [FOLDER / f"{guide}.{language}.md" for guide in GUIDES for language in ("id", "en")]
PAGES = [
    *READERS,
    ROOT / "CONTRIBUTING.md",
    *(FOLDER / f"{n}.md" for n in ("decisions", "xlsform")),
]
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:sudo -u \w+ )?(?:\S*/)?pandu (.+)$")
INLINE = re.compile(r"`((?:\S*/)?pandu [^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
SUPPORT = re.compile(r"(<!-- support:[^\n]*-->\n).*?(<!-- end of support -->)", re.DOTALL)
GATE = re.compile(r"(<!-- gate:[^\n]*-->\n).*?(<!-- end of gate -->)", re.DOTALL)
SETTINGS = re.compile(r"(<!-- settings:[^\n]*-->\n).*?(<!-- end of settings -->)", re.DOTALL)


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def fenced(page: Path, *kinds: str) -> list[str]:
    return [body for kind, body in FENCE.findall(read(page)) if kind in kinds]


def prose(page: Path) -> str:
    return FENCE.sub("", read(page))


def of(page: Path) -> str:
    return str(page.relative_to(ROOT))


# Commands ------------------------------------------------------------------------------------


def commands(page: Path) -> Iterator[str]:
    """The arguments of every `pandu …` in a block of commands."""
    for block in fenced(page, "", "sh", "console"):
        for line in block.splitlines():
            found = COMMAND.match(line.partition(" #")[0].strip())
            if found:
                yield found[1].strip()


def parse(command: Any, words: list[str], parent: Any = None) -> None:
    """Parse as a run would, without running. Raises TyperException for what is no command."""
    with suppress(Exit):  # of --help
        context = command.make_context(command.name or "pandu", words, parent=parent)
        rest = [*context._protected_args, *context.args]
        if isinstance(command, TyperGroup) and rest:
            _, found, rest = command.resolve_command(context, rest)
            parse(found, rest, context)


def group() -> Any:
    return typer.main.get_command(app)


@pytest.mark.parametrize("page", PAGES, ids=of)
def test_every_command_is_one(page: Path) -> None:
    for command in commands(page):
        parse(group(), shlex.split(command))


@pytest.mark.parametrize("page", PAGES, ids=of)
def test_every_command_that_is_named_exists(page: Path) -> None:
    """In running text a command may stand without what it needs."""
    for named in INLINE.findall(prose(page)):
        words = shlex.split(named.replace("…", ""))[1:]
        assert not unknown(words), named


def unknown(words: list[str]) -> str:
    """The first word that is neither command, option, its value, nor an argument of a command."""
    command, context = group(), group().make_context("pandu", [], resilient_parsing=True)
    before = ""
    for word in words:
        options = {option for each in command.get_params(context) for option in each.opts}
        found = isinstance(command, TyperGroup) and command.get_command(context, word)
        if found:
            command = found
            context = command.make_context(word, [], parent=context, resilient_parsing=True)
        elif word.startswith("-"):
            if word not in options:
                return word
        elif isinstance(command, TyperGroup) and before not in options:
            return word
        before = word
    return ""


def test_the_reader_of_commands_refuses_what_is_not_one() -> None:
    for wrong in ("forms chek x", "invite --mising", "export answers", "serve now"):
        with pytest.raises(TyperException):
            parse(group(), shlex.split(wrong))
    for wrong in ("formz", "forms chek", "invite --mising", "ici stdy"):
        assert unknown(shlex.split(wrong))


# Links and tables ----------------------------------------------------------------------------


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *FOLDER.glob("*.md")], ids=of)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings."""
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings(page)}


def headings(page: Path) -> list[str]:
    return re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)


def test_the_index_names_every_page() -> None:
    named = set(LINK.findall(read(FOLDER / "README.md")))
    assert {page.name for page in FOLDER.glob("*.md")} - named == {"README.md"}


def test_the_table_of_settings_is_current(request: pytest.FixtureRequest) -> None:
    page = FOLDER / "operators.md"
    text = read(page)
    current = SETTINGS.sub(lambda found: f"{found[1]}\n{settings_table()}\n{found[2]}", text)
    if request.config.getoption("--update"):
        page.write_text(current, encoding="utf-8")
    else:
        assert SETTINGS.search(text)
        assert text == current


def test_the_tables_of_xlsform_are_current(request: pytest.FixtureRequest) -> None:
    page = FOLDER / "xlsform.md"
    text = read(page)
    current = SUPPORT.sub(lambda found: f"{found[1]}\n{support_section()}\n{found[2]}", text)
    current = GATE.sub(lambda found: f"{found[1]}\n{gate_table()}\n{found[2]}", current)
    if request.config.getoption("--update"):
        page.write_text(current, encoding="utf-8")
    else:
        assert SUPPORT.search(text)
        assert GATE.search(text)
        assert text == current


def gate_table() -> str:
    """What the publish gate says, in its own words, and whether that stops publishing."""
    rows = ["| code | what is said | stops |", "|---|---|---|"]
    for code in GATE_CODES:
        said = re.sub(r"\{\w+\}", "…", catalogue("en")[f"form.{code}"])
        rows.append(f"| `{code}` | {said} | {STOPPING.get(code, '')} |")
    return "\n".join(rows) + "\n"


def settings_table() -> str:
    """What `pandu settings` says, as a table, with the values that hold when nothing is set."""
    rows = ["| variable | when not set | for |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default if isinstance(field.default, str) else ""
        shown = f"`{default}`" if default else ""
        rows.append(f"| `PANDU_{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(rows) + "\n"


def test_the_readme_names_every_setting() -> None:
    named = set(re.findall(r"`(PANDU_[A-Z_]+)`", read(ROOT / "README.md")))
    assert named == {f"PANDU_{name.upper()}" for name in Settings.model_fields}


# Both languages ------------------------------------------------------------------------------


@pytest.mark.parametrize("guide", GUIDES)
def test_both_languages_have_the_same_parts(guide: str) -> None:
    pages = [FOLDER / f"{guide}.{language}.md" for language in ("id", "en")]
    one, other = (shape(page) for page in pages)
    assert one == other
    assert fenced(pages[0], "", "csv", "markdown") == fenced(pages[1], "", "csv", "markdown")


def shape(page: Path) -> list[str]:
    """How the lines begin: headings by depth, rows of tables, points of lists."""
    return re.findall(r"^(#+ |\| |- |\d\. )", prose(page), re.MULTILINE)


@pytest.mark.parametrize("language", ["id", "en"])
def test_buttons_and_messages_say_what_the_staff_guide_says(language: str) -> None:
    text = prose(FOLDER / f"staff.{language}.md")
    messages = list(catalogue(language).values())
    patterns = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(message)) for message in messages]
    labels = re.findall(r"\*\*([^*\n]+)\*\*", text)
    quotes = re.findall("“([^”]+)”", text)
    assert labels
    assert quotes
    assert [x for x in labels if not any(re.fullmatch(p, x) for p in patterns)] == []
    assert [x for x in quotes if not any(x.lower() in m.lower() for m in messages)] == []


@pytest.mark.parametrize("page", READERS, ids=of)
def test_chat_commands_exist(page: Path) -> None:
    handlers = (handler for feature in FEATURES for handler in feature.handlers)
    known = {
        name
        for handler in handlers
        if isinstance(handler, CommandHandler)
        for name in handler.commands
    }
    named = set(re.findall(r"`/([a-z]+)`", read(page)))
    assert named <= known


def test_the_guides_name_what_people_can_type() -> None:
    for language in ("id", "en"):
        text = read(FOLDER / f"staff.{language}.md")
        assert all(f"`/{name}`" in text for feature in FEATURES for name in feature.commands)
        assert "`/kuesioner`" in read(FOLDER / f"coordinators.{language}.md")


# Examples ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_examples_of_coordinators_are_taken(language: str) -> None:
    page = FOLDER / f"coordinators.{language}.md"
    (roster,) = fenced(page, "csv")
    rows, problems = read_roster(
        roster.encode(), frozenset(office.code for office in shipped_offices())
    )
    assert rows
    assert not problems
    (workbook,) = fenced(page, "markdown")
    checked = questionnaires.check_workbook(workbook.encode(), "contoh.md")
    assert (checked.ok, checked.problems) == (True, ())
    assert all(f"`{kind}`" in read(page) for kind in VISIBLE), "every type is named"
