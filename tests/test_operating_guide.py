"""The operator's guide knows what the bot says of itself, and each setting and file that it names is there."""

import re
from pathlib import Path

import pytest

from eig_bot.secret_files import SECRETS
from eig_bot.slack.knowledge_source import BEHIND
from eig_bot.slack.serve import NO_TEAM, NO_TEAM_USERS, NOT_READY
from eig_bot.slack.tokens import not_taken, out_of_reach

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "operer.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "sentence",
    [NOT_READY, BEHIND, NO_TEAM, NO_TEAM_USERS, not_taken("invalid_auth", "A"), not_taken("x", "A"), out_of_reach(OSError())],
)
def test_each_sentence_of_the_health_check_is_explained(sentence: str) -> None:
    rows = [re.escape(quoted).replace("…", ".*") for quoted in re.findall(r"`([^`\n]+)`", GUIDE)]
    assert any(re.fullmatch(row, sentence) for row in rows)


def test_the_settings_that_it_names_exist() -> None:
    known = set(re.findall(r"`((?:EIG_BOT|SLACK)_[A-Z_]+)`", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")))
    known |= {f"{name}_FILE" for name in SECRETS}
    assert set(re.findall(r"(?:EIG_BOT|SLACK)_[A-Z_]+", GUIDE)) <= known


def test_the_files_that_it_names_exist() -> None:
    named = re.findall(r"\bdeploy/[\w/.-]+\w/?", GUIDE)
    assert named
    assert [path for path in named if not (ROOT / path).exists() and not path.startswith("deploy/secrets")] == []
