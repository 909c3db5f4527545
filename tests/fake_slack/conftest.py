"""A fake Slack for each test, and a client that talks to it."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from . import FakeSlack


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


@pytest.fixture
def client(fake: FakeSlack) -> WebClient:
    # Without handlers a failure is seen at once rather than tried again.
    return WebClient(token=fake.bot_token, base_url=fake.url, retry_handlers=[])
