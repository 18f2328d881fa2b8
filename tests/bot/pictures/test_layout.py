"""Whatever the words: nothing overlaps, nothing is cut, everything is large enough to read."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Polygon, Rectangle
from PIL import Image, ImageChops, ImageColor, ImageDraw

from bot.pictures.colours import PAPER, contrast
from bot.pictures.heat_map import HeatMap, HeatRow
from bot.pictures.lettering import SMALL, SMALLEST, WIDTH, Line
from bot.pictures.profile import Bar, Profile
from bot.pictures.sheet import Sheet
from bot.pictures.typeface import legible
from tests.bot.pictures.samples import LONG, UNBROKEN, heat_map, profile

Box = tuple[float, float, float, float]  # left, top, right, bottom

FOREIGN = "مكتب القاهرة 12 · משרד · インド 😀 x́̂ $x^2$ \\alpha \u202e\u0000\ud800 fi"
ONE = "1"

PICTURES = {
    "one by one": heat_map(1, 1),
    "an ordinary overview": heat_map(8, 7),
    "the largest overview": heat_map(12, 10),
    "more columns than fit": heat_map(3, 23),
    "long names": heat_map(12, 7, (LONG, UNBROKEN), (UNBROKEN, LONG)),
    "short names": heat_map(6, 5, (ONE,), (ONE,)),
    "foreign names": heat_map(6, 4, (FOREIGN,), (FOREIGN,)),
    "no offices": heat_map(0, 7),
    "long words all over": HeatMap(
        LONG * 2,
        UNBROKEN * 2,
        LONG,
        ((UNBROKEN, LONG), (LONG, UNBROKEN)),
        (HeatRow(LONG, 100.0, (100.0, None)), HeatRow(LONG, None, (), LONG + UNBROKEN)),
        UNBROKEN * 3,
    ),
    "one bar": profile(1),
    "an ordinary profile": profile(7),
    "the largest profile": profile(12, (LONG, UNBROKEN)),
    "foreign bars": profile(4, (FOREIGN,)),
    "a long legend": Profile(
        LONG * 2,
        UNBROKEN,
        (Bar(LONG, None, 100.0, LONG + UNBROKEN), Bar(ONE, 100.0, 100.0), Bar(ONE, 0.0, 0.0)),
        LONG,
        UNBROKEN + LONG,
        "",
    ),
}

every_picture = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)


def drawn(picture: HeatMap | Profile) -> Sheet:
    sheet = Sheet()
    picture.draw(sheet)
    return sheet


@cache
def painted(picture: HeatMap | Profile) -> Image.Image:
    return drawn(picture).image(smooth=True)


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def shapes(sheet: Sheet) -> Iterator[tuple[Box, str]]:
    """Where each shape lies, and its kind."""
    for shape in sheet.shapes:
        assert isinstance(shape, Rectangle | Polygon)
        extents = shape.get_path().get_extents(shape.get_patch_transform())
        kind = "box" if isinstance(shape, Rectangle) else "mark"
        yield (extents.x0, extents.y0, extents.x1, extents.y1), kind


def colours(image: Image.Image, line: Line) -> list[tuple[int, Any]]:
    """How often each colour is seen where `line` stands."""
    left, top, right, bottom = map(round, line.box)
    counts = image.crop((left, top, right, bottom)).getcolors(1 << 16)
    assert counts is not None
    return counts


@every_picture
def test_words_are_on_the_sheet_and_large_enough(picture: HeatMap | Profile) -> None:
    sheet = drawn(picture)
    for line in sheet.lines:
        left, top, right, bottom = line.box
        assert left >= 0, line
        assert right <= WIDTH, line
        assert top >= 0
        assert bottom <= sheet.bottom
        assert line.font.size >= SMALLEST


@every_picture
def test_words_do_not_overlap(picture: HeatMap | Profile) -> None:
    lines = drawn(picture).lines
    assert not [
        (one.text, other.text)
        for one, other in combinations(lines, 2)
        if overlap(one.box, other.box)
    ]


@every_picture
def test_words_lie_within_one_box_or_beside_all(picture: HeatMap | Profile) -> None:
    sheet = drawn(picture)
    for line in sheet.lines:
        touched = [box for box, _ in shapes(sheet) if overlap(line.box, box)]
        if line.ink.behind == PAPER:
            assert not touched, line
        else:
            [(left, top, right, bottom)] = touched
            assert left <= line.left
            assert line.left + line.width <= right
            assert top <= line.box[1]
            assert line.box[3] <= bottom


@every_picture
def test_a_mark_stands_on_the_sheet(picture: HeatMap | Profile) -> None:
    for (left, _, right, _), _ in shapes(drawn(picture)):
        assert left >= 0
        assert right <= WIDTH


@every_picture
def test_what_is_behind_words_lets_them_stand_out(picture: HeatMap | Profile) -> None:
    sheet = drawn(picture)
    image = painted(picture)
    for line in sheet.lines:
        assert contrast(line.ink.colour, line.ink.behind) >= 4.5
        assert max(colours(image, line))[1] == ImageColor.getrgb(line.ink.behind)


@every_picture
def test_the_pixels_of_words_lie_where_words_were_placed(picture: HeatMap | Profile) -> None:
    """The boxes above are our arithmetic; this is what was painted."""
    sheet = drawn(picture)
    lines, sheet.lines = sheet.lines, []
    pixels = ImageChops.difference(painted(picture), sheet.image(smooth=True))
    assert pixels.getbbox() is not None
    eraser = ImageDraw.Draw(pixels)
    for line in lines:
        left, top, right, bottom = line.box
        eraser.rectangle((left - 2, top, right + 2, bottom), fill="black")
    assert pixels.getbbox() is None


@every_picture
def test_each_word_is_painted(picture: HeatMap | Profile) -> None:
    sheet = drawn(picture)
    image = painted(picture)
    assert all(len(colours(image, line)) > 1 for line in sheet.lines)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=6, max_size=6))
def test_any_text_can_be_drawn(texts: list[str]) -> None:
    title, label, code, name, remark, note = texts
    picture = HeatMap(
        title,
        name,
        code,
        ((code, name), ("D2", label)),
        (HeatRow(label, 1.0, (2.0, None)), HeatRow(name, None, (), remark or "…")),
        note,
    )
    sheet = drawn(picture)
    boxes = [line.box for line in sheet.lines]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    assert all(left >= 0 and right <= WIDTH for left, _, right, _ in boxes)
    sheet.image(smooth=True)


@pytest.mark.parametrize("bold", [False, True])
def test_a_character_that_the_typeface_lacks_is_a_square(bold: bool) -> None:
    assert legible("Kantor 印度", bold=bold) == "Kantor □□"
    assert legible(" a\tb\n\u200bc\u202e\ud800 ", bold=bold) == "a b c"
    assert legible("Ko\u0301ta", bold=bold) == "Kóta"


def block_lines(text: str, width: float) -> tuple[str, ...]:
    return Sheet().block(text, SMALL, width).lines


def test_words_wrap_between_words_and_break_only_when_they_must() -> None:
    assert block_lines("BP3MI Kepulauan Bangka Belitung", 356) == (
        "BP3MI Kepulauan",
        "Bangka Belitung",
    )
    pieces = block_lines(UNBROKEN, 300)
    assert len(pieces) > 2
    assert "".join(pieces) == UNBROKEN
    assert block_lines("", 300) == ()


def at_each(values: Callable[[int], HeatMap | Profile], counts: range) -> list[float]:
    return [drawn(values(count)).bottom for count in counts]


def test_the_height_follows_the_rows() -> None:
    heights = at_each(lambda rows: heat_map(rows, 7), range(1, 13))
    assert all(60 < b - a < 160 for a, b in pairwise(heights))
    heights = at_each(profile, range(1, 13))
    assert all(80 < b - a < 160 for a, b in pairwise(heights))
