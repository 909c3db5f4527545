"""What a message says, wherever its text stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.slack.views.message_text import text_of
from tests.fake_slack import Payload, dm, forwarded

TEXT = {"type": "text", "text": "où"}


def rich(*elements: Payload, kind: str = "rich_text_section") -> Payload:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (rich(TEXT, {"type": "text", "text": " jardiner ?"}), "où jardiner ?"),
        (rich(TEXT, {"type": "emoji", "name": "wave"}, {"type": "user", "user_id": "U1"}), "où"),
        (rich({"type": "emoji", "name": "+1", "unicode": "1f44d-1f3fd"}), "👍🏽"),
        (rich(TEXT, {"type": "emoji", "name": "odd", "unicode": "d83d"}, {"type": "emoji", "unicode": "x"}), "où"),
        (rich({"type": "link", "url": "https://a.example"}), "https://a.example"),
        (rich({"type": "link", "url": "https://a.example", "text": "là"}), "là"),
        (rich({"type": "text", "text": "a < b & c"}), "a < b & c"),
        (rich({"type": "text", "text": "un\n\ndeux"}), "un\ndeux"),
        (rich(TEXT, kind="rich_text_quote"), "où"),
        ({"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": rich(TEXT)["elements"] * 2}]}, "où\noù"),
        ({"type": "section", "text": {"type": "mrkdwn", "text": "&lt;<@U1> où :wave:"}}, "< où"),
        ({"type": "section", "fields": [{"type": "plain_text", "text": "où"}, {"type": "mrkdwn", "text": "là"}]}, "où\nlà"),
        ({"type": "header", "text": {"type": "plain_text", "text": "où"}}, "où"),
        ({"type": "context", "elements": [{"type": "plain_text", "text": "où"}, {"type": "image"}]}, "où"),
        ({"type": "markdown", "text": "où"}, "où"),
        ({"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Non"}}]}, ""),
        ({"type": "image", "alt_text": "Une vue"}, ""),
    ],
)
def test_blocks_are_read(block: Payload, text: str) -> None:
    assert text_of({"text": "", "blocks": [block]}) == text


def test_what_stands_in_the_text_is_not_read_twice() -> None:
    assert text_of(dm("où jardiner ?")["event"]) == "où jardiner ?"


@pytest.mark.parametrize(("comment", "text"), [("", "combien ?"), ("et ici ?", "et ici ?\ncombien ?")])
def test_what_is_forwarded_comes_after_what_its_author_wrote(comment: str, text: str) -> None:
    assert text_of(forwarded("combien ?", comment)["event"]) == text


def test_a_preview_of_a_link_says_nothing_beside_a_text() -> None:
    preview = {"from_url": "https://a.example", "text": "Une page"}
    assert text_of({"text": "voir https://a.example", "attachments": [preview]}) == "voir https://a.example"


@pytest.mark.parametrize(
    ("attachment", "text"),
    [
        ({"text": "où", "fallback": "ailleurs"}, "où"),
        ({"fallback": "où"}, "où"),
        ({"blocks": [rich(TEXT)], "fallback": "ailleurs"}, "où"),
        ({"message_blocks": [{"message": {"blocks": [rich(TEXT)]}}], "fallback": "ailleurs"}, "où"),
        ({"id": 1}, ""),
    ],
)
def test_attachments_are_read_where_there_is_nothing_else(attachment: Payload, text: str) -> None:
    assert text_of({"attachments": [attachment]}) == text


_ANYTHING = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["type", "text", "elements", "fields", "message"]), inner),
)


@given(blocks=_ANYTHING, attachment=st.dictionaries(st.sampled_from(["text", "fallback", "message_blocks"]), _ANYTHING))
def test_blocks_that_are_none_of_slacks_stop_nothing(blocks: object, attachment: Payload) -> None:
    assert isinstance(text_of({"blocks": blocks, "attachments": [attachment]}), str)
