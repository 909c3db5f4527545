"""The fake answers as Slack does, and keeps every fault of the bot."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler, ServerErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from tests.waiting import PATIENCE

from . import FakeSlack, ack_problems
from .names import BOT, BOT_USER, CHANNEL, DM, OTHER_CHANNEL, TEAM, USER

Args = dict[str, Any]

THREAD = "1700000000.000100"
QUIET: Args = {"unfurl_links": False, "unfurl_media": False}
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*bonjour*"}}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Titre"}, "blocks": [SECTION]}
HOME = {"type": "home", "blocks": [SECTION]}


def refusal(call: Callable[..., object], **arguments: object) -> str:
    """The error that a call is answered with."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return str(caught.value.response["error"])


def post(client: WebClient, **arguments: Any) -> Args:  # noqa: ANN401 - any argument, wrong ones included
    data = client.api_call("chat.postMessage", json={"channel": DM, "text": "bonjour", **QUIET, **arguments}).data
    assert isinstance(data, dict)
    return data


def post_refusal(client: WebClient, **arguments: object) -> str:
    return refusal(lambda: post(client, **arguments))


# ---- what is received


def test_a_json_body_is_kept_as_a_call(fake: FakeSlack, client: WebClient) -> None:
    client.chat_postMessage(channel=DM, text="bonjour", blocks=[SECTION], **QUIET)
    (call,) = fake.calls
    assert (call.method, call.token, call.error) == ("chat.postMessage", fake.bot_token, "")
    assert call.params == {"channel": DM, "text": "bonjour", "blocks": [SECTION], **QUIET}


def test_a_form_body_is_decoded(fake: FakeSlack, client: WebClient) -> None:
    form = {"channel": DM, "text": "bonjour", "blocks": json.dumps([SECTION]), "unfurl_links": False}
    client.api_call("chat.postMessage", params={**form, "unfurl_media": "false"})
    assert fake.calls[0].params == {"channel": DM, "text": "bonjour", "blocks": [SECTION], **QUIET}
    assert fake.violations == []


def test_json_that_cannot_be_read_is_refused(fake: FakeSlack) -> None:
    headers = {"Authorization": f"Bearer {fake.bot_token}", "Content-Type": "application/json"}
    for body in (b"{", b"[]"):
        with urlopen(Request(f"{fake.url}auth.test", body, headers)) as response:  # noqa: S310 - this machine
            assert json.load(response) == {"ok": False, "error": "invalid_json"}
    assert len(fake.violations) == 2


def test_a_list_that_is_no_json_is_refused(fake: FakeSlack, client: WebClient) -> None:
    assert refusal(client.api_call, api_method="chat.postMessage", params={"channel": DM, "blocks": "[oups"}) == (
        "invalid_arguments"
    )
    assert "chat.postMessage: blocks: a list is expected" in fake.violations


def test_get_is_answered_too(fake: FakeSlack) -> None:
    request = Request(f"{fake.url}auth.test", headers={"Authorization": f"Bearer {fake.bot_token}"})  # noqa: S310
    with urlopen(request) as response:  # noqa: S310 - this machine
        assert json.load(response)["ok"] is True


def test_waiting_gives_the_calls_or_says_what_came_instead(fake: FakeSlack, client: WebClient) -> None:
    client.auth_test()
    assert len(fake.wait_for("auth.test")) == 1
    with pytest.raises(AssertionError, match=r"1 x chat\.update expected .* received: auth\.test"):
        fake.wait_for("chat.update", timeout=0.01)


def test_forgetting_empties_the_calls(fake: FakeSlack, client: WebClient) -> None:
    client.auth_test()
    fake.forget()
    assert fake.calls == []


def test_outside_its_context_the_fake_has_no_address() -> None:
    with pytest.raises(RuntimeError, match="context manager"):
        _ = FakeSlack().url


# ---- who may do what


