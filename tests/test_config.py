"""The settings: what each variable means, what stands in for one that is not set, and what is refused."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from eig_bot.clock import PARIS
from eig_bot.config import SLACK_API, Settings
from eig_bot.errors import SettingsError
from eig_bot.messages import settings as messages
from eig_bot.secret_files import SECRETS

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


# --- the journal and the team

SECRET = "un secret de 16 lettres et plus"


def refused(**environment: str) -> str:
    with pytest.raises(SettingsError) as raised:
        Settings.read(environment)
    return plainly(str(raised.value))


def test_without_them_a_secret_is_to_be_drawn_there_is_no_team_and_questions_are_kept_for_half_a_year() -> None:
    names = ("EIG_BOT_SECRET_KEY", "EIG_BOT_TEAM_CHANNEL", "EIG_BOT_TEAM_USERS", "EIG_BOT_RETENTION_DAYS")
    found = Settings.read(dict.fromkeys(names, " "))
    assert found == Settings.read({})
    assert (found.secret_key, found.team_channel, found.team_users) == (None, None, frozenset())
    assert found.retention == timedelta(days=180)


def test_a_secret_of_sixteen_characters_is_taken_and_not_printed() -> None:
    for secret in ("x" * 16, SECRET, "é" * 16):
        found = Settings.read({"EIG_BOT_SECRET_KEY": f" {secret} "})
        assert found.secret_key == secret
        assert secret not in repr(found)


@pytest.mark.parametrize("secret", ["zz", "x" * 15, " " * 20 + "secret-court"])
def test_a_short_secret_is_refused_without_being_repeated(secret: str) -> None:
    said = refused(EIG_BOT_SECRET_KEY=secret)
    assert said == plainly(messages.short_secret("EIG_BOT_SECRET_KEY", 16))
    assert secret.strip() not in said


@pytest.mark.parametrize("channel", ["C0123456789", "G0123456789", " C0EQUIPE1 "])
def test_the_channel_of_the_team_is_an_id(channel: str) -> None:
    assert Settings.read({"EIG_BOT_TEAM_CHANNEL": channel}).team_channel == channel.strip()


@pytest.mark.parametrize(
    "channel", ["#equipe", "equipe", "U0123456789", "D0123456789", "c0123456789", "C012", "C0123456789,C1"]
)
def test_the_name_of_a_channel_is_refused_with_what_an_id_looks_like(channel: str) -> None:
    expected = f"La variable EIG_BOT_TEAM_CHANNEL vaut « {channel} » : il faut l’identifiant d’un canal, comme C0123456789."
    assert refused(EIG_BOT_TEAM_CHANNEL=channel) == expected


@pytest.mark.parametrize(
    "users", ["U0EQUIPE1,W0EQUIPE2", " U0EQUIPE1 , W0EQUIPE2, ", "U0EQUIPE1;W0EQUIPE2", "W0EQUIPE2\nU0EQUIPE1 U0EQUIPE1"]
)
def test_the_team_is_a_list_of_ids(users: str) -> None:
    assert Settings.read({"EIG_BOT_TEAM_USERS": users}).team_users == {"U0EQUIPE1", "W0EQUIPE2"}


@pytest.mark.parametrize(
    ("users", "wrong"), {"U0EQUIPE1,@equipe": "@equipe", "C0EQUIPE1": "C0EQUIPE1", "u0equipe1": "u0equipe1"}.items()
)
def test_what_is_no_id_of_a_person_is_named(users: str, wrong: str) -> None:
    assert refused(EIG_BOT_TEAM_USERS=users) == (
        f"La variable EIG_BOT_TEAM_USERS vaut « {wrong} » : "
        "il faut des identifiants de personnes séparés par des virgules, comme U0123456789."
    )


@pytest.mark.parametrize(("value", "days"), {"1": 1, " 365 ": 365, "3650": 3650}.items())
def test_questions_are_kept_for_the_days_that_are_set(value: str, days: int) -> None:
    assert Settings.read({"EIG_BOT_RETENTION_DAYS": value}).retention == timedelta(days=days)


@pytest.mark.parametrize("value", ["0", "-1", "3651", "1.5", "six mois", "²"])
def test_a_retention_of_no_day_or_of_more_than_ten_years_is_refused(value: str) -> None:
    expected = f"La variable EIG_BOT_RETENTION_DAYS vaut « {value} » : il faut un nombre de jours, de 1 à 3650."
    assert refused(EIG_BOT_RETENTION_DAYS=value) == expected


# --- where the journal is


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///journal.sqlite", "journal.sqlite"),
        ("sqlite:///./un dossier/memoire.db", "un dossier/memoire.db"),
        ("sqlite:////var/lib/eig 100%/journal?.sqlite", "/var/lib/eig 100%/journal?.sqlite"),
    ],
)
def test_the_journal_may_be_a_file_anywhere_which_needs_no_key(url: str, path: str) -> None:
    found = Settings.read({"EIG_BOT_DATABASE_URL": url})
    assert (found.journal_file, found.database_url) == (Path(path), None)


def test_the_journal_may_be_on_a_server_which_needs_one() -> None:
    url = "postgresql://bot:secret@db/journal"
    found = Settings.read({"EIG_BOT_DATABASE_URL": url, "EIG_BOT_SECRET_KEY": SECRET})
    assert (found.journal_file, found.database_url) == (None, url)
    assert "secret@" not in repr(found)
    assert refused(EIG_BOT_DATABASE_URL=url) == plainly(messages.NO_KEY_FOR_A_SERVER)


@pytest.mark.parametrize(
    "url",
    ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:////", "sqlite:///dossier/", "mysql://bot:secret@db", "journal"],
)
def test_what_is_neither_is_refused(url: str) -> None:
    said = refused(EIG_BOT_DATABASE_URL=url, EIG_BOT_SECRET_KEY=SECRET)
    assert said.endswith(plainly(f"il faut {messages.DATABASE_ADDRESS}."))
    assert "secret" not in said


# --- secrets in files

TOKEN = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": "s", "EIG_BOT_SECRET_KEY": SECRET}


def test_each_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    database = {"EIG_BOT_DATABASE_URL": "postgresql://bot@localhost/eig"}
    secrets = {**TOKEN, **database, "EIG_BOT_METRICS_TOKEN": SECRET, "EIG_BOT_KNOWLEDGE_HOOK_SECRET": SECRET}
    assert secrets.keys() == set(SECRETS)
    for name, value in secrets.items():
        (tmp_path / name).write_text(f"{value}\n", encoding="utf-8")
    assert Settings.read({f"{name}_FILE": str(tmp_path / name) for name in secrets}) == Settings.read(secrets)


def test_a_secret_that_is_set_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-2", encoding="utf-8")
    said = refused(SLACK_BOT_TOKEN="xoxb-1", SLACK_BOT_TOKEN_FILE=str(tmp_path / "token"))
    assert said == plainly(messages.set_twice("SLACK_BOT_TOKEN"))


@pytest.mark.parametrize("content", [None, b" \n", b"\xff\xfe"])
def test_a_file_without_a_secret_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "token"
    if content is not None:
        file.write_bytes(content)
    said = refused(SLACK_BOT_TOKEN_FILE=str(file))
    assert said == plainly(messages.bad_secret_file("SLACK_BOT_TOKEN_FILE", str(file)))


# --- numbers


def test_a_process_has_four_connections_to_its_server_by_default() -> None:
    assert Settings.read({}).database_pool == 4
    assert Settings.read({"EIG_BOT_DATABASE_POOL": "12"}).database_pool == 12


@pytest.mark.parametrize("value", ["1", "101", "-3", "beaucoup", "9" * 5_000])
def test_another_number_of_connections_is_refused(value: str) -> None:
    said = refused(EIG_BOT_DATABASE_POOL=value)
    assert said == plainly(messages.bad_variable("EIG_BOT_DATABASE_POOL", value, messages.A_NUMBER_OF_CONNECTIONS))


def test_a_token_for_the_metrics_cannot_be_guessed() -> None:
    assert Settings.read({}).metrics_token is None
    assert Settings.read({"EIG_BOT_METRICS_TOKEN": SECRET}).metrics_token == SECRET
    assert refused(EIG_BOT_METRICS_TOKEN="court") == plainly(messages.short_secret("EIG_BOT_METRICS_TOKEN", 16))
