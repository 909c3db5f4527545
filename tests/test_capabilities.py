"""A folder is a capability: a copy of the package without it, and the few files that go with it, answers all the same."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from eig_bot.cli.app import cli
from tests.fake_slack import FakeSlack
from tests.garden import FOLDER
from tests.slack.process import Process, free_port
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[1]
SECTION = "## Capabilities that can be taken out"


@dataclass(frozen=True)
class Capability:
    """A row of the table."""

    files: tuple[str, ...]
    """Files and folders under `eig_bot/`."""
    borne: tuple[str, ...]
    """Names of the capabilities that stand on it."""

    @property
    def commands(self) -> list[str]:
        return [Path(file).stem.rstrip("_") for file in self.files if file.startswith("cli/commands/")]


def table() -> dict[str, Capability]:
    """Return the rows of ARCHITECTURE.md, by their names."""
    section = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split(SECTION)[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")]
    return {
        name: Capability(tuple(re.findall(r"`([^`]+)`", files)), tuple(re.findall(r"\w+", borne)))
        for name, files, borne in rows[2:]
    }


CAPABILITIES = table()


def taken_out(name: str) -> list[Capability]:
    """Return what goes when a capability goes: itself, and all that stands on it."""
    found = CAPABILITIES[name]
    return [found, *(capability for other in found.borne for capability in taken_out(other))]


@dataclass(frozen=True)
class Copy:
    """The package without a capability, in a folder of its own."""

    folder: Path
    without: tuple[Capability, ...]
    environment: dict[str, str]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "eig_bot", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
        )


@pytest.fixture(params=CAPABILITIES)
def copy(request: pytest.FixtureRequest, tmp_path: Path, data: Path) -> Copy:
    shutil.copytree(ROOT / "eig_bot", tmp_path / "eig_bot")
    without = tuple(taken_out(request.param))
    for file in [file for capability in without for file in capability.files]:
        remove(tmp_path / "eig_bot" / file)
    environment = {
        "PATH": os.environ["PATH"],
        "EIG_BOT_KNOWLEDGE": str(FOLDER),
        "EIG_BOT_DATA": str(data),
        "EIG_BOT_TODAY": "2031-04-10",
    }
    return Copy(tmp_path, without, environment)


def remove(path: Path) -> None:
    """Delete a file or a folder; FileNotFoundError for one that the table should not name."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def imported(file: Path) -> Iterator[str]:
    """Return the modules of the package that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("eig_bot"):
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def test_nothing_that_is_left_needs_what_is_gone(copy: Copy) -> None:
    gone = {file.removesuffix("/").removesuffix(".py").replace("/", ".") for row in copy.without for file in row.files}
    for file in (copy.folder / "eig_bot").rglob("*.py"):
        needed = {module.removeprefix("eig_bot.") for module in imported(file)}
        assert not gone & needed, file


def test_a_question_is_answered_without_it(copy: Copy) -> None:
    found = copy.run("ask", "--json", "combien coûte une parcelle")
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["results"][0]["section"] == "Combien coûte une parcelle ?"


def test_its_commands_are_gone_and_all_others_are_there(copy: Copy) -> None:
    gone = {command for capability in copy.without for command in capability.commands}
    shown = set(re.findall(r"^  (\w+)  ", copy.run("--help").stdout, re.MULTILINE))
    assert shown == set(cli.list_commands(click.Context(cli))) - gone


@pytest.mark.slow
def test_the_bot_serves_slack_without_it(copy: Copy) -> None:
    with FakeSlack() as fake:
        port = free_port()
        slack = {"SLACK_BOT_TOKEN": "xoxb-fake", "SLACK_APP_TOKEN": "xapp-fake", "SLACK_API_URL": fake.url, "PORT": str(port)}
        bot = Process(copy.environment | slack, FOLDER, port, package=copy.folder)
        bot.wait_until_ready()
        code, log = bot.stop()
    assert code == 0
    assert "ERROR" not in log