def test_the_bot_is_who_the_payloads_say(client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == (BOT_USER, BOT, TEAM)
    assert answer.headers["X-OAuth-Scopes"] == "app_mentions:read,assistant:write,chat:write,commands,im:history"


def test_a_wrong_token_is_refused(fake: FakeSlack) -> None:
    assert refusal(WebClient(token="xoxb-autre", base_url=fake.url).auth_test) == "invalid_auth"
    assert refusal(WebClient(base_url=fake.url).auth_test) == "not_authed"


def test_each_kind_of_token_has_its_methods(fake: FakeSlack, client: WebClient) -> None:
    assert refusal(client.apps_connections_open, app_token=fake.bot_token) == "not_allowed_token_type"
    assert refusal(client.auth_test, token=fake.app_token) == "not_allowed_token_type"


def test_a_missing_scope_is_named(fake: FakeSlack, client: WebClient) -> None:
    fake.scopes = {"chat:write"}
    with pytest.raises(SlackApiError) as caught:
        client.assistant_threads_setTitle(channel_id=DM, thread_ts=THREAD, title="Titre")
    answer = caught.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "assistant:write", "chat:write")
    assert fake.violations == []


@pytest.mark.parametrize(
    ("method", "arguments", "scope"),
    [
        ("chat_postMessage", {"channel": DM, "text": "x", **QUIET}, "chat:write"),
        ("chat_postEphemeral", {"channel": CHANNEL, "user": USER, "text": "x"}, "chat:write"),
        ("chat_update", {"channel": DM, "ts": THREAD, "text": "x"}, "chat:write"),
        ("chat_delete", {"channel": DM, "ts": THREAD}, "chat:write"),
        ("chat_startStream", {"channel": DM, "thread_ts": THREAD}, "chat:write"),
        ("assistant_threads_setStatus", {"channel_id": DM, "thread_ts": THREAD, "status": "…"}, "chat:write"),
        (
            "assistant_threads_setSuggestedPrompts",
            {"channel_id": DM, "prompts": [{"title": "x", "message": "y"}]},
            "assistant:write",
        ),
        ("assistant_threads_setTitle", {"channel_id": DM, "thread_ts": THREAD, "title": "x"}, "assistant:write"),
        ("conversations_open", {"users": USER}, "im:write"),
        ("users_info", {"user": USER}, "users:read"),
    ],
)
def test_a_method_needs_its_scope_and_no_other(method: str, arguments: Args, scope: str) -> None:
    with FakeSlack(scopes=[]) as fake:
        call = getattr(WebClient(token=fake.bot_token, base_url=fake.url), method)
        assert refusal(call, **arguments) == "missing_scope"
        fake.scopes = {scope}
        assert call(**arguments)["ok"] is True
        assert fake.violations == []


def test_views_and_permalinks_need_no_scope() -> None:
    with FakeSlack(scopes=[]) as fake:
        client = WebClient(token=fake.bot_token, base_url=fake.url)
        assert client.views_publish(user_id=USER, view=HOME)["ok"]
        assert client.views_open(trigger_id="t1", view=MODAL)["ok"]
        assert client.chat_getPermalink(channel=CHANNEL, message_ts=THREAD)["permalink"].endswith("p1700000000000100")


def test_a_method_that_the_fake_does_not_know_is_a_fault(fake: FakeSlack, client: WebClient) -> None:
    assert refusal(client.conversations_history, channel=DM) == "unknown_method"
    assert fake.violations == ["conversations.history: unknown to this fake"]


def test_a_removed_method_is_no_fault_of_the_bot(fake: FakeSlack, client: WebClient) -> None:
    fake.removed_methods.add("assistant.threads.setStatus")
    status = {"channel_id": DM, "thread_ts": THREAD, "status": "cherche"}
    assert refusal(client.assistant_threads_setStatus, **status) == "unknown_method"
    assert fake.violations == []


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ({"colour": "red"}, "chat.postMessage: colour: unknown argument"),
        ({"blocks": "oups"}, "chat.postMessage: blocks: a list is expected"),
        ({"thread_ts": 1.5}, "chat.postMessage: thread_ts: a string is expected"),
    ],
)
def test_arguments_that_do_not_fit_are_a_fault(fake: FakeSlack, client: WebClient, arguments: Args, line: str) -> None:
    assert post_refusal(client, **arguments) == "invalid_arguments"
    assert fake.violations == [line]


