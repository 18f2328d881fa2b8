"""Screenshots as the docs keep them: small files, taken when nothing moves any more."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def photograph(page: Page, path: Path, colours: int = 256) -> None:
    """What the page shows, as a PNG: with few colours it has a third of the bytes."""
    for toast in page.locator(".toast").all():
        expect(toast).to_be_hidden()
    picture = Image.open(BytesIO(page.screenshot(animations="disabled")))
    picture.convert("RGB").quantize(colours).save(path, optimize=True)
