"""`eig-bot run` without a token of Slack; with one, see `tests/slack/test_serve.py`."""

import pytest

from eig_bot.messages import answers as answers_messages
from eig_bot.messages import cli as messages
from eig_bot.messages import settings as settings_messages
from tests.cli.conftest import Run


def test_running_in_the_terminal_says_how_to_connect_slack_and_converses(run: Run) -> None:
    found = run("run", "--terminal", typed="combien coûte une parcelle\n".encode())
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith(messages.CONNECT_SLACK)
    assert "La cotisation est de 24 €" in found.out
    assert found.out.endswith(f"{answers_messages.GOODBYE}\n")


def test_without_tokens_it_does_not_run_unless_in_the_terminal(run: Run) -> None:
    found = run("run")
    assert (found.code, found.out, found.err) == (2, "", f"{settings_messages.NO_SLACK_TOKENS}\n")


def test_one_token_alone_is_too_few_also_for_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    found = run("run", "--terminal", typed=b"bonjour\n")
    assert (found.code, found.out, found.err) == (2, "", f"{settings_messages.NO_SLACK_TOKENS}\n")