def test_a_missing_argument_is_a_fault(fake: FakeSlack, client: WebClient) -> None:
    assert refusal(client.api_call, api_method="chat.delete", json={"channel": DM}) == "invalid_arguments"
    assert fake.violations == ["chat.delete: ts: missing"]


# ---- messages


def test_a_message_is_answered_with_what_was_posted(fake: FakeSlack, client: WebClient) -> None:
    first, second = post(client, blocks=[SECTION], thread_ts=THREAD), post(client)
    assert first["message"]["blocks"] == [{"block_id": "b0", **SECTION}]
    assert first["message"]["thread_ts"] == THREAD
    assert first["ts"] < second["ts"]
    assert fake.violations == []


def test_the_bot_posts_only_where_it_is_a_member(fake: FakeSlack, client: WebClient) -> None:
    assert post(client, channel=CHANNEL)["channel"] == CHANNEL
    assert post_refusal(client, channel=OTHER_CHANNEL) == "not_in_channel"
    ephemeral = {"channel": OTHER_CHANNEL, "user": USER, "text": "x"}
    assert refusal(client.chat_postEphemeral, **ephemeral) == "not_in_channel"
    fake.members.add(OTHER_CHANNEL)
    assert post(client, channel=OTHER_CHANNEL)["ok"] is True
    assert fake.violations == []


def test_a_person_s_id_stands_for_their_conversation(client: WebClient) -> None:
    assert post(client, channel=USER)["channel"] == DM


def test_a_channel_s_name_is_no_id(client: WebClient) -> None:
    assert post_refusal(client, channel="#projet") == "channel_not_found"


@pytest.mark.parametrize("ts", ["", "1700000000", "1700000000.1", "hier"])
def test_a_thread_is_named_by_the_time_of_a_message(fake: FakeSlack, client: WebClient, ts: str) -> None:
    assert post_refusal(client, thread_ts=ts) == "invalid_thread_ts"
    assert fake.violations == [f"chat.postMessage: thread_ts: {ts!r} is not the time of a message"]


POST_FAULTS: list[tuple[str, str, Args]] = [
    ("no_text", "text: neither text nor blocks", {"text": ""}),
    ("no_text", "text: empty, notifications and screen readers need it", {"text": "", "blocks": [SECTION]}),
    ("no_text", "text: empty, notifications and screen readers need it", {"text": " ", "blocks": [SECTION]}),
    ("msg_too_long", "text: 40001 characters, 40000 at most", {"text": "x" * 40_001}),
    ("markdown_text_conflict", "markdown_text: goes with neither text nor blocks", {"markdown_text": "x"}),
    ("invalid_blocks", "blocks[0]: one of text, fields is expected", {"blocks": [{"type": "section"}]}),
    ("invalid_blocks", "blocks[0]: no alert block in a message", {"blocks": [{**SECTION, "type": "alert"}]}),
    ("invalid_attachments", "attachments: a legacy form that is not checked here, use blocks", {"attachments": []}),
    ("invalid_blocks", "link_names: turns plain words into mentions", {"link_names": True}),
    ("invalid_blocks", "parse: turns plain words into mentions", {"parse": "full"}),
    ("invalid_arguments", "unfurl_links: must be False", {"unfurl_links": True}),
    ("invalid_arguments", "unfurl_media: must be False", {"unfurl_media": True}),
]


@pytest.mark.parametrize(("error", "line", "arguments"), POST_FAULTS)
def test_a_message_with_a_fault_is_refused(fake: FakeSlack, client: WebClient, error: str, line: str, arguments: Args) -> None:
    assert post_refusal(client, **arguments) == error
    assert fake.violations == [f"chat.postMessage: {line}"]


def test_the_answer_tells_the_faults_as_slack_does(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        post(client, blocks=[{"type": "section"}])
    messages = caught.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] blocks[0]: one of text, fields is expected"]


def test_links_unfold_unless_told_not_to(fake: FakeSlack, client: WebClient) -> None:
    assert refusal(client.chat_postMessage, channel=DM, text="x") == "invalid_arguments"
    assert fake.violations == [
        "chat.postMessage: unfurl_links: must be False",
        "chat.postMessage: unfurl_media: must be False",
    ]


