"""Every screen in both languages: each was shown, fits, is whole, and speaks one language.

A tour shows them (tests.bot.tour); a watch notes what was drawn, in which words, by which lines.
"""

import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from importlib import import_module
from inspect import getfile
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

import bot
from bot.chat import drawing
from bot.chat.screen import Screen, plain
from bot.chat.text import brief
from bot.features import FEATURES
from bot.i18n import LANGUAGES, catalogue, short_month
from bot.interviews.gazetteer import cities
from flows.answers import CODES
from storage.database import Database
from storage.records import Questionnaire
from tests.bot.limits import TOAST, length, measured
from tests.bot.tour import TYPED, UNASKED, tour
from tests.bot.tour_changing import tour_changing
from tests.bot.tour_inputs import tour_inputs
from tests.bot.tour_questionnaires import tour_questionnaires
from tests.bot.tour_reports import tour_reports
from tests.bot.tour_sop_desk import TYPED as TYPED_AT_DESK
from tests.bot.tour_sop_desk import tour_sop_desk
from tests.bot.tour_sops import tour_sops
from tests.support.watch import Shown, Watch, all_renderers, lines_of_functions

FOLDER = Path(bot.__path__[0])
DRAWS = re.compile(r"^from bot\.chat\.screen import .*\b(bold|Button|Document|Screen)\b", re.M)
SIGNS = "✓☐☑"  # what is chosen, and what may be; the rest are letters and punctuation
MONTHS = [[short_month(each, date(2026, n, 1)) for n in range(1, 13)] for each in LANGUAGES]
# What reads the same in every language: some months in short, and how exact a place is.
SAME = {
    *set.intersection(*map(set, MONTHS)),
    *("(± 12 m)", "(± 5 km)"),
    *(city.key for city in cities()),
}
TOURS = (
    *(tour, tour_inputs, tour_reports, tour_changing, tour_questionnaires),
    *(tour_sops, tour_sop_desk),
)
# What is read at a terminal, in letters, or in the menu, and tested where that is.
ELSEWHERE = (
    "access.",
    "article.",
    "cli.",
    "command.",
    "doubt.",
    "form.",
    "framework.",
    "letter.",
    "role.",
    "roster.",
    "simulator.",
    "sops.inline.",
    "study.",
    "submission.",
)
REFERENCE = re.compile(r"\$\{[^{}]*\}")  # how workbooks name a question
PLACE = re.compile(r"\\\{\w+\\\}")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tours showed; `names` read the same in every language, the longest first."""

    watch: Watch
    names: tuple[str, ...]


Tours = dict[str, Seen]  # by language


@pytest.fixture(scope="module")
def tours(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Tours:
    """All tours, in each language."""
    files = frozenset(map(str, drawing_modules()))
    return {
        language: toured(language, files, tmp_path_factory.mktemp(language), sqlite_template)
        for language in LANGUAGES
    }


def toured(
    language: str, files: frozenset[str], folder: Path, template: Path, *, long_names: bool = False
) -> Seen:
    """The tours in one language, each on a database of its own."""
    watch, names = Watch(files), {*TYPED, *TYPED_AT_DESK, *SAME}
    for show in TOURS:
        database = Database(f"sqlite:///{shutil.copy(template, folder / f'{show.__name__}.db')}")
        show(database, language, watch, long_names=long_names)
        names |= names_in(database)
        database.close()
    names |= {brief(name) for name in names}
    return Seen(watch, tuple(sorted(names, key=len, reverse=True)))


def drawing_modules() -> list[Path]:
    """The modules of features that make screens, or parts of them."""
    return [
        file
        for feature in FEATURES
        for file in (FOLDER / feature.name).glob("*.py")
        if file.name != "typed.py"  # reads buttons, and draws none
        if DRAWS.search(file.read_text(encoding="utf-8"))
    ]


def names_in(database: Database) -> set[str]:
    """Of people, offices, questionnaires, and what languages call themselves; codes."""
    with database.read() as uow:
        return {
            *(someone.name for someone in uow.people.all()),
            *(office.name for office in uow.offices.all()),
            *(each.title for each in uow.questionnaires.latest_all()),
            *(each.code for each in uow.sops.current()),
            *(each.text for each in uow.sops.answers()),
            *(each.question for each in uow.sops.answers()),
            *(row["code"] for each in uow.questionnaires.latest_all() for row in framework(each)),
            *(catalogue(language)["language.name"] for language in LANGUAGES),
        }


def framework(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = questionnaire.sides["framework"]
    return rows


# Nothing is left out ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_renderer_was_called(tours: Tours, language: str) -> None:
    assert tours[language].watch.called == set(all_renderers())
    assert {shown.name for shown in tours[language].watch.shown} == {*all_renderers(), "toast"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_that_draws_has_run(tours: Tours, language: str) -> None:
    files = drawing_modules()
    ours = [draw for feature in FEATURES for draw in feature.notices.values()]
    assert {Path(getfile(draw)) for draw in ours} <= set(files)
    missed = {
        file.relative_to(FOLDER): sorted(
            lines_of_functions(file) - tours[language].watch.lines[str(file)]
        )
        for file in files
    }
    assert {file: lines for file, lines in missed.items() if lines} == {}


def test_every_word_of_a_screen_was_shown(tours: Tours) -> None:
    """No message is left over but those for the terminal, letters, and the menu of commands."""
    for language, seen in tours.items():
        shown = {key for each in seen.watch.shown for key in said_by(each, language)}
        ours = {key for key in catalogue(language) if not key.startswith(ELSEWHERE)}
        assert ours - shown == set()


def said_by(shown: Shown, language: str) -> Iterator[str]:
    """The messages that were looked up for this screen and can be read on it."""
    rows = (" ".join(button.label for button in row) for row in shown.screen.rows)
    texts = [*texts_of(shown.screen), *rows]
    for spoken, key in shown.words:
        message = PLACE.sub(".*", re.escape(catalogue(language)[key]))
        message = message.replace(r"\{\{", r"\{").replace(r"\}\}", r"\}")
        if spoken == language and any(re.search(message, text, re.DOTALL) for text in texts):
            yield key


def texts_of(screen: Screen) -> list[str]:
    """All that can be read: the text, the buttons, a picture's words, a document's name."""
    labels = [button.label for row in screen.rows for button in row]
    labels += [screen.share.label] if screen.share else []
    painted = list(strings(screen.picture)) if screen.picture else []
    return [
        plain(screen.text),
        *labels,
        *painted,
        *([screen.document.name] if screen.document else []),
    ]


def strings(value: object) -> Iterator[str]:
    """The strings in a picture's values."""
    if is_dataclass(value) and not isinstance(value, type):
        yield from strings(tuple(asdict(value).values()))
    elif isinstance(value, str):
        yield from [value] if value else []
    elif isinstance(value, dict):
        yield from strings(tuple(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_was_tapped(tours: Tours, language: str) -> None:
    """Each verb of each feature has given its toast."""
    verbs = {(feature, verb) for feature, found in verbs_of_features() for verb in found}
    toasted = {
        (shown.arguments["feature"], shown.arguments["verb"])
        for shown in tours[language].watch.shown
        if shown.name == "toast"
    }
    assert verbs - toasted == set()


def verbs_of_features() -> Iterator[tuple[int, list[int]]]:
    """The number of each feature, and the verbs that one of its modules lists."""
    for feature in FEATURES:
        package = import_module(f"bot.{feature.name}")
        modules = [
            import_module(f"{package.__name__}.{found.name}")
            for found in iter_modules(package.__path__)
        ]
        listed = {module.Verb for module in modules if hasattr(module, "Verb")}
        assert len(listed) == 1, f"bot.{feature.name} lists its verbs in one Verb"
        yield feature.taps[0], [int(verb) for verb in listed.pop()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_was_met(tours: Tours, language: str) -> None:
    met = {shown.arguments.get("problem") for shown in tours[language].watch.shown}
    assert {*CODES, *UNASKED} - met == set()


# Each is whole and fits --------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_whole_and_fits(tours: Tours, language: str) -> None:
    whole(tours[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_longest_names_too(language: str, tmp_path: Path, sqlite_template: Path) -> None:
    whole(toured(language, frozenset(), tmp_path, sqlite_template, long_names=True))


def whole(seen: Seen) -> None:
    for shown in seen.watch.shown:
        screen = shown.screen
        for text in texts_of(screen):
            assert text.strip(), shown
            unfilled = REFERENCE.sub("", text)
            assert not re.search(r"[{}\x00-\x09\x0b-\x1f]", unfilled), shown
            assert [sign for sign in text if is_emoji(sign)] == [], shown
        if shown.name == "toast":
            assert length(screen.text) <= TOAST, shown
        else:
            measured(screen)


def is_emoji(sign: str) -> bool:
    return (unicodedata.category(sign) == "So" and sign not in SIGNS) or ord(sign) >= 0x2E80


# Each speaks one language ------------------------------------------------------------------------


def test_both_tours_show_the_same_screens_in_other_words(tours: Tours) -> None:
    one, other = (tours[language] for language in LANGUAGES)
    for mine, theirs in zip(one.watch.shown, other.watch.shown, strict=True):
        assert mine.name == theirs.name
        assert verbs_on(mine.screen) == verbs_on(theirs.screen)
        assert languages_of(mine) != languages_of(theirs), (mine, theirs)
        for texts in zip(texts_of(mine.screen), texts_of(theirs.screen), strict=True):
            lines = zip(*(text.split("\n") for text in texts), strict=True)
            same = [line for line, translated in lines if line == translated]
            assert [line for line in same if has_words(line, one.names)] == [], mine


def verbs_on(screen: Screen) -> list[tuple[int, int]]:
    """What its buttons do; how many share a row depends on how long the words are."""
    return [(button.tap.feature, button.tap.verb) for row in screen.rows for button in row]


def languages_of(shown: Shown) -> set[str]:
    """In which a screen speaks: one. Each language has its own name, in every language."""
    spoken = {language for language, key in shown.words if key != "language.name"}
    assert len(spoken) == 1, shown
    return spoken


def has_words(line: str, names: tuple[str, ...]) -> bool:
    """Whether there is something to translate on the line: letters that are no name."""
    for name in names:
        line = line.replace(name, "")
    return any(character.isalpha() for character in line)


def test_no_message_reads_the_same_in_both_languages() -> None:
    one, other = (catalogue(language) for language in LANGUAGES)
    same = {key for key in one if one[key] == other[key]}
    assert {key for key in same if has_words(re.sub(r"\{\w+\}", "", one[key]), ())} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_commands(language: str) -> None:
    """Within what setMyCommands takes; every command is of one feature."""
    commands = [command for feature in FEATURES for command in feature.commands.items()]
    assert len({name for name, _ in commands}) == len(commands) <= 100
    for name, key in commands:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= drawing.utf16(catalogue(language)[key]) <= 256
