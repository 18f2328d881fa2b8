"""The import contracts name every room, and report what breaks them."""

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "confined", "flows", "ici", "knowledge", "storage")

# module that gets a wrong import, the import, and a word of the contract that has to notice
WRONG = (
    ("flows/answers.py", "import storage.records", "Imports point down"),
    ("storage/records.py", "import bot.clock", "Imports point down"),
    ("confined/child.py", "import flows.answers", "Imports point down"),
    ("bot/chat/text.py", "import bot.gateway.pacing", "Layers inside bot"),
    ("bot/interviews/rules.py", "import bot.interviews.service", "every feature"),
    ("flows/xpath/errors.py", "import flows.engine", "Layers inside flows"),
    ("storage/stores/cards.py", "import storage.database", "Layers inside storage"),
    ("bot/people/rules.py", "import bot.interviews.rules", "Features do not import"),
    ("bot/emulator/clock.py", "import bot.clock", "local Bot API imports nothing"),
    ("bot/people/service.py", "import telegram", "telegram only"),
    ("bot/people/rules.py", "import sqlalchemy", "sqlalchemy and alembic"),
    ("bot/questionnaires/service.py", "import pyxform", "pyxform only"),
    ("ici/framework.py", "import storage.records", "Imports point down"),
    ("bot/people/rules.py", "import numpy", "numpy only"),
    ("bot/people/rules.py", "import matplotlib", "matplotlib only"),
    ("bot/people/rules.py", "import apscheduler", "apscheduler only"),
)


def lint(folder: Path) -> str:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy of the house with every wrong import in it."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / ".importlinter", copy)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package)
    for module, statement, _ in WRONG:
        path = copy / module
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{statement}\n", encoding="utf-8")
    return lint(copy)


@pytest.mark.parametrize(("module", "statement", "contract"), WRONG)
def test_a_wrong_import_is_reported(
    report: str, module: str, statement: str, contract: str
) -> None:
    broken = [line for line in report.splitlines() if line.endswith("BROKEN")]
    assert any(contract in line for line in broken), f"{statement} in {module}\n{report}"
    importer = module.removesuffix(".py").replace("/", ".")
    imported = statement.split()[1]
    said = [line for line in report.splitlines() if importer in line and imported in line]
    assert said, f"{importer} -> {imported} is not named"


def test_every_room_of_bot_is_in_the_contracts() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contracts["importlinter:contract:bot"]["layers"].replace("|", " ").split()
    rooms = {
        path.stem
        for path in (ROOT / "bot").iterdir()
        if (path.is_dir() and (path / "__init__.py").exists()) or path.suffix == ".py"
    } - {"__init__"}
    assert rooms == set(layers)


def test_no_file_names_a_download_host_or_a_folder_of_this_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    words = ("files.python" + "hosted", "py" + "pi.org", "registry.npm" + "js", "/work/" + "main")
    for name in (each for each in listed if (ROOT / each).exists()):
        content = (ROOT / name).read_bytes()
        found = [word for word in words if word.encode() in content]
        assert not found, f"{name}: {found}"
