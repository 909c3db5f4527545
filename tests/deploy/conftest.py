"""A Slack, pages, and what a recipe runs with."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.fake_slack import FakeSlack, as_http, dm
from tests.slack.pages import PAGES
from tests.slack.process import SECRET, Process, free_port

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SERVER = ROOT / ".venv-deploy" / "bin"
"""An environment made from `requirements.txt` alone (`make .venv-deploy/.ready`)."""
KEY = "une clé de seize lettres"
RunCommand = Callable[..., Process]


def needs(tool: str, package: str) -> pytest.MarkDecorator:
    """Skip where a tool is missing, and say which package of Debian has it."""
    return pytest.mark.skipif(shutil.which(tool) is None, reason=f"{tool} is missing (Debian: apt-get install {package})")


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with the program and its pages, as on a server: nothing else of this repository."""
    if not (SERVER / "python").exists():
        pytest.skip("the environment of a server is missing (make .venv-deploy/.ready)")
    folder = tmp_path / "programme"
    shutil.copytree(ROOT / "eig_bot", folder / "eig_bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "Procfile", folder)
    (folder / "knowledge").mkdir()
    for name, text in PAGES.items():
        (folder / "knowledge" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def run(fake: FakeSlack, program: Path, tmp_path: Path) -> Iterator[RunCommand]:
    """Start a command in the folder of the program; `{port}` in it is the port."""
    started: list[Process] = []

    def run(command: Sequence[str], **variables: str) -> Process:
        port = free_port()
        environment = {
            "PATH": f"{SERVER}:{os.environ['PATH']}",
            "PORT": str(port),
            "EIG_BOT_DATA": str(tmp_path / "data"),
            "EIG_BOT_TODAY": "2030-02-01",
            "SLACK_API_URL": fake.url,
            **variables,
        }
        (tmp_path / "data").mkdir(exist_ok=True)
        with_port = [part.replace("{port}", str(port)) for part in command]
        started.append(Process(environment, program, port, command=with_port))
        return started[-1]

    yield run
    for process in started:
        process.stop()


SECRETS = {"SLACK_BOT_TOKEN": "xoxb-fake", "SLACK_SIGNING_SECRET": SECRET, "EIG_BOT_SECRET_KEY": KEY}
HERE = str(Path(sys.executable).parent)
"""Where the tools of the tests are."""


def assert_answers(bot: Process, fake: FakeSlack) -> None:
    """It becomes ready, and answers a question that Slack has signed."""
    bot.wait_until_ready()
    assert bot.post(*as_http(dm("qui prête une parcelle ?"), SECRET)) == 200
    assert "50 à 200 m²" in str(fake.wait_for("chat.postMessage", 1)[-1].params["text"])
