"""SECURITY.md says what is true, as far as that can be read off the code."""

import re
from pathlib import Path

import click
import yaml

from eig_bot.cli import app as cli
from eig_bot.config import Settings
from eig_bot.journal.claims import CLAIMS_LAST
from eig_bot.journal.tables import metadata
from eig_bot.journal.team_acts import RETENTION

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
QUOTED = re.findall(r"`([^`]+)`", TEXT)
SCOPES = {5: "five"}


def section(title: str) -> str:
    return TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """Return the cells of the table of a section, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def test_the_files_that_it_names_are_there() -> None:
    named = [name for name in QUOTED if re.match(r"(?:eig_bot|tests|docs|knowledge)/", name)]
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", TEXT)
    assert len(named) > 20
    assert [name for name in (*named, *linked) if not (ROOT / name).exists()] == []


def test_every_promise_says_against_whom_and_which_tests_hold_it() -> None:
    promises = rows("What is promised")
    assert len(promises) > 10
    for promise, against, tested in promises:
        assert promise.endswith(".")
        assert against
        tests = [ROOT / name for name in re.findall(r"`(tests/[^`]+)`", tested)]
        assert tests, promise
        assert all(any("def test_" in file.read_text(encoding="utf-8") for file in files_of(path)) for path in tests), promise


def files_of(path: Path) -> list[Path]:
    return sorted(path.glob("test_*.py")) if path.is_dir() else [path]


def test_the_settings_that_it_names_exist() -> None:
    config = "".join((ROOT / "eig_bot" / name).read_text(encoding="utf-8") for name in ("config.py", "git_settings.py"))
    named = [name for name in QUOTED if re.fullmatch(r"(?:EIG_BOT|SLACK)_\w+|PORT", name)]
    assert len(set(named)) > 5
    assert [name for name in named if f'"{name}"' not in config] == []


def test_the_commands_and_options_that_it_names_exist() -> None:
    named = re.findall(r"`eig-bot (\w+)(?: (--\w+))?`", TEXT)
    assert named
    for name, option in named:
        command = cli.cli.get_command(click.Context(cli.cli), name)
        assert command, name
        assert not option or option in {known for parameter in command.params for known in parameter.opts}


def test_the_retentions_that_it_states_are_those_of_the_code() -> None:
    told = set(re.findall(r"(\d+) days", section("What is kept, where, for how long")))
    assert told == {str(span.days) for span in (Settings(Path(), Path()).retention, CLAIMS_LAST, RETENTION)}
    of_acts = next(row for row in rows("What is kept, where, for how long") if "`team_acts`" in row[1])
    assert of_acts[3].startswith(f"{RETENTION.days} days")


def test_every_table_of_the_journal_is_told_of() -> None:
    told = {name for row in rows("What is kept, where, for how long") for name in re.findall(r"`(\w+)`", row[1])}
    assert metadata.tables.keys() - told == set()


def test_the_bot_asks_for_as_many_scopes_as_it_says() -> None:
    manifest = yaml.safe_load((ROOT / "app_manifest.yml").read_text(encoding="utf-8"))
    assert f"{SCOPES[len(manifest['oauth_config']['scopes']['bot'])]} scopes" in TEXT
