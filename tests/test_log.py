"""What people write never reaches the log, whatever Slack's libraries do."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.config import Settings
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.log import PlainFormatter, configure_logging
from eig_bot.slack.ack_priority import AckPriority
from eig_bot.slack.app import build_bot
from eig_bot.slack.deduplicator import Deduplicator
from eig_bot.slack.http_mode import HttpReceiver
from eig_bot.slack.service import AnswerService
from eig_bot.slack.verification import Verification
from tests.fake_slack import FakeSlack, dm, slash
from tests.slack.wsgi import posted


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log of a process whose standard error is no terminal."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    configure_logging()
    yield stream
    root.handlers[:], root.level = before, level


def test_a_request_with_a_wrong_signature_leaves_nothing_of_its_text(written: io.StringIO, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Jardin\n---\nLe jardin ouvre à 9 h.\n", encoding="utf-8")
    with FakeSlack() as fake:
        settings = Settings(tmp_path, tmp_path, slack_bot_token="xoxb-fake", slack_signing_secret="s", slack_api_url=fake.url)
        journal = Journal.open(tmp_path / "data", Keys("un secret de seize lettres"))
        service = AnswerService(settings, LiveResponder(tmp_path), journal)
        app = build_bot(settings, service, Deduplicator(service)).app
        receiver = HttpReceiver(app, Verification("s"), AckPriority())
        for payload in (slash("/eig", "zibeline", response_url=fake.response_url()), dm("zibeline")):
            assert posted(receiver, payload, "another-secret") == 401
            assert posted(receiver, payload | {"event": "zibeline", "type": "zibeline"}, "s") == 400
    journal.close()
    logging.getLogger("slack_bolt.App").error("body: %s", {"text": "zibeline"})
    assert "reported by" in written.getvalue()
    assert "zibeline" not in written.getvalue()
    assert all(json.loads(line)["level"] for line in written.getvalue().splitlines())


def test_a_line_for_a_person_says_what_the_record_knows() -> None:
    record = logging.makeLogRecord({"msg": "listener failed", "levelname": "ERROR", "incident": "72a1fe1e"})
    assert PlainFormatter().format(record).endswith("ERROR listener failed incident=72a1fe1e")
