"""Every screen in both languages: each was shown, fits, is whole, and speaks one language.

A tour shows them (tests.bot.tour); a watch notes what was drawn, in which words, by which lines.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, is_dataclass
from importlib import import_module
from inspect import getfile
from pathlib import Path
from pkgutil import iter_modules

import pytest

import bot
from bot.chat import drawing
from bot.chat.screen import Screen, plain
from bot.chat.taps import Codec
from bot.chat.text import brief
from bot.features import FEATURES
from bot.i18n import LANGUAGES, catalogue
from flows.answers import CODES
from storage.database import Database
from tests.bot.interviews.walking import CHAT
from tests.bot.tour import TYPED, UNASKED, tour
from tests.support.watch import Shown, Watch, all_renderers, lines_of_functions

FOLDER = Path(bot.__path__[0])
DRAWING = ("screens.py", "inputs.py", "review.py")  # the modules of a feature that draw
# What is said on paper, at the command line and in the menu of commands; all else is on screens.
ELSEWHERE = ("cli.", "command.", "form.", "letter.", "roster.")
SAME = {"form.place_sheet"}  # a place and nothing else
CODEC = Codec(b"key")
TOAST, LABEL = 200, 64  # UTF-16 units of a toast (Bot API); bytes of a label that phones show
PLACE = re.compile(r"\\\{\w+\\\}")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a tour showed; `names` read the same in every language."""

    watch: Watch
    verbs: frozenset[tuple[int, int]]
    names: tuple[str, ...]


@pytest.fixture(scope="module", params=["usual names", "long names"])
def tours(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> dict[str, Seen]:
    """The tour in each language."""
    long_names = request.param == "long names"
    found = {}
    for language in LANGUAGES:
        file = shutil.copy(sqlite_template, tmp_path_factory.mktemp(language) / "pandu.db")
        database = Database(f"sqlite:///{file}")
        found[language] = seen_by(database, language, long_names=long_names)
        database.close()
    return found


def seen_by(database: Database, language: str, *, long_names: bool) -> Seen:
    watch = Watch(frozenset(str(file) for file in drawing_modules()))
    phone = tour(database, language, watch, long_names=long_names)
    return Seen(watch, frozenset(phone.verbs), names_in(database))


def drawing_modules() -> list[Path]:
    return [file for file in FOLDER.glob("*/*.py") if file.name in DRAWING]


def names_in(database: Database) -> tuple[str, ...]:
    """Names of people, offices and questionnaires, the longest first."""
    with database.read() as uow:
        whole = [someone.name for someone in uow.people.all()]
        whole += [office.name for office in uow.offices.all()]
        whole += [questionnaire.title for questionnaire in uow.questionnaires.latest_all()]
        whole += TYPED + tuple(catalogue(language)["language.name"] for language in LANGUAGES)
    return tuple(sorted({*whole, *map(brief, whole)}, key=len, reverse=True))


@pytest.fixture(params=LANGUAGES)
def seen(request: pytest.FixtureRequest, tours: dict[str, Seen]) -> Seen:
    return tours[request.param]


# Nothing is left out ---------------------------------------------------------------------------


def test_every_renderer_was_called(seen: Seen) -> None:
    assert seen.watch.called == set(all_renderers())
    assert {shown.name for shown in seen.watch.shown} == {*all_renderers(), "toast"}


def test_every_line_that_draws_has_run(seen: Seen) -> None:
    files = drawing_modules()
    ours = [draw for feature in FEATURES for draw in feature.notices.values()]
    assert {Path(getfile(draw)) for draw in ours} <= set(files)
    missed = {
        file.relative_to(FOLDER): sorted(lines_of_functions(file) - seen.watch.lines[str(file)])
        for file in files
    }
    assert {file: lines for file, lines in missed.items() if lines} == {}


def test_every_word_of_a_screen_was_shown(tours: dict[str, Seen]) -> None:
    for language, seen in tours.items():
        shown = {key for each in seen.watch.shown for key in said_by(each, language)}
        ours = {key for key in catalogue(language) if not key.startswith(ELSEWHERE)}
        assert ours - shown == set()


def said_by(shown: Shown, language: str) -> Iterator[str]:
    """The messages that were looked up for this screen and can be read on it."""
    texts = texts_of(shown.screen)
    for spoken, key in shown.words:
        message = PLACE.sub(".*", re.escape(catalogue(language)[key]))
        if spoken == language and any(re.search(message, text, re.DOTALL) for text in texts):
            yield key


def texts_of(screen: Screen) -> list[str]:
    """All that can be read: the text, the buttons, a picture's words, a document's name."""
    labels = [button.label for row in screen.rows for button in row]
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
        yield value
    elif isinstance(value, dict):
        yield from strings(tuple(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


def test_every_button_was_tapped(seen: Seen) -> None:
    """Each verb of each feature has given its toast."""
    verbs = {(feature, int(verb)) for feature, found in verbs_of_features() for verb in found}
    assert verbs - seen.verbs == set()
    toasted = {
        (shown.arguments["feature"], shown.arguments["verb"])
        for shown in seen.watch.shown
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


def test_every_refusal_was_met(seen: Seen) -> None:
    met = {shown.arguments.get("problem") for shown in seen.watch.shown}
    assert {*CODES, *UNASKED} - met == set()


# Each is whole and fits --------------------------------------------------------------------------


def test_every_screen_is_whole_and_fits(seen: Seen) -> None:
    for shown in seen.watch.shown:
        screen = shown.screen
        for text in texts_of(screen):
            assert text.strip(), shown
            assert not re.search(r"[{}\x00-\x09\x0b-\x1f]", text), shown
        assert drawing.utf16(plain(screen.text)) <= limit(shown), shown
        labels = [button.label for row in screen.rows for button in row]
        assert all(0 < len(row) <= 8 for row in screen.rows), shown
        assert len(labels) <= 100, shown
        assert all(len(label.encode()) <= LABEL for label in labels), shown
        for row in screen.rows:
            # Raises for what does not fit in the 64 bytes of callback data.
            assert all(CODEC.encode(button.tap, CHAT) for button in row)


def limit(shown: Shown) -> int:
    if shown.name == "toast":
        return TOAST
    captioned = shown.screen.picture or shown.screen.document
    return drawing.CAPTION_LIMIT if captioned else drawing.TEXT_LIMIT


# Each speaks one language ------------------------------------------------------------------------


def test_both_tours_show_the_same_screens_in_other_words(tours: dict[str, Seen]) -> None:
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
    assert {key for key in one if one[key] == other[key]} == SAME


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_commands(language: str) -> None:
    """Within what setMyCommands takes; every command is of one feature."""
    commands = [command for feature in FEATURES for command in feature.commands.items()]
    assert len({name for name, _ in commands}) == len(commands) <= 100
    for name, key in commands:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= drawing.utf16(catalogue(language)[key]) <= 256
