"""When people may be written to without having asked."""

from datetime import UTC, datetime

import pytest

from bot.sops.hours import humane


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("Asia/Jakarta", "2026-03-02 01:00", "2026-03-02 01:00"),  # Monday, 08.00
        ("Asia/Jakarta", "2026-03-02 00:59", "2026-03-02 01:00"),
        ("Asia/Jayapura", "2026-03-02 09:00", "2026-03-02 23:00"),  # 18.00, then Tuesday 08.00
        ("Asia/Makassar", "2026-03-06 10:00", "2026-03-09 00:00"),  # Friday evening
        ("Asia/Makassar", "2026-03-07 03:00", "2026-03-09 00:00"),  # Saturday
        ("Europe/Berlin", "2026-03-27 20:00", "2026-03-30 06:00"),  # the clocks change meanwhile
    ],
)
def test_a_working_hour_is_now_and_any_other_is_the_next_morning(
    zone: str, now: str, due: str
) -> None:
    moments = [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (now, due)]
    assert humane(moments[0], zone) == moments[1]
