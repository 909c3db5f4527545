"""The team's guide and the page on personal data show what is true: commands that run, pages that read, labels that exist."""

import io
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
import yaml

from eig_bot.answers.call_status import status
from eig_bot.cli import app as cli
from eig_bot.config import Settings
from eig_bot.journal.claims import CLAIMS_LAST
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys, kept_secret
from eig_bot.journal.questions import Question
from eig_bot.journal.team_acts import RETENTION
from eig_bot.knowledge.extras import read_site
from eig_bot.knowledge.front_matter import read_ours
from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import Site
from eig_bot.messages import slack as slack_messages

from .garden import FOLDER, at
from .wording import labels

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GUIDE, PRIVACY = DOCS / "guide-equipe.md", DOCS / "donnees-personnelles.md"
FENCE = re.compile(r"^( *)```(\w+)(?: (\S+))?\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """A block of code."""

    kind: str
    path: str
    """The file that it is; empty for an extract."""
    text: str


def blocks(page: Path) -> list[Shown]:
    found = FENCE.findall(page.read_text(encoding="utf-8"))
    return [Shown(kind, path, re.sub(f"^{indent}", "", text, flags=re.MULTILINE)) for indent, kind, path, text in found]


def prose(page: Path) -> str:
    """Return what is neither code nor an address."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return re.sub(r"`[^`]+`|\]\([^)]+\)", "x", text)


FILES = {shown.path: shown.text for shown in blocks(GUIDE) if shown.path}
COMMANDS = [
    line
    for page in (GUIDE, PRIVACY)
    for shown in blocks(page)
    if shown.kind == "sh"
    for line in shown.text.splitlines()
    if line
]
each_page = pytest.mark.parametrize("page", [GUIDE, PRIVACY], ids=lambda page: page.stem)


# --- commands ---------------------------------------------------------------------------------------------------------

Run = Callable[[str], str]


@pytest.fixture
def run(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a line of a guide in a folder with pages, a page of a site, and what a bot has written."""
    for name in ("knowledge", "mon-site"):
        shutil.copytree(FOLDER, tmp_path / name)
    (tmp_path / "visiter.md").write_text(FILES["visiter.md"], encoding="utf-8")
    _ask(data)
    for name in ("EIG_BOT_KNOWLEDGE", "EIG_BOT_DATA", "EIG_BOT_DATABASE_URL", "EIG_BOT_SECRET_KEY", "EIG_BOT_TODAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(line: str) -> str:
        words = shlex.split(line)
        while "=" in words[0]:
            monkeypatch.setenv(*words.pop(0).split("=", 1))
        assert words.pop(0) == "eig-bot"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(), "utf-8"))
        with pytest.raises(SystemExit) as left:
            cli.main(words)
        shown = capsys.readouterr()
        assert left.value.code in {0, None}, shown.out + shown.err
        assert "Traceback" not in shown.err
        return shown.out

    return run


def _ask(data: Path) -> None:
    """Keep two questions, as a bot does."""
    journal = Journal.open(data, Keys(kept_secret(data)))
    for text, kind in (("des tickets resto ?", "no_answer"), ("combien coûte une parcelle", "answer")):
        question = Question(text, datetime.now(UTC), journal.keys.hashed("U0123456789"), "dm", text, kind, None, 0.5, 3)
        journal.questions.record(question)
    journal.close()


def test_the_guide_shows_the_commands_of_the_teams_work() -> None:
    names = {word for line in COMMANDS for word in line.split()}
    assert {"ask", "check", "eval", "import", "learn", "report", "status"} <= names
    assert {"backup", "export", "purge"} <= names


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_that_is_shown_runs(run: Run, line: str) -> None:
    shown = run(line)
    assert "--stdout" not in line or shown.strip() == FILES["brouillons/visiter-l-exposition.md"].strip()


def test_a_draft_is_what_the_guide_shows(run: Run) -> None:
    assert "brouillons/visiter-l-exposition.md" in run(next(line for line in COMMANDS if "import" in line and "--to" in line))
    written = Path("brouillons/visiter-l-exposition.md").read_text(encoding="utf-8")
    assert written == FILES["brouillons/visiter-l-exposition.md"]


def test_each_command_and_option_that_is_named_exists() -> None:
    text = FENCE.sub("", GUIDE.read_text(encoding="utf-8")) + FENCE.sub("", PRIVACY.read_text(encoding="utf-8"))
    context = click.Context(cli.cli)
    commands = filter(None, (cli.cli.get_command(context, name) for name in cli.cli.list_commands(context)))
    options = {name for command in commands for option in command.params for name in option.opts}
    named = re.findall(r"`(--[a-z]+)`", text)
    assert named
    assert [name for name in named if name not in options] == []
    assert [name for name in re.findall(r"`(EIG_BOT_\w+)`", text) if name not in (ROOT / "ARCHITECTURE.md").read_text()] == []


# --- examples ---------------------------------------------------------------------------------------------------------


def test_the_page_that_is_shown_has_nothing_to_mend(run: Run) -> None:
    Path("knowledge/stand.md").write_text(FILES["knowledge/stand.md"], encoding="utf-8")
    lines = run("EIG_BOT_TODAY=2026-11-25 eig-bot check").splitlines()
    assert [line for line in lines if line.startswith("stand.md:")] == []
    assert "Emprunter le stand du programme" in run('eig-bot ask "borrow the booth"')


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in FILES if path.endswith(".md")])
def test_the_shipped_folder_has_no_error_with_a_page_that_is_shown(run: Run, path: str) -> None:
    folder = shutil.copytree(ROOT / "knowledge", Path("avec"))
    (folder / Path(path).name).write_text(FILES[path], encoding="utf-8")
    assert "0\u00a0erreur" in run("EIG_BOT_TODAY=2026-11-25 eig-bot check --knowledge avec")


@pytest.mark.parametrize("text", [shown.text for shown in blocks(GUIDE) if shown.path == "site.yml"])
def test_each_site_file_that_is_shown_is_read(text: str) -> None:
    assert read_site(text).name


def test_the_page_of_the_site_that_is_shown_is_read() -> None:
    page = read_page("visiter.md", FILES["visiter.md"].encode(), Site())
    assert (page.problems, len(page.passages)) == ((), 3)


@pytest.mark.parametrize(
    "shown", [shown for shown in blocks(GUIDE) if shown.kind == "yaml" and not shown.path], ids=lambda shown: shown.text[:6]
)
def test_each_extract_is_front_matter_that_can_be_read(shown: Shown) -> None:
    front = read_ours(f"title: Aide\n{shown.text}")
    assert front.content == {}
    assert front.passages or front.calls


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2027-01-10T12:00", "announced"),
        ("2027-01-25T09:00", "open"),
        ("2027-03-19T11:59", "open"),
        ("2027-03-20T12:00", "closed"),
    ],
)
def test_a_call_has_the_state_that_the_guide_says(moment: str, state: str) -> None:
    (source,) = [shown.text for shown in blocks(GUIDE) if "2027" in shown.text and shown.kind == "yaml"]
    page = read_page("appel.md", f"---\ntitle: Appel\n{source}---\nBonjour.\n".encode(), Site())
    assert [str(status(call, at(moment)).state) for call in page.calls] == [state]


def test_the_files_that_are_named_are_there() -> None:
    text = FENCE.sub("", GUIDE.read_text(encoding="utf-8") + PRIVACY.read_text(encoding="utf-8"))
    named = re.findall(r"`(knowledge/[\w-]+\.\w+)`", text)
    assert len(named) > 3
    assert [path for path in named if not (ROOT / path).is_file()] == []


# --- words ------------------------------------------------------------------------------------------------------------


@each_page
def test_each_label_that_is_quoted_is_one_of_the_bots(page: Path) -> None:
    quoted = re.findall(r"«\u00a0(.*?)\u00a0»", prose(page))
    assert quoted
    assert [label for label in quoted if label not in labels()] == []


@each_page
def test_the_typography_is_french(page: Path) -> None:
    assert re.findall(r".{0,10}(?:(?<![|-]) [:;?!»]|«(?!\u00a0)|(?<![\u00a0\n])[;?!]|\w'\w)", prose(page)) == []


def test_the_fields_that_the_guide_names_are_those_of_decap() -> None:
    config = yaml.safe_load((DOCS / "decap-config.yml").read_text(encoding="utf-8"))
    known = set(re.findall(r"'(?:label|label_singular)': ['\"](.*?)['\"][,}]", str(config)))
    fields = ("Passages", "Façons de demander", "Relue le", "Valable jusqu'au", "Appels", "Fermeture", "Page des résultats")
    named = GUIDE.read_text(encoding="utf-8").replace("’", "'")
    for field in (*fields, "Pages de connaissances", "Questions hors sujet", "Lexique"):
        assert field in known
        assert f"*{field}*" in named


def test_people_are_told_how_long_what_they_wrote_is_kept() -> None:
    told = set(re.findall(r"(\d+)\u00a0jours", prose(PRIVACY)))
    kept = (Settings(Path(), Path()).retention, CLAIMS_LAST, RETENTION)
    assert {str(span.days) for span in kept} == told - {"3650"}


def test_a_year_is_how_long_what_the_team_did_is_kept() -> None:
    told = (
        prose(PRIVACY),
        prose(GUIDE),
        slack_messages.FORGOTTEN_BUT_ACTS,
        slack_messages.kept(0, 0, 0, is_subscribed=False, acts=1),
    )
    assert ([RETENTION.days], [" un an" in text or "(un an" in text for text in told]) == ([365], [True] * 4)


def test_a_folder_that_is_brought_is_not_the_one_that_is_shipped_and_is_set_where_the_bot_looks() -> None:
    brought = GUIDE.read_text(encoding="utf-8").partition("## Apporter un dossier")[2].partition("\n## ")[0]
    assert "--knowledge knowledge" not in brought
    (setting,) = [shown.text for shown in blocks(GUIDE) if shown.path == ".env"]
    key, _, value = setting.strip().partition("=")
    assert Settings.read({key: value}).knowledge == Path("/chemin/de/mon-site")
    assert "guide-equipe.md#apporter-un-dossier-en-cinq-minutes" in (ROOT / "README.md").read_text(encoding="utf-8")
