"""Which addresses the bot may be told to call."""

import pytest

from eig_bot.slack.addresses import is_of_slack

API = "https://slack.com/api/"
FAKE = "http://127.0.0.1:8080/api/"


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.slack.com/commands/T/1/x",
        "https://hooks.slack.com:443/actions/T/1/x",
        "https://HOOKS.SLACK.COM/actions/T/1/x",
        "https://hooks.slack-gov.com/actions/T/1/x",
    ],
)
def test_slacks_own_are_called(url: str) -> None:
    assert is_of_slack(url, API)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.slack.com/x",
        "https://hooks.slack.com:8443/x",
        "https://hooks.slack.com.exemple.fr/x",
        "https://exempleslack.com/x",
        "https://slack.com@exemple.fr/x",
        "https://hooks.slack.com\\@exemple.fr/x",
        "https://exemple.fr#@hooks.slack.com/x",
        "https://exemple.fr/https://hooks.slack.com/",
        "https://hooks.slack.com",
        "https://hooks.slack.com/x\r\nHost: exemple.fr",
        "https://hooks.slack.com/é",
        "https://[::1]/x",
        "https://hooks.slack.com:99999/x",
        "file:///etc/passwd",
        "//hooks.slack.com/x",
        "",
    ],
)
def test_no_other_is(url: str) -> None:
    assert not is_of_slack(url, API)


@pytest.mark.parametrize(
    ("url", "is_called"),
    [
        ("http://127.0.0.1:8080/response/x", True),
        ("http://127.0.0.1:8081/response/x", False),
        ("https://127.0.0.1:8080/response/x", False),
        ("http://localhost:8080/response/x", False),
    ],
)
def test_so_is_the_server_of_the_operators_web_api(url: str, *, is_called: bool) -> None:
    assert is_of_slack(url, FAKE) == is_called
