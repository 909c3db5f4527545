"""The settings of the repository: what an address may be, and what is refused without a secret being repeated."""

from pathlib import Path

import pytest

from eig_bot.config import Settings
from eig_bot.errors import SettingsError
from eig_bot.git_settings import GitSettings, WriteMode
from eig_bot.messages import settings as messages

from .garden import plainly

ADDRESS = "https://forge.example/potagers/pages.git"
SSH = {"SSH_KEY_FILE": "clé", "KNOWN_HOSTS_FILE": "/serveurs"}


def read(**variables: str) -> GitSettings:
    found = Settings.read({f"EIG_BOT_KNOWLEDGE_{name}": value for name, value in {"GIT": ADDRESS, **variables}.items()}).git
    assert found
    return found


def refusal(**variables: str) -> str:
    with pytest.raises(SettingsError) as refused:
        read(**variables)
    return plainly(str(refused.value))


def test_without_an_address_there_is_no_repository() -> None:
    assert Settings.read({"EIG_BOT_KNOWLEDGE_BRANCH": "main", "EIG_BOT_KNOWLEDGE_TOKEN": "x"}).git is None


def test_an_address_alone_means_the_whole_of_the_main_branch() -> None:
    found = read()
    assert (found.address, found.branch, found.folder, found.user, found.mode) == (ADDRESS, "main", "", "git", WriteMode.DIRECT)
    assert (found.token, found.token_file, found.hook_secret, found.is_ssh) == (None, None, None, False)


def test_the_folder_of_the_command_line_wins_over_a_repository() -> None:
    assert Settings.read({"EIG_BOT_KNOWLEDGE_GIT": ADDRESS}, Path("ici")).git is None


@pytest.mark.parametrize(
    "address", [ADDRESS, "http://127.0.0.1:8080/a.git", "http://localhost/a", "https://forge.example:8443/a"]
)
def test_an_address_over_tls_or_within_this_machine_is_taken(address: str) -> None:
    assert not read(GIT=address).is_ssh


@pytest.mark.parametrize("address", ["ssh://git@forge.example/a.git", "ssh://forge.example:2222/a", "git@forge.example:a/b"])
def test_an_ssh_address_needs_a_key_and_the_keys_of_the_server(address: str) -> None:
    found = read(GIT=address, **SSH)
    assert (found.is_ssh, found.ssh_key_file, found.known_hosts_file) == (True, Path("clé").absolute(), Path("/serveurs"))
    assert refusal(GIT=address, SSH_KEY_FILE="clé") == plainly(messages.SSH_NEEDS_FILES)


@pytest.mark.parametrize(
    "address",
    [
        "http://forge.example/a.git",
        "file:///srv/a.git",
        "/srv/a.git",
        "ext::sh -c touch% x",
        "--upload-pack=touch x",
        "git://forge.example/a",
        "https://",
        "https://-forge/a",
        "git@forge.example:-a",
        "https://forge.example/a?token=secret",
        "https://forge.example:x/a",
        "https://forge.example/a b",
    ],
)
def test_another_address_is_refused_without_being_repeated(address: str) -> None:
    assert refusal(GIT=address) == plainly(messages.bad_variable("EIG_BOT_KNOWLEDGE_GIT", "…", messages.GIT_ADDRESS))


@pytest.mark.parametrize(
    "address", ["https://robot:secret@forge.example/a", "https://secret@forge.example/a", "ssh://git:secret@forge.example/a"]
)
def test_a_secret_in_the_address_is_refused_with_where_it_belongs(address: str) -> None:
    assert refusal(GIT=address) == plainly(messages.GIT_ADDRESS_TELLS)


@pytest.mark.parametrize(
    "variables",
    [
        {"BRANCH": "-main"},
        {"BRANCH": "a..b"},
        {"BRANCH": "a b"},
        {"FOLDER": "../ailleurs"},
        {"FOLDER": "/contenu"},
        {"FOLDER": "contenu/../.."},
        {"FOLDER": "a:b"},
        {"FOLDER": "-a"},
        {"USER": "a:b"},
        {"MODE": "force"},
        {"HOOK_SECRET": "court"},
        {"TOKEN": "a", "TOKEN_FILE": "b"},
    ],
)
def test_what_cannot_be_used_is_refused(variables: dict[str, str]) -> None:
    assert refusal(**variables)


@pytest.mark.parametrize(
    ("folder", "taken"), {"contenu/pages/": "contenu/pages", "Nos pages": "Nos pages", "a..b": "a..b"}.items()
)
def test_a_folder_is_a_path_within_the_repository(folder: str, taken: str) -> None:
    assert read(FOLDER=folder).folder == taken


def test_git_gets_the_proxy_and_the_certificates_and_nothing_else_of_the_environment() -> None:
    environment = {
        "EIG_BOT_KNOWLEDGE_GIT": ADDRESS,
        "PATH": "/bin",
        "HTTPS_PROXY": "http://p:3128",
        "GIT_SSL_CAINFO": "/ca.pem",
    }
    found = Settings.read({**environment, "SLACK_BOT_TOKEN": "xoxb-1", "GIT_SSH_COMMAND": "sh", "GIT_CONFIG_COUNT": "1"}).git
    assert found
    assert found.environment == {"PATH": "/bin", "HTTPS_PROXY": "http://p:3128", "GIT_SSL_CAINFO": "/ca.pem"}


def test_no_secret_is_printed_with_the_settings() -> None:
    assert "secret" not in repr(read(TOKEN="un-jeton-secret", HOOK_SECRET="un-secret-de-la-forge"))
