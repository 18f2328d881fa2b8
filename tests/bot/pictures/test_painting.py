"""Pictures as a phone receives them: small, always the same, from any thread and any machine."""

import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageColor

from bot.pictures.colours import STEPS
from bot.pictures.heat_map import Grid, HeatMap, HeatRow
from bot.pictures.lettering import MARGIN
from bot.pictures.profile import SCALE_WIDTH, Bar, Profile
from bot.pictures.sheet import LIMIT, Sheet
from tests.bot.pictures.samples import DIMENSIONS, LONG, OFFICES, UNBROKEN, heat_map, profile

ROOT = Path(__file__).parents[3]


def decoded(png: bytes) -> Image.Image:
    image = Image.open(BytesIO(png))
    image.load()
    return image


def scrambled(seed: int) -> tuple[str, ...]:
    """Names of sixty letters without a pattern, which compress worst."""
    chance = Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyzABDEGIKLMNPRSTUWY  "
    return tuple("".join(chance.choices(letters, k=60)) for _ in range(12))


@pytest.mark.parametrize(
    "picture",
    [
        heat_map(8, 7),
        heat_map(12, 7),
        heat_map(12, 10),
        heat_map(12, 7, (LONG, UNBROKEN), (LONG, UNBROKEN)),
        heat_map(12, 7, scrambled(1), scrambled(2)),
        profile(7),
        profile(12, scrambled(3)),
    ],
)
def test_a_picture_is_a_small_png_as_wide_as_a_phone(picture: HeatMap | Profile) -> None:
    png = picture.png()
    image = decoded(png)
    assert (image.format, image.mode, image.width) == ("PNG", "P", 1080)
    assert image.height > 400
    assert len(png) <= LIMIT == 60_000


@pytest.mark.parametrize("names", [OFFICES, (LONG, UNBROKEN)], ids=["smooth", "rough"])
def test_cells_have_the_colour_of_their_score(names: tuple[str, ...]) -> None:
    scores = tuple(range(5, 100, 10))
    rows = tuple(HeatRow(names[i % len(names)], scores[i % 10], scores) for i in range(12))
    columns = tuple((f"D{i}", f"{DIMENSIONS[i]} {names[0]}") for i in range(10))
    heat = HeatMap("Indeks", "", "Indeks", columns, rows, "")
    image = decoded(heat.png()).convert("RGB")
    sheet = Sheet()
    heat.draw(sheet)
    grid = Grid(10)
    middle = next(line.baseline for line in sheet.lines if line.text == "5")
    shown = [image.getpixel((grid.left(column) + 2, middle)) for column in range(10)]
    assert shown == [tuple(bytes.fromhex(step[1:])) for step in STEPS]


@pytest.mark.parametrize("picture", [heat_map(8, 7), heat_map(12, 10), profile(7)])
def test_the_palette_keeps_the_colours_of_words(picture: HeatMap | Profile) -> None:
    sheet = Sheet()
    picture.draw(sheet)
    counts = decoded(picture.png()).convert("RGB").getcolors(1 << 16)
    assert counts is not None
    kept = {colour for _, colour in counts}
    asked = {name for line in sheet.lines for name in line.ink}
    assert {ImageColor.getrgb(name) for name in asked} <= kept


def words(picture: HeatMap | Profile) -> list[str]:
    sheet = Sheet()
    picture.draw(sheet)
    return [line.text for line in sheet.lines]


def test_a_row_shows_its_index_and_each_score_as_a_whole_number() -> None:
    row = HeatRow("BP3MI NTT", 62.5, (61.49, None, 100.0))
    heat = HeatMap("", "", "Indeks", (("D1", "a"), ("D2", "b"), ("D3", "c")), (row,), "")
    shown = words(heat)
    begin = shown.index("BP3MI NTT") + 1
    assert shown[begin : begin + 4] == ["63", "61", "–", "100"]


def test_a_remark_hides_every_score_of_its_row() -> None:
    row = HeatRow("BP3MI NTT", 33.0, (44.0,), "Terlalu sedikit")
    shown = words(HeatMap("", "", "Indeks", (("D1", "a"),), (row,), ""))
    assert {"Terlalu", "sedikit"} <= set(shown)
    assert not {"33", "44"} & set(shown)


def test_a_row_without_a_value_for_each_column_is_refused() -> None:
    with pytest.raises(ValueError, match="1 values for 2 columns"):
        HeatMap("", "", "", (("D1", "a"), ("D2", "b")), (HeatRow("x", 1.0, (1.0,)),), "")


def test_bar_and_mark_stand_where_score_and_required_level_are() -> None:
    sheet = Sheet()
    Profile("", "", (Bar("Regulasi", 40.0, 75.0),), "Skor", "Syarat", "").draw(sheet)
    extents = [shape.get_path().get_extents(shape.get_patch_transform()) for shape in sheet.shapes]
    band, key, key_mark, track, bar, mark, _ = extents
    assert (bar.x0, bar.x1) == (MARGIN, MARGIN + 0.4 * SCALE_WIDTH)
    assert (mark.x0 + mark.x1) / 2 == pytest.approx(MARGIN + 0.75 * SCALE_WIDTH, abs=0.5)
    assert (track.y0 + track.y1) / 2 == (mark.y0 + mark.y1) / 2
    assert band.y1 < key.y0 < track.y0
    assert key_mark.width == mark.width


def test_an_empty_dimension_shows_its_remark_and_what_is_required() -> None:
    bars = (Bar("Regulasi", None, 62.5, "Terlalu sedikit jawaban"), Bar("Pelayanan", None, None))
    shown = words(Profile("", "", bars, "Skor", "Syarat", ""))
    assert {"Terlalu sedikit jawaban", "63", "–"} <= set(shown)


def test_the_same_value_gives_the_same_bytes_from_two_threads_at_once() -> None:
    pictures: list[HeatMap | Profile] = [heat_map(4, 5), profile(5), heat_map(3, 7), profile(3)]
    alone = [picture.png() for picture in pictures]
    with ThreadPoolExecutor(2) as threads:
        together = list(threads.map(lambda picture: picture.png(), pictures * 3))
    assert together == alone * 3


def test_what_is_not_a_number_fails_and_the_next_picture_is_painted() -> None:
    with pytest.raises(ValueError):
        Profile("", "", (Bar("Regulasi", math.nan, None),), "", "", "").png()
    assert decoded(profile(2).png()).width == 1080


def run(code: str, home: Path) -> tuple[str, str]:
    """What a fresh process prints and complains about."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env={"HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip(), done.stderr


PAINT = """
from hashlib import sha256
from tests.bot.pictures.samples import heat_map
print(sha256(heat_map(2, 3).png()).hexdigest())
"""


@pytest.mark.parametrize("writable", [True, False])
def test_without_a_home_it_paints_the_same_and_says_nothing(writable: bool, tmp_path: Path) -> None:
    home = tmp_path / "home"
    if not writable:
        home.write_text("a file, in which not even root can make a folder")
    printed, complaints = run(PAINT, home)
    assert printed == sha256(heat_map(2, 3).png()).hexdigest()
    assert complaints == ""


def test_values_do_not_import_what_draws_them(tmp_path: Path) -> None:
    code = """
import sys
import bot.pictures.heat_map, bot.pictures.profile
print(sorted({"matplotlib", "numpy", "PIL"} & set(sys.modules)))
"""
    assert run(code, tmp_path) == ("[]", "")