MENTIONS = ["<!channel>", "<!here|here>", "<!everyone>", "<!subteam^S0123|equipe>", "<@U0AGENT1>", "<@W0AGENT1|nom>"]


@pytest.mark.parametrize("mention", MENTIONS)
def test_a_mention_is_refused_wherever_it_would_notify(fake: FakeSlack, client: WebClient, mention: str) -> None:
    marked = {"type": "mrkdwn", "text": f"a {mention} b"}
    places: list[tuple[str, Args]] = [
        ("text", {"text": f"a {mention} b"}),
        ("blocks[0].text", {"blocks": [{"type": "section", "text": marked}]}),
        ("blocks[0].fields[0]", {"blocks": [{"type": "section", "fields": [marked]}]}),
        ("blocks[0].elements[0]", {"blocks": [{"type": "context", "elements": [marked]}]}),
        ("blocks[0]", {"blocks": [{"type": "markdown", "text": f"a {mention} b"}]}),
    ]
    for path, arguments in places:
        assert post_refusal(client, **arguments) == "invalid_blocks"
        assert fake.violations.pop() == f"chat.postMessage: {path}: {mention} notifies people, escape it"
    assert fake.violations == []


def test_a_mention_in_rich_text_is_refused(fake: FakeSlack, client: WebClient) -> None:
    leaf = {"type": "broadcast", "range": "here"}
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [leaf]}]}
    assert post_refusal(client, blocks=[block]) == "invalid_blocks"
    assert "a broadcast element notifies people" in fake.violations[0]


def test_a_person_may_be_named_in_an_edited_message_and_not_in_a_new_one(fake: FakeSlack, client: WebClient) -> None:
    named = {"type": "rich_text_section", "elements": [{"type": "user", "user_id": USER}]}
    blocks = [{"type": "rich_text", "elements": [named]}]
    client.chat_update(channel=DM, ts=THREAD, text="bonjour", blocks=blocks)
    assert fake.violations == []
    assert post_refusal(client, blocks=blocks) == "invalid_blocks"
    assert "a user element notifies people" in fake.violations[0]


def test_escaped_or_plain_a_mention_is_good(fake: FakeSlack, client: WebClient) -> None:
    plain = {"type": "section", "text": {"type": "plain_text", "text": "<!channel>"}}
    post(client, text="&lt;!channel&gt; <https://example.org|ici> <#C0PROJET>", blocks=[plain])
    assert fake.violations == []


def test_mentions_may_be_allowed(fake: FakeSlack, client: WebClient) -> None:
    fake.allow_mentions = True
    post(client, text="<@U0AGENT1> a une question")
    assert fake.violations == []


def test_an_edited_message_is_short_and_counted_in_bytes(fake: FakeSlack, client: WebClient) -> None:
    client.chat_update(channel=DM, ts=THREAD, text="é" * 2000)
    assert refusal(client.chat_update, channel=DM, ts=THREAD, text="é" * 2001) == "msg_too_long"
    assert fake.violations == ["chat.update: text: 4002 bytes, 4000 at most in an edited message"]


def test_a_deleted_message_is_gone(fake: FakeSlack, client: WebClient) -> None:
    ts = post(client)["ts"]
    client.chat_delete(channel=DM, ts=ts)
    assert refusal(client.chat_delete, channel=DM, ts=ts) == "message_not_found"
    assert refusal(client.chat_update, channel=DM, ts=ts, text="x") == "message_not_found"
    assert fake.violations == []


@pytest.mark.parametrize("method", ["chat_update", "chat_delete"])
def test_a_message_is_named_by_its_time(fake: FakeSlack, client: WebClient, method: str) -> None:
    text = {"text": "x"} if method == "chat_update" else {}
    assert refusal(getattr(client, method), channel=DM, ts="hier", **text) == "message_not_found"
    assert refusal(client.chat_getPermalink, channel=DM, message_ts="hier") == "message_not_found"
    assert len(fake.violations) == 2


def test_an_ephemeral_message_has_a_time(client: WebClient) -> None:
    answer = client.chat_postEphemeral(channel=CHANNEL, user=USER, text="x", thread_ts=THREAD)
    assert answer["message_ts"] > THREAD


