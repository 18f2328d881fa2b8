"""The child answers, or dies alone; it knows nothing of ours."""

import os

import pytest

import confined


def run(act: str, seconds: int = 30) -> object:
    contents = (b"abc", b"def")
    return confined.run(
        "tests.confined.odd", {"act": act}, contents, seconds=seconds, megabytes=512
    )


def test_the_answer_of_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANDU_TELEGRAM_TOKEN", "1:secret")
    found = run("answer")
    assert isinstance(found, dict)
    assert (found["read"], found["rest"]) == ("abc", "def")
    assert "PANDU_TELEGRAM_TOKEN" not in found["environment"]
    assert not os.path.exists(found["environment"]["TMPDIR"])


@pytest.mark.parametrize(
    ("act", "cause"), [("grow", "memory"), ("die", "fault"), ("fail", "fault")]
)
def test_a_child_that_dies(act: str, cause: str) -> None:
    with pytest.raises(confined.Dead) as dead:
        run(act)
    assert dead.value.cause == cause


def test_a_child_that_does_not_end() -> None:
    with pytest.raises(confined.Dead) as dead:
        run("wait", seconds=1)
    assert dead.value.cause == "time"
