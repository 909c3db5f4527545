"""The settings: what each variable means, what stands in for one that is not set, and what is refused."""

from datetime import date, datetime
from pathlib import Path

import pytest

from eig_bot import messages
from eig_bot.config import SLACK_API, Settings
from eig_bot.errors import SettingsError
from eig_bot.knowledge.front_matter import PARIS

from .garden import at, plainly


def test_nothing_set_means_local_folders_and_no_slack() -> None:
    found = Settings.read({})
    assert (found.knowledge, found.data) == (Path("knowledge"), Path("data"))
    assert (found.today, found.port, found.slack_api_url, found.has_slack) == (None, None, SLACK_API, False)


def test_a_blank_variable_counts_as_not_set() -> None:
    names = ("EIG_BOT_KNOWLEDGE", "EIG_BOT_TODAY", "PORT", "SLACK_BOT_TOKEN", "SLACK_API_URL")
    assert Settings.read(dict.fromkeys(names, " ")) == Settings.read({})


def test_values_are_taken_without_the_spaces_around_them() -> None:
    found = Settings.read({"EIG_BOT_TODAY": " 2031-04-10\n", "PORT": " 8080 ", "EIG_BOT_DATA": " ici "})
    assert (found.today, found.port, found.data) == (date(2031, 4, 10), 8080, Path("ici"))


def test_the_folder_of_the_command_line_wins() -> None:
    environment = {"EIG_BOT_KNOWLEDGE": "a"}
    assert Settings.read(environment).knowledge == Path("a")
    assert Settings.read(environment, Path("b")).knowledge == Path("b")


@pytest.mark.parametrize("other", ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_slack_needs_a_bot_token_and_one_way_to_connect(other: str) -> None:
    assert Settings.read({"SLACK_BOT_TOKEN": "xoxb-1", other: "xapp-1"}).has_slack
    assert not Settings.read({}).has_slack


@pytest.mark.parametrize(
    "tokens",
    [
        {"SLACK_BOT_TOKEN": "xoxb-1"},
        {"SLACK_APP_TOKEN": "xapp-1"},
        {"SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": "s"},
    ],
)
def test_some_tokens_without_the_others_are_said_to_be_missing(tokens: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as raised:
        assert Settings.read(tokens).has_slack
    assert str(raised.value) == messages.NO_SLACK_TOKENS


def test_secrets_are_not_printed_with_the_settings() -> None:
    assert "xoxb-1" not in repr(Settings.read({"SLACK_BOT_TOKEN": "xoxb-1"}))


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/api", "http://127.0.0.1:8000/api/", "http://127.0.0.1:8000/api//"])
def test_the_address_of_slack_ends_with_one_slash(url: str) -> None:
    assert Settings.read({"SLACK_API_URL": url}).slack_api_url == "http://127.0.0.1:8000/api/"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("EIG_BOT_TODAY", "demain", "une date comme 2026-11-24"),
        ("EIG_BOT_TODAY", "10/04/2031", "une date comme 2026-11-24"),
        ("EIG_BOT_TODAY", "2031-02-30", "une date comme 2026-11-24"),
        ("PORT", "0", "un nombre de 1 à 65535"),
        ("PORT", "65536", "un nombre de 1 à 65535"),
        ("PORT", "-1", "un nombre de 1 à 65535"),
        ("PORT", "huit", "un nombre de 1 à 65535"),
        ("SLACK_API_URL", "slack.com", "une adresse qui commence par « https:// »"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_what_it_should_be(name: str, value: str, expected: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.read({name: value})
    assert plainly(str(refused.value)) == f"La variable {name} vaut « {value} » : il faut {expected}."


@pytest.mark.parametrize(("name", "prefix"), {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}.items())
def test_a_token_of_the_wrong_kind_is_refused_without_being_repeated(name: str, prefix: str) -> None:
    with pytest.raises(SettingsError, match=prefix) as refused:
        Settings.read({name: "jeton-secret"})
    assert "jeton-secret" not in str(refused.value)


def test_the_clock_gives_noon_of_the_day_that_is_set() -> None:
    assert Settings.read({"EIG_BOT_TODAY": "2031-04-10"}).clock()() == at("2031-04-10T12:00")


def test_else_the_clock_gives_the_time_in_france() -> None:
    found = Settings.read({}).clock()()
    assert found.tzinfo is PARIS
    assert abs(datetime.now(PARIS) - found).total_seconds() < 5
