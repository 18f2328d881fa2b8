"""Takes the pictures of typical cards in the docs, from the chat page in Chromium.

    python -m tests.page.pictures [NAME …]

Each scene is a questionnaire and the steps to a card; Sari takes them with the real bot.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, expect

from bot.clock import utcnow
from bot.i18n import LANGUAGES
from bot.questionnaires.content import COMPETENCY
from storage.database import Database
from storage.schema import upgrade
from tests.bot.emulator.running import TOKEN, Emulator, running
from tests.bot.interviews.places import REGENCIES
from tests.page.cards import Card, Step, onward, pick, push, said, tap, to_the_review, write
from tests.page.photographing import PICTURES, photograph
from tests.page.visiting import Visit, chromium, visiting
from tests.support.people import SARI, found_ministry, issue, person
from tests.support.system import publish, serving

WIDTH, HEIGHT = 360, 720  # of a small phone
SHARP = 2  # pixels of the picture for one of the page
ABOVE = 8  # what is shown
COLOURS = 48
GAP = """each => each.getBoundingClientRect().top
  - each.closest("[role=log]").getBoundingClientRect().top"""
ID = 1003  # Sari's, as in the demo
AT_ONCE: Step = push("button.agree")


@dataclass(frozen=True, slots=True)
class Scene:
    """A card: `steps` lead to it from the consent card of the form, a Markdown workbook."""

    name: str
    form: str
    steps: tuple[Step, ...]

    def picture(self, language: str) -> Path:
        return PICTURES / f"{self.name}-{language}.png"


CASES = "7"  # the section of the review that begins with a yes or no
COMPETENCE = COMPETENCY.read_text(encoding="utf-8")
ORDER = """
| survey |
|  | type        | name   | label::Bahasa Indonesia (id)                          | label::English (en)                               |
|  | rank bantu  | urutan | Mana yang paling membantu Anda? Urutkan dari yang pertama. | What would help you most? Begin with the first. |

| choices |
|  | list_name | name | label::Bahasa Indonesia (id) | label::English (en)     |
|  | bantu     | a    | Pelatihan                    | Training                |
|  | bantu     | b    | Panduan kerja yang jelas     | Clear working guidance  |
|  | bantu     | c    | Internet yang lebih baik     | Better internet         |
|  | bantu     | d    | Tambahan petugas             | More staff              |

| settings |
|  | form_title      | form_id | version | default_language      | minutes |
|  | Kebutuhan kantor | butuh  | 1       | Bahasa Indonesia (id) | 1       |
"""  # noqa: E501 - a table

HOME = """
| survey |
|  | type           | name | label::Bahasa Indonesia (id)                | label::English (en)                         |
|  | select_one kab | asal | Dari kabupaten atau kota mana PMI itu berasal? | Which regency or city does the worker come from? |

| choices |
|  | list_name | name | label::Bahasa Indonesia (id) | label::English (en) |
"""  # noqa: E501 - a table
HOME += "\n".join(f"|  | kab | k{n} | {name} | {name} |" for n, name in enumerate(REGENCIES))
HOME += """

| settings |
|  | form_title | form_id | version | default_language      | minutes |
|  | Asal PMI   | asal    | 1       | Bahasa Indonesia (id) | 1       |
"""

SCENES = (
    Scene(
        "card-levels",
        COMPETENCE,
        (AT_ONCE, onward(id="Integritas dan anti gratifikasi", en="Integrity and anti-gratuity")),
    ),
    Scene(
        "card-date",
        COMPETENCE,
        (
            AT_ONCE,
            onward(id="Kapan terakhir kali", en="When did you last"),
            push("button.calendar"),
        ),
    ),
    Scene(
        "card-ticks",
        COMPETENCE,
        (AT_ONCE, onward(id="Dukungan apa", en="Which support"), pick(1), pick(3)),
    ),
    Scene("card-search", HOME, (AT_ONCE, write("bogr"))),
    Scene("card-rank", ORDER, (AT_ONCE, pick(3), pick(1))),
    Scene("card-review", COMPETENCE, (AT_ONCE, to_the_review)),
    Scene("card-change", COMPETENCE, (AT_ONCE, to_the_review, tap(CASES), tap("1"), pick(2))),
    Scene(
        "card-next",
        COMPETENCE,
        (AT_ONCE, to_the_review, push("button.submit"), said("reports.steps.title")),
    ),
)


def take(browser: Browser, scene: Scene, language: str, path: Path) -> None:
    """The picture of the scene: a ministry, a local Bot API and a bot for it alone."""
    with TemporaryDirectory(prefix="pandu-pictures-") as folder:
        url = f"sqlite:///{folder}/pandu.db"
        code = prepared(url, scene, language)
        log = Path(folder, "bot.log")
        with running() as emulator, serving(url, emulator.url, TOKEN, log):
            photographed(browser, emulator, scene, language, code, path)


def prepared(url: str, scene: Scene, language: str) -> str:
    """Sari's invitation to the questionnaire of the scene."""
    upgrade(url)
    database = Database(url)
    found_ministry(database)
    publish(database, scene.form)
    sari = person(database, SARI)
    database.write(lambda uow: uow.people.set_language(sari.id, language))
    code = issue(database, SARI, utcnow()).code
    database.close()
    return code


def photographed(
    browser: Browser, emulator: Emulator, scene: Scene, language: str, code: str, path: Path
) -> None:
    about = {"id": ID, "first_name": "Sari", "last_name": "Lango", "start_parameter": code}
    assert emulator.ask("control/people", {**about, "language_code": language})[0] == 200
    emulator.person = ID
    options = {"device_scale_factor": SHARP, "locale": language, "timezone_id": "Asia/Makassar"}
    with visiting(browser, emulator, WIDTH, HEIGHT, **options) as visit:
        visit.page.add_init_script(f"localStorage.setItem('language', '{language}')")
        visit.open(ID)
        visit.chat().locator(".start").click()
        card = Card(visit, ID)
        expect(card.message).to_be_visible()
        for step in scene.steps:
            step(card, language)
        fit(visit)
        photograph(visit.page, path, COLOURS)


def fit(visit: Visit) -> None:
    """The window as high as the last message, which stands in it as it does on a phone."""
    log, height = visit.chat().get_by_role("log"), HEIGHT
    visit.page.mouse.move(0, 0)
    for _ in range(2):  # a window that is too high may hide that there is more to scroll
        log.evaluate("each => each.scrollTo(0, each.scrollHeight)")
        height -= round(visit.last().evaluate(GAP)) - ABOVE
        visit.page.set_viewport_size({"width": WIDTH, "height": height})
    log.evaluate("each => each.scrollTo(0, each.scrollHeight)")


def main(names: list[str]) -> None:
    unknown = set(names) - {scene.name for scene in SCENES}
    if unknown:
        sys.exit(f"There is no scene {', '.join(sorted(unknown))}.")
    with chromium() as browser:
        for scene in SCENES:
            for language in LANGUAGES if not names or scene.name in names else ():
                path = scene.picture(language)
                take(browser, scene, language, path)
                print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
