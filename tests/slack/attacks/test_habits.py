"""What Slack does by itself: it sends edits again, forwards messages, and sends some whose text is in their blocks alone."""

import pytest

from tests.fake_slack import Payload, dm, edited_dm, edited_mention, forwarded, mention, names, new_ts
from tests.slack.attacks.conftest import ANSWER, QUESTION, Door

RICH = {
    "rich text": {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": QUESTION}]}],
    },
    "a list": {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": QUESTION}]}],
            }
        ],
    },
    "a quote": {
        "type": "rich_text",
        "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": QUESTION}]}],
    },
    "a section": {"type": "section", "text": {"type": "mrkdwn", "text": f"*{QUESTION}*"}},
    "fields": {"type": "section", "fields": [{"type": "plain_text", "text": QUESTION}]},
}


def nothing_but(**parts: object) -> Payload:
    payload = dm("")
    return {**payload, "event": {**payload["event"], "blocks": [], **parts}}


def test_a_mention_that_is_added_by_an_edit_is_answered_once(door: Door) -> None:
    ts = new_ts()
    for _ in range(2):
        assert door.send(edited_mention(QUESTION, ts=ts)) == 200
        assert ANSWER in door.answer_to(edited_mention(QUESTION, ts=ts))
    assert door.works()
    assert len(door.answers_to(edited_mention(QUESTION, ts=ts))) == 1


def test_a_mention_that_was_answered_is_not_answered_again_when_it_is_edited(door: Door) -> None:
    asked = mention(QUESTION)
    assert ANSWER in door.ask(asked)
    assert door.send(edited_mention("où jardiner ?", ts=asked["event"]["ts"])) == 200
    assert door.works()
    assert len(door.answers_to(asked)) == 1


def test_an_edit_in_direct_messages_is_not_answered(door: Door) -> None:
    asked = dm(QUESTION)
    assert ANSWER in door.ask(asked)
    assert door.send(edited_dm("où jardiner ?", previous=QUESTION, ts=asked["event"]["ts"])) == 200
    assert door.works()
    assert len(door.answers_to(asked)) == 1


@pytest.mark.parametrize("comment", ["", "bonjour"])
def test_a_message_that_is_forwarded_is_answered(door: Door, comment: str) -> None:
    assert ANSWER in door.ask(forwarded(QUESTION, comment))


@pytest.mark.parametrize("block", RICH.values(), ids=RICH)
def test_a_message_that_has_but_blocks_is_answered(door: Door, block: Payload) -> None:
    assert ANSWER in door.ask(nothing_but(blocks=[block]))


@pytest.mark.parametrize(
    "part", [{"text": QUESTION}, {"fallback": QUESTION}, {"blocks": [RICH["a section"]]}], ids=["text", "fallback", "blocks"]
)
def test_a_message_that_has_but_an_attachment_is_answered(door: Door, part: Payload) -> None:
    assert ANSWER in door.ask(nothing_but(attachments=[{"id": 1, **part}]))


def test_a_mention_of_a_message_that_is_forwarded_is_answered(door: Door) -> None:
    shared = forwarded(QUESTION)["event"]["attachments"]
    assert ANSWER in door.ask(mention(f"<@{names.BOT_USER}>", attachments=shared))
