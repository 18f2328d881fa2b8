"""`pandu forms simulate`: one page with every path, its cards in both languages, and what changed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.chat.screen import Button, Screen, Tap, bold
from bot.chat.taps import Codec
from bot.cli.simulated import card_of
from bot.i18n import LANGUAGES, say
from tests.bot.cli.running import Shell
from tests.bot.cli.test_forms import written
from tests.bot.interviews.forms import SHORT

HOSTILE = """
| survey |
| | type         | name  | label::Bahasa Indonesia (id)        | label::English (en)                   | calculation | required |
| | integer      | n     | Berapa </script><b>orang</b> & lain? | How many \u202e<img src=x> people?    |             | yes      |
| | calculate    | twice |                                     |                                       | ${n} * 2    |          |
| | note         | told  | Dua kali: ${twice}                  | Twice: ${twice}                       |             |          |
| | begin_repeat | case  | Kasus                               | Case                                  |             |          |
| | text         | what  | Apa?                                | What?                                 |             |          |
| | end_repeat   |       |                                     |                                       |             |          |

| settings |
| | form_title      | form_id | version | default_language      |
| | <i>Uji</i> & co | uji     | 1       | Bahasa Indonesia (id) |
"""


def page(folder: Path, name: str) -> tuple[str, dict[str, Any]]:
    """The page as it is written, and the data in it."""
    html = (folder / f"{name}.html").read_text(encoding="utf-8")
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html)
    data: dict[str, Any] = json.loads(found)
    return html, data


def simulated(shell: Shell, name: str, source: str, *more: str) -> tuple[str, dict[str, Any]]:
    file = written(shell.folder, f"{name}.md", source)
    done = shell.pandu("forms", "simulate", file, "-o", "out", *more)
    assert (done.code, done.out) == (0, ""), done.err
    return page(shell.folder / "out", name)


def test_every_path_is_there_card_by_card_in_both_languages(shell: Shell) -> None:
    _, data = simulated(shell, "pendek", SHORT)
    assert data["method"] == "every"
    assert data["decisive"] == ["/data/kantor/meja"]
    ways = {tuple(step["path"] for step in path["steps"]) for path in data["paths"]}
    assert len(ways) == len(data["paths"]) == data["found"] == 2
    assert {"/data/kantor/staf" in way for way in ways} == {True, False}
    for path in data["paths"]:
        assert path["stuck"] == ""
        *steps, review = path["steps"]
        assert all(step["path"] and step["said"].keys() == set(LANGUAGES) for step in steps)
        for language in LANGUAGES:
            shown = data["cards"][review["cards"][language]]
            assert [say(language, "button.submit")] in shown["rows"]
    desk = data["paths"][0]["steps"][1]
    texts = {language: data["cards"][desk["cards"][language]]["text"] for language in LANGUAGES}
    assert "Apakah ada meja layanan?" in texts["id"]
    assert "Is there a service desk?" in texts["en"]
    assert desk["said"] == {"id": "Ya", "en": "Yes"}
    assert all(card["faults"] == [] for card in data["cards"])
    assert data["against"] is None


def test_a_card_is_what_telegram_gets(shell: Shell) -> None:
    _, data = simulated(shell, "pendek", SHORT)
    card = data["cards"][data["paths"][0]["steps"][1]["cards"]["id"]]
    (start, length) = card["entities"][0]
    assert card["text"][start : start + length] == "Apakah ada meja layanan?"
    assert ["1. Ya", "2. Tidak"] in card["rows"]
    assert card["points"] == card["units"] == len(card["text"])
    assert 26 <= card["bytes"] <= 64


def test_what_people_wrote_is_never_markup_and_nothing_is_fetched(shell: Shell) -> None:
    html, data = simulated(shell, "uji", HOSTILE)
    first = data["paths"][0]["steps"][0]
    assert "</script><b>orang</b> & lain?" in data["cards"][first["cards"]["id"]]["text"]
    assert "\u202e" not in data["cards"][first["cards"]["en"]]["text"]
    assert data["form"]["title"] == "<i>Uji</i> & co"
    assert html.count("</script>") == 2
    assert "<img" not in html
    assert "<i>" not in html
    assert "default-src 'none'" in html
    assert not re.search(r"https?:|//cdn|@import|\bfetch\(|url\(", html)
    assert "{{" not in html


def test_calculated_notes_and_rounds_of_a_repeat_show(shell: Shell) -> None:
    _, data = simulated(shell, "uji", HOSTILE)
    (path,) = data["paths"]
    texts = {step["path"]: data["cards"][step["cards"]["id"]]["text"] for step in path["steps"]}
    count = int(path["steps"][0]["said"]["id"])
    assert f"Dua kali: {count * 2}" in texts["/data/told"]
    assert {"/data/case[1]/what", "/data/case[2]/what"} <= texts.keys()
    assert any("Kasus 2" in text for text in texts.values())


def test_what_changed_since_the_published_version_is_shown(shell: Shell) -> None:
    assert shell.pandu("forms", "publish", written(shell.folder, "pendek.md", SHORT)).code == 0
    _, data = simulated(shell, "pendek", SHORT)
    assert data["against"] == {"version": "1", "changes": []}
    newer = SHORT.replace("| pendek | 1 ", "| pendek | 2 ").replace(". <= 50 ", ". <= 60 ")
    newer = newer.replace("Alat apa yang ada?", "Alat apa saja?").replace("| jam  ", "| lama ")
    _, data = simulated(shell, "pendek", newer)
    told = {each["said"]["en"]: each["scored"] for each in data["against"]["changes"]}
    assert told == {
        "staf: what may be answered (constraint) changed"
        " from . >= 1 and . <= 50 to . >= 1 and . <= 60.": False,
        "alat: the words changed from “Alat apa yang ada?” to “Alat apa saja?”.": False,
        "lama: a new question.": False,
        "jam: the question is gone.": False,
    }
    assert "jam: pertanyaan dihapus." in [each["said"]["id"] for each in data["against"]["changes"]]
    for language in LANGUAGES:
        assert data["words"][language]["change.others"]


def test_a_workbook_can_be_compared_instead(shell: Shell) -> None:
    written(shell.folder, "lama.md", SHORT.replace("| Ya  ", "| Iya "))
    _, data = simulated(shell, "pendek", SHORT, "--against", "lama.md")
    (change,) = data["against"]["changes"]
    assert "“Iya”" in change["said"]["en"]
    assert "“Ya”" in change["said"]["en"]


def test_no_database_is_made_only_to_look(shell: Shell) -> None:
    file, absent = written(shell.folder, "pendek.md", SHORT), shell.folder / "var" / "none.db"
    url = f"sqlite:///{absent}"
    done = shell.pandu("forms", "simulate", file, "-o", "out", PANDU_DATABASE_URL=url)
    assert done.code == 0
    assert not absent.parent.exists()


def test_a_database_out_of_reach_is_said_and_no_hindrance(shell: Shell) -> None:
    file = written(shell.folder, "pendek.md", SHORT)
    away = "postgresql://nobody@127.0.0.1:1/none"
    done = shell.pandu("forms", "simulate", file, "-o", "out", PANDU_DATABASE_URL=away)
    assert done.code == 0
    assert "The database is out of reach" in done.err


def test_exit_codes(shell: Shell) -> None:
    broken = written(shell.folder, "rusak.md", SHORT.replace("${meja} =", "${mejja} ="))
    done = shell.pandu("forms", "simulate", broken, "-o", "out")
    assert (done.code, done.out) == (1, "")
    assert "No question is named “mejja”." in done.err
    assert not (shell.folder / "out").exists()
    good = written(shell.folder, "pendek.md", SHORT)
    assert shell.pandu("forms", "simulate", good).code == 2
    written(shell.folder, "berkas", "no folder")
    done = shell.pandu("forms", "simulate", good, "-o", "berkas")
    assert done.code == 1
    assert done.err.splitlines()[-1].startswith("The file berkas cannot be written")


@pytest.mark.parametrize(
    ("screen", "faults"),
    [
        (Screen("a" * 4096), []),
        (Screen("a" * 4097), ["text"]),
        (Screen("😀" * 2048), []),
        (Screen("😀" * 2049), ["text"]),
        (Screen(bold("a" * 4096)), []),
        (Screen(" "), ["text"]),
        (Screen("a", ((Button("x", Tap(1, 1)),) * 9,)), ["row"]),
        (Screen("a", ((Button("x", Tap(1, 1)),),) * 101), ["keyboard"]),
        (Screen("a", ((Button(" ", Tap(1, 1)),),)), ["label"]),
        (Screen("a", ((Button("x", Tap(1, 1, (2**63 - 1,) * 5)),),)), ["callback"]),
    ],
)
def test_limits_are_those_of_the_bot_api(screen: Screen, faults: list[str]) -> None:
    assert card_of(screen, Codec(b"key"))["faults"] == faults