# ---- streams


def test_a_stream_is_started_fed_and_stopped(fake: FakeSlack, client: WebClient) -> None:
    stream = client.chat_stream(channel=DM, thread_ts=THREAD, buffer_size=1)
    stream.append(markdown_text="**bon")
    stream.append(markdown_text="jour**")
    stream.stop(blocks=[SECTION])
    methods = [call.method for call in fake.calls]
    assert methods == ["chat.startStream", "chat.appendStream", "chat.stopStream"]
    assert fake.calls[0].params["chunks"] == [{"type": "markdown_text", "text": "**bon"}]
    assert fake.violations == []


def test_a_stream_in_a_channel_names_who_it_is_for(fake: FakeSlack, client: WebClient) -> None:
    arguments: Args = {"channel": CHANNEL, "thread_ts": THREAD}
    assert refusal(client.chat_startStream, **arguments) == "missing_recipient_team_id"
    assert refusal(client.chat_startStream, **arguments, recipient_team_id=TEAM) == "missing_recipient_user_id"
    assert client.chat_startStream(**arguments, recipient_team_id=TEAM, recipient_user_id=USER)["ok"]
    assert len(fake.violations) == 2


def test_what_is_no_stream_cannot_be_fed(fake: FakeSlack, client: WebClient) -> None:
    ts = client.chat_startStream(channel=DM, thread_ts=THREAD)["ts"]
    client.chat_stopStream(channel=DM, ts=ts)
    fed = {"channel": DM, "ts": ts, "markdown_text": "x"}
    assert refusal(client.chat_appendStream, **fed) == "message_not_in_streaming_state"
    assert refusal(client.chat_stopStream, **fed) == "message_not_in_streaming_state"
    assert fake.violations == []


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ({"markdown_text": "x" * 12_001}, "markdown_text: 12001 characters, 12000 at most"),
        ({"markdown_text": "<!here>"}, "markdown_text: <!here> notifies people, escape it"),
        ({"chunks": [{"type": "markdown_text", "text": "<!here>"}]}, "chunks[0]: <!here> notifies people, escape it"),
        ({"chunks": [{"type": "texte"}]}, "chunks[0]: type 'texte' is unknown"),
        ({"chunks": [{"type": "blocks", "blocks": [{"type": "alert"}]}]}, "chunks[0].blocks: blocks[0].text: missing"),
    ],
)
def test_what_is_streamed_is_held_to_the_rules(fake: FakeSlack, client: WebClient, arguments: Args, line: str) -> None:
    assert refusal(client.chat_startStream, channel=DM, thread_ts=THREAD, **arguments) == "invalid_blocks"
    assert fake.violations[0] == f"chat.startStream: {line}"


# ---- the agent's container


def test_a_status_is_set_and_cleared(fake: FakeSlack, client: WebClient) -> None:
    for status in ("cherche…", ""):
        client.assistant_threads_setStatus(channel_id=DM, thread_ts=THREAD, status=status, loading_messages=["ici"])
    assert fake.violations == []


def test_a_status_has_ten_loading_messages_at_most(fake: FakeSlack, client: WebClient) -> None:
    status = {"channel_id": DM, "thread_ts": THREAD, "status": "x", "loading_messages": ["x"] * 11}
    assert refusal(client.assistant_threads_setStatus, **status) == "invalid_arguments"
    assert "11 messages, 10 at most" in fake.violations[0]


PROMPT = {"title": "Calendrier", "message": "quand ?"}


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ({"prompts": [PROMPT] * 5}, "prompts: 5 prompts, 4 at most"),
        ({"prompts": []}, "prompts: 0 prompts, at least 1 expected"),
        ({"prompts": [{"title": "Calendrier"}]}, "prompts[0].message: missing"),
        ({"prompts": [{**PROMPT, "title": ""}]}, "prompts[0].title: empty text"),
        (
            {"prompts": [PROMPT], "thread_ts": THREAD},
            "thread_ts: prompts in a thread are never shown by an agent app",
        ),
    ],
)
def test_prompts_that_would_not_be_shown_are_a_fault(fake: FakeSlack, client: WebClient, arguments: Args, line: str) -> None:
    call = client.assistant_threads_setSuggestedPrompts
    assert refusal(call, channel_id=DM, **arguments) == "invalid_arguments"
    assert fake.violations == [f"assistant.threads.setSuggestedPrompts: {line}"]


