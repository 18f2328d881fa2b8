"""The pictures of typical cards: the script can take them, and the guides for staff show them."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from bot.i18n import LANGUAGES
from tests.page.pictures import SCENES, SHARP, WIDTH, take

LARGEST = 100_000  # bytes: the guides are read on slow networks
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_scene_stands_in_the_guide(language: str) -> None:
    guide = (DOCS / f"staff.{language}.md").read_text(encoding="utf-8")
    for scene in SCENES:
        path = scene.picture(language)
        assert f"](pictures/{path.name})" in guide
        assert path.stat().st_size <= LARGEST
        with Image.open(path) as picture:
            assert picture.width == WIDTH * SHARP


def test_a_scene_can_be_taken(browser: Browser, tmp_path: Path) -> None:
    shortest = min(SCENES, key=lambda scene: len(scene.form))
    take(browser, shortest, "id", tmp_path / "picture.png")
    with Image.open(tmp_path / "picture.png") as picture:
        assert picture.width == WIDTH * SHARP
        colours = picture.convert("RGB").getcolors(maxcolors=1 << 16)
    assert colours is not None
    assert len(colours) > 10, "something is on it"
