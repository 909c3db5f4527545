"""What the spool holds and nobody can handle is set aside after one try, told, and the rest goes on."""

import json
import urllib.request
from pathlib import Path

from eig_bot.journal.keys import Keys
from eig_bot.journal.spool import Spool
from tests.fake_slack import FakeSlack, as_http, block_action, dm, names
from tests.slack.attacks.conftest import ANSWER, QUESTION
from tests.slack.process import SECRET, Process, Run
from tests.waiting import PATIENCE, wait_until

KEY = "un secret de seize lettres"
MALFORMED = [
    {"event": "Ev1", "body": dm(QUESTION) | {"event": []}},
    {"event": "Ev2", "body": dm(QUESTION) | {"event": {"type": "message", "channel_type": "im", "channel": 3}}},
    {"event": "Ev3", "body": "zibeline"},
    {"event": ["Ev4"], "body": dm(QUESTION)},
    {"question": {"id": "zibeline"}},
    {"answered": None},
    {"zibeline": 1},
    [1],
]


def left_behind(data: Path, *contents: object) -> None:
    """Leave a spool as a process that was killed does."""
    spool = Spool(data / "spool", Keys(KEY))
    for content in contents:
        spool.write(content)  # type: ignore[arg-type]  # that is the point
    spool.close()


def notes(bot: Process) -> object:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{bot.port}/readyz", timeout=PATIENCE) as response:
        return json.load(response)["notes"]


def aside(data: Path) -> int:
    return len(list((data / "spool" / "set-aside").glob("*")))


def test_entries_that_nobody_can_handle_do_not_hold_up_the_one_behind_them(run: Run, fake: FakeSlack, tmp_path: Path) -> None:
    data, question = tmp_path / "data", dm(QUESTION)
    left_behind(data, *MALFORMED, {"event": question["event_id"], "body": question})
    bot = run(SLACK_SIGNING_SECRET=SECRET, EIG_BOT_SECRET_KEY=KEY)
    assert ANSWER in fake.wait_for("chat.postMessage")[0].params["text"]
    wait_until(lambda: aside(data) == len(MALFORMED))
    bot.wait_until_ready()
    assert any(f"{len(MALFORMED)} events were set aside" in note for note in notes(bot))  # type: ignore[attr-defined]  # a list
    code, log = bot.stop()
    assert (code, log.count('"set aside"')) == (0, len(MALFORMED))
    assert "zibeline" not in log
    assert "Traceback" not in log


def test_who_deletes_everything_deletes_what_was_set_aside_too(run: Run, fake: FakeSlack, tmp_path: Path) -> None:
    data, mine, others = tmp_path / "data", dm(QUESTION), dm(QUESTION, user="U0AUTRE1")
    for body in (mine, others):
        body["event"]["ts"] = "hier"
    left_behind(data, *MALFORMED, *({"event": body["event_id"], "body": body} for body in (mine, others)))
    bot = run(SLACK_SIGNING_SECRET=SECRET, EIG_BOT_SECRET_KEY=KEY)
    bot.wait_until_ready()
    wait_until(lambda: aside(data) == len(MALFORMED) + 2)
    forget = block_action({"action_id": "forget"}, view={"type": "home"}, user=names.USER)
    assert bot.post(*as_http(forget, SECRET)) == 200
    fake.wait_for("views.publish")
    assert aside(data) == 1  # what names nobody may be of whoever deletes everything
