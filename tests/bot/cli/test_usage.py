"""What every command says of itself, and what wrong usage and unreachable things get."""

import inspect
import json

import pytest
from typer.testing import CliRunner

from bot.cli import COMMANDS, app
from bot.settings import settings, wrong_settings
from tests.bot.cli.running import NOBODY, Shell

WAYS = (
    *(("serve",), ("demo",), ("settings",), ("status",), ("invite",)),
    *(("people", "import"), ("sample", "load"), ("export", "answers"), ("db", "upgrade")),
    *(("ici",), ("ici", "study"), ("export", "submissions"), ("submissions", "import")),
    *(("forms", "check"), ("forms", "publish"), ("forms", "list"), ("forms", "export")),
    *(("sop", "check"), ("sop", "import"), ("sop", "publish")),
)


def test_pandu_alone_shows_every_command(shell: Shell) -> None:
    done = shell.pandu()
    assert all(f" {name} " in done.out for name in COMMANDS)
    assert not done.err


def test_the_ways_are_all_commands() -> None:
    assert {way[0] for way in WAYS} == set(COMMANDS)


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_every_command_has_a_help_text(way: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, [*way, "--help"], prog_name="pandu")
    assert done.exit_code == 0
    assert f"pandu {' '.join(way)}" in done.output
    assert len(inspect.cleandoc(done.output).splitlines()) > 5


@pytest.mark.parametrize(
    "arguments",
    [
        "nonsense",
        "status --nonsense",
        "invite",
        "invite --office BP3MI-NTT --role king",
        "invite --office BP3MI-NTT --role FD --access king",
        "invite --missing",
        "export answers --questionnaire kompetensi -o x --format xml",
        "export answers -o x",
        "export submissions --questionnaire kompetensi",
        "submissions import",
        "ici",
        "ici --questionnaire kompetensi --wave pertama",
        "forms check",
        "forms export kompetensi",
        "sop import",
        "sop check --now kemarin",
        "demo --port 70000",
    ],
)
def test_wrong_usage_is_2(arguments: str) -> None:
    done = CliRunner().invoke(app, arguments.split())
    assert done.exit_code == 2
    assert done.stderr
    assert not done.stdout


def test_a_wrong_option_is_2_in_a_shell(shell: Shell) -> None:
    done = shell.pandu("forms", "list", "--nonsense")
    assert (done.code, done.out) == (2, "")
    assert "--nonsense" in done.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "fr"),
        ("meaning", "perhaps"),
        ("database_url", "nonsense"),
        ("database_url", "mysql://localhost/pandu"),
        ("database_url", "sqlite:///"),
        ("database_url", "sqlite:///:memory:"),
        ("database_url", "postgresql://localhost:port/pandu"),
        ("telegram_api", "api.telegram.org"),
        ("telegram_api", "https://"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PANDU_{name.upper()}", value)
    settings.cache_clear()
    try:
        assert wrong_settings() == (name,)
    finally:
        settings.cache_clear()


def test_wrong_settings_are_said_in_the_language_of_the_shell(shell: Shell) -> None:
    done = shell.pandu(
        "status", LANG="id_ID.UTF-8", PANDU_LANGUAGE="fr", PANDU_DATABASE_URL="mysql://a:secret@b/c"
    )
    assert (done.code, done.out) == (2, "")
    assert "PANDU_LANGUAGE harus id atau en." in done.err
    assert "PANDU_DATABASE_URL harus" in done.err
    assert "secret" not in done.err


def test_settings_name_each_variable_and_no_value(shell: Shell) -> None:
    done = shell.pandu("settings", PANDU_TELEGRAM_TOKEN="42:SECRET")
    assert done.code == 0
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert [row[:2] for row in rows] == [
        ["PANDU_TELEGRAM_TOKEN", "set"],
        ["PANDU_TELEGRAM_API", "default"],
        ["PANDU_DATABASE_URL", "set"],
        ["PANDU_FILES", "default"],
        ["PANDU_LANGUAGE", "default"],
        ["PANDU_MEANING", "default"],
    ]
    assert all(row[2] for row in rows)
    assert "SECRET" not in done.out


@pytest.mark.parametrize(
    "url", ["sqlite:////dev/null/pandu.db", "postgresql://pandu@127.0.0.1:1/pandu"]
)
def test_a_database_out_of_reach_is_3(shell: Shell, url: str) -> None:
    done = shell.pandu("db", "upgrade", PANDU_DATABASE_URL=url)
    assert (done.code, done.out) == (3, "")
    assert done.err == (
        "The database cannot be reached. Check PANDU_DATABASE_URL and the free space.\n"
    )


def test_a_file_that_is_no_database_is_3(shell: Shell) -> None:
    (shell.folder / "text.db").write_text("Just words. " * 200)
    done = shell.pandu("status", "--json", PANDU_DATABASE_URL="sqlite:///text.db")
    assert (done.code, done.out) == (3, "")


def test_upgrade_makes_the_file_and_its_folder(shell: Shell) -> None:
    done = shell.pandu(
        "db", "upgrade", PANDU_DATABASE_URL="sqlite:///new/pandu.db", PANDU_LANGUAGE="id"
    )
    assert (done.code, done.out) == (0, "")
    assert done.err == "Basis data sudah pada skema terbaru.\n"
    assert (shell.folder / "new" / "pandu.db").exists()


def test_status_of_an_empty_database(shell: Shell) -> None:
    done = shell.pandu("status", "--json", PANDU_MEANING="off")
    assert (done.code, done.err) == (0, "")
    nothing = {"meaning": "off", "outbox": {}, "unknown": [], "parked": []}
    assert json.loads(done.out) == nothing


def test_telegram_out_of_reach_is_3(ministry: Shell) -> None:
    done = ministry.pandu(
        *("invite", "--office", "BP3MI-NTT", "--role", "FD", "--json"),
        PANDU_TELEGRAM_TOKEN="42:TEST",
        PANDU_TELEGRAM_API=NOBODY,
    )
    assert (done.code, done.out) == (3, "")
    assert done.err == "Telegram cannot be reached, or refuses the token.\n"
