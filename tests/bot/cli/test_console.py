"""A file that is written whole or not at all."""

from pathlib import Path

import pytest
import typer

from bot.cli.console import PROBLEM, replacing


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "answers.csv"
    target.write_text("old")
    with replacing(target) as part:
        part.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def break_off(target: Path, error: Exception) -> None:
    with replacing(target) as part:
        part.write_text("half")
        raise error


def test_what_breaks_off_leaves_the_old_file_alone(tmp_path: Path) -> None:
    target = tmp_path / "answers.csv"
    target.write_text("old")
    with pytest.raises(ZeroDivisionError):
        break_off(target, ZeroDivisionError())
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_disk_that_fills_up_ends_the_command(tmp_path: Path) -> None:
    target = tmp_path / "answers.csv"
    with pytest.raises(typer.Exit) as ended:
        break_off(target, OSError(28, "No space left on device"))
    assert ended.value.exit_code == PROBLEM
    assert list(tmp_path.iterdir()) == []