def test_prompts_are_set_for_the_whole_conversation(fake: FakeSlack, client: WebClient) -> None:
    client.assistant_threads_setSuggestedPrompts(channel_id=DM, prompts=[PROMPT] * 4, title="Par exemple")
    assert fake.calls[0].params["prompts"] == [PROMPT] * 4
    assert fake.violations == []


def test_a_title_is_not_empty(fake: FakeSlack, client: WebClient) -> None:
    call = client.assistant_threads_setTitle
    assert refusal(call, channel_id=DM, thread_ts=THREAD, title=" ") == "invalid_arguments"
    assert fake.violations == ["assistant.threads.setTitle: title: empty text"]


# ---- views


def test_a_modal_is_opened_filled_and_pushed_upon(fake: FakeSlack, client: WebClient) -> None:
    opened = client.views_open(trigger_id="t1", view=MODAL)["view"]
    updated = client.views_update(view_id=opened["id"], hash=opened["hash"], view=MODAL)["view"]
    assert (updated["id"], updated["hash"] != opened["hash"]) == (opened["id"], True)
    assert client.views_push(trigger_id="t2", view=MODAL)["view"]["id"] != opened["id"]
    assert fake.violations == []


def test_a_trigger_opens_one_view(fake: FakeSlack, client: WebClient) -> None:
    client.views_open(trigger_id="t1", view=MODAL)
    assert refusal(client.views_open, trigger_id="t1", view=MODAL) == "exchanged_trigger_id"
    assert refusal(client.views_push, trigger_id="t1", view=MODAL) == "exchanged_trigger_id"
    assert len(fake.violations) == 2


def test_an_outdated_hash_is_refused(fake: FakeSlack, client: WebClient) -> None:
    view = client.views_open(trigger_id="t1", view={**MODAL, "external_id": "e"})["view"]
    client.views_update(external_id="e", view={**MODAL, "external_id": "e"})
    assert refusal(client.views_update, view_id=view["id"], hash=view["hash"], view=MODAL) == "hash_conflict"
    home = client.views_publish(user_id=USER, view=HOME)["view"]
    client.views_publish(user_id=USER, view=HOME, hash=home["hash"])
    assert refusal(client.views_publish, user_id=USER, view=HOME, hash=home["hash"]) == "hash_conflict"
    assert fake.violations == []


def test_a_view_that_nobody_opened_is_not_found(client: WebClient) -> None:
    assert refusal(client.views_update, external_id="e", view=MODAL) == "not_found"
    assert refusal(client.views_publish, user_id="quelqu'un", view=HOME) == "user_not_found"


