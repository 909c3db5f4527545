"""A fake Slack for each test, and a client that talks to it."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from . import FakeSlack

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client takes a proxy from the environment, and would look for the fake beyond it."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


@pytest.fixture
def client(fake: FakeSlack) -> WebClient:
    # Without handlers a failure is seen at once rather than tried again.
    return WebClient(token=fake.bot_token, base_url=fake.url, retry_handlers=[])