@pytest.mark.parametrize(
    ("method", "arguments", "line"),
    [
        ("views_open", {"trigger_id": "t", "view": HOME}, "view.type: home, modal is expected here"),
        ("views_publish", {"user_id": USER, "view": MODAL}, "view.type: modal, home is expected here"),
        (
            "views_open",
            {"trigger_id": "t", "view": {**MODAL, "blocks": []}},
            "view.blocks: 0 blocks, at least 1 expected",
        ),
        ("views_open", {"view": MODAL}, "interactivity_pointer or trigger_id: missing"),
        (
            "views_publish",
            {
                "user_id": USER,
                "view": {**HOME, "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "<!here>"}}]},
            },
            "view.blocks[0].text: <!here> notifies people, escape it",
        ),
    ],
)
def test_a_view_with_a_fault_is_refused(fake: FakeSlack, client: WebClient, method: str, arguments: Args, line: str) -> None:
    assert refusal(getattr(client, method), **arguments) == "invalid_arguments"
    assert fake.violations == [f"{method.replace('_', '.')}: {line}"]


# ---- people and conversations


def test_people_are_known_by_their_ids() -> None:
    with FakeSlack(scopes=["users:read", "im:write"]) as fake:
        client = WebClient(token=fake.bot_token, base_url=fake.url)
        assert client.users_info(user=USER)["user"]["id"] == USER
        assert refusal(client.users_info, user="camille") == "user_not_found"
        assert client.conversations_open(users=[USER])["channel"]["id"] == DM
        assert client.conversations_open(channel=DM)["channel"]["id"] == DM
        assert refusal(client.conversations_open, users="camille") == "user_not_found"


# ---- what goes wrong on purpose


def test_a_failure_is_answered_so_many_times(fake: FakeSlack, client: WebClient) -> None:
    fake.fail("auth.test", error="fatal_error", times=2)
    assert [refusal(client.auth_test) for _ in range(2)] == ["fatal_error"] * 2
    assert client.auth_test()["ok"] is True
    assert [call.error for call in fake.calls] == ["fatal_error", "fatal_error", ""]
    assert fake.violations == []


@pytest.mark.parametrize("status", [500, 503])
def test_the_server_may_break(fake: FakeSlack, client: WebClient, status: int) -> None:
    fake.fail("auth.test", status=status)
    with pytest.raises(SlackApiError) as caught:
        client.auth_test()
    assert caught.value.response.status_code == status


def test_the_library_s_handlers_try_again(fake: FakeSlack) -> None:
    handlers = [RateLimitErrorRetryHandler(max_retry_count=1), ServerErrorRetryHandler(max_retry_count=1)]
    client = WebClient(token=fake.bot_token, base_url=fake.url, retry_handlers=handlers)
    fake.fail("auth.test", status=429, headers={"Retry-After": "0"})
    assert client.auth_test()["ok"] is True
    assert [call.error for call in fake.calls] == ["ratelimited", ""]


def test_too_many_calls_are_told_when_to_come_back(fake: FakeSlack, client: WebClient) -> None:
    fake.fail("auth.test", status=429)
    with pytest.raises(SlackApiError) as caught:
        client.auth_test()
    assert caught.value.response["error"] == "ratelimited"
    assert caught.value.response.headers["Retry-After"] == "1"


def test_a_slow_method_is_seen_before_it_answers(fake: FakeSlack, client: WebClient) -> None:
    fake.delay("auth.test", 0.05)
    started = time.monotonic()
    client.auth_test()
    assert time.monotonic() - started >= 0.05


def test_a_slow_method_can_be_made_quick_again(fake: FakeSlack, client: WebClient) -> None:
    fake.delay("auth.test", 2 * client.timeout)
    fake.delay("auth.test", 0)
    assert client.auth_test()["ok"]


def test_a_method_that_is_held_answers_once_it_is_let_go(fake: FakeSlack, client: WebClient) -> None:
    fake.hold("auth.test")
    with ThreadPoolExecutor() as pool:
        held = pool.submit(client.auth_test)
        fake.wait_for("auth.test")
        assert not held.done()
        fake.let_go()
        assert held.result(PATIENCE)["ok"]


def test_closing_lets_slow_calls_go() -> None:
    with FakeSlack() as fake, ThreadPoolExecutor() as pool:
        fake.delay("auth.test", 60)
        slow = pool.submit(WebClient(token=fake.bot_token, base_url=fake.url).auth_test)
        fake.wait_for("auth.test")
        fake.close()
        assert slow.result(PATIENCE)["ok"] is True


def test_many_calls_at_once_are_all_kept(fake: FakeSlack, client: WebClient) -> None:
    with ThreadPoolExecutor(20) as pool:
        times = {answer["ts"] for answer in pool.map(lambda _: post(client), range(60))}
    assert (len(times), len(fake.wait_for("chat.postMessage", 60))) == (60, 60)
    assert fake.violations == []


# ---- response_url


def respond(url: str, **body: Any) -> tuple[int, str]:  # noqa: ANN401 - any argument, wrong ones included
    answer = WebhookClient(url, retry_handlers=[]).send_dict(body)
    return answer.status_code, answer.body


def test_a_response_url_takes_a_message(fake: FakeSlack) -> None:
    body = {"response_type": "in_channel", "text": "bonjour", "blocks": [SECTION], "thread_ts": THREAD, **QUIET}
    assert respond(fake.response_url(), **body) == (200, "ok")
    (call,) = fake.calls_of("response_url")
    assert (call.params, call.token) == (body, None)
    assert fake.violations == []


def test_a_response_url_is_good_for_five_uses(fake: FakeSlack) -> None:
    url, other = fake.response_url(), fake.response_url()
    assert [respond(url, text="x") for _ in range(5)] == [(200, "ok")] * 5
    assert respond(url, text="x") == (404, "used_url")
    assert respond(other, text="x") == (200, "ok")
    assert fake.violations == ["response_url: 5 uses at most"]


def test_an_original_may_be_deleted_without_text(fake: FakeSlack) -> None:
    assert respond(fake.response_url(), delete_original=True) == (200, "ok")
    assert respond(fake.response_url(), delete_original=True, text="") == (200, "ok")
    assert fake.violations == []


@pytest.mark.parametrize(
    ("body", "error", "line"),
    [
        ({"text": "x", "channel": DM}, "invalid_payload", "channel: unknown argument"),
        (
            {"text": "x", "response_type": "tous"},
            "invalid_payload",
            "response_type: ephemeral or in_channel is expected",
        ),
        ({"text": "x", "replace_original": "oui"}, "invalid_payload", "replace_original: true or false is expected"),
        ({"text": "x", "thread_ts": "hier"}, "invalid_payload", "thread_ts: 'hier' is not the time of a message"),
        ({"response_type": "ephemeral"}, "no_text", "text: neither text nor blocks"),
        (
            {"text": "x", "blocks": [{"type": "section"}]},
            "invalid_blocks",
            "blocks[0]: one of text, fields is expected",
        ),
        ({"text": "<!here>"}, "invalid_blocks", "text: <!here> notifies people, escape it"),
        ({"text": "x", "unfurl_links": True}, "invalid_arguments", "unfurl_links: must be False"),
    ],
)
def test_a_response_with_a_fault_is_refused(fake: FakeSlack, body: Args, error: str, line: str) -> None:
    assert respond(fake.response_url(), **body) == (400, error)
    assert fake.violations == [f"response_url: {line}"]


@pytest.mark.parametrize(
    ("content_type", "body"), [("application/x-www-form-urlencoded", b"text=x"), ("application/json", b"[]")]
)
def test_a_response_is_a_json_object(fake: FakeSlack, content_type: str, body: bytes) -> None:
    with pytest.raises(HTTPError) as caught:
        urlopen(Request(fake.response_url(), body, {"Content-Type": content_type}))  # noqa: S310 - this machine
    assert (caught.value.code, caught.value.read()) == (400, b"invalid_payload")
    caught.value.close()
    assert len(fake.violations) == 1


def test_a_response_url_may_fail_too(fake: FakeSlack) -> None:
    url = fake.response_url()
    fake.fail("response_url", error="expired_url", status=404)
    assert respond(url, text="x") == (404, "expired_url")
    assert respond(url, text="x") == (200, "ok")
    assert respond(f"{fake.address}response/T/R9", text="x") == (404, "no_such_url")
    assert respond(f"{fake.address}ailleurs", text="x") == (404, "not_found")


# ---- acknowledgements


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        ({}, []),
        ({"text": "bonjour", "response_type": "ephemeral"}, []),
        ({"response_action": "errors", "errors": {"b": "trop court"}}, []),
        ({"response_action": "errors", "errors": {}}, ["errors: an object from block_id to sentence is expected"]),
        ({"response_action": "update", "view": MODAL}, []),
        ({"response_action": "update", "view": {"type": "modal"}}, ["view.blocks: missing", "view.title: missing"]),
        ({"options": [{"text": {"type": "plain_text", "text": "a"}, "value": ""}]}, ["options[0].value: empty"]),
        ({"text": "<!here>"}, ["text: <!here> notifies people, escape it"]),
    ],
)
def test_the_payload_of_an_acknowledgement_is_checked(answer: Args, lines: list[str]) -> None:
    assert [line for line in ack_problems(answer) if line != "view.blocks: a list is expected"] == lines
