"""What a person does with what the bot shows: read it, click on a button by its label, fill in a form by its labels.

`shown` is a call at the fake Slack, an acknowledgement with a view, a view, or blocks.
"""

import json
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from slack_bolt import BoltResponse

from eig_bot.answers.live import LiveResponder
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search.cache import Cache
from eig_bot.search.fitting import Fitted
from eig_bot.search.ranker import Ranker
from tests.fake_slack import (
    Call,
    Payload,
    ack_problems,
    as_bolt,
    block_action,
    dm,
    names,
    posted_message,
    slash,
    view_submission,
)
from tests.slack.conftest import Bot
from tests.waiting import PATIENCE

Shown = Call | Mapping[str, Any] | Sequence[Mapping[str, Any]]

_SENT_BACK = ("type", "action_id", "block_id", "text", "value", "url", "style")


# --- what is there


def blocks_of(shown: Shown) -> list[Payload]:
    """Return the blocks of what is shown."""
    if isinstance(shown, Call):
        return blocks_of(shown.params)
    if isinstance(shown, Mapping):
        return blocks_of(shown["view"]) if "view" in shown else list(map(dict, shown.get("blocks") or []))
    return list(map(dict, shown))


def read(shown: Shown) -> str:
    """Return all that a person reads: one line a piece of text, in their order; no label of a button."""
    return "\n".join(_texts(blocks_of(shown)))


def labels(shown: Shown) -> list[str]:
    """Return the labels of the buttons, in their order."""
    return [str(found["text"]["text"]) for found in _buttons(blocks_of(shown))]


def button(shown: Shown, label: str) -> Payload:
    """Return the action of a click on the button with this label, as Slack sends it; AssertionError when it is not there."""
    found = next((each for each in _buttons(blocks_of(shown)) if each["text"]["text"] == label), None)
    assert found is not None, f"no button « {label} », but {labels(shown)}"
    return {key: found[key] for key in _SENT_BACK if key in found}


def field(shown: Shown, label: str) -> Payload:
    """Return the input block with this label."""
    found = [block for block in blocks_of(shown) if block["type"] == "input" and block["label"]["text"] == label]
    assert found, f"no field « {label} »"
    return found[0]


def _buttons(part: object) -> Iterator[Payload]:
    for found in _dicts(part):
        if found.get("type") == "button":
            yield found
        elif found.get("type") == "feedback_buttons":
            for name in ("positive_button", "negative_button"):
                yield {"type": "feedback_buttons", "action_id": found["action_id"], **found[name]}


def _dicts(part: object) -> Iterator[Payload]:
    if isinstance(part, Mapping):
        yield dict(part)
    inner = part.values() if isinstance(part, Mapping) else part if isinstance(part, list) else ()
    for each in inner:
        yield from _dicts(each)


def _texts(part: object) -> Iterator[str]:
    """The texts of blocks; a rich text section, with its bold words and its links, is one."""
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, Mapping) and part.get("type") in {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}:
        yield "".join(str(each.get("text", "")) for each in part["elements"])
    elif isinstance(part, Mapping) and part.get("type") == "plain_text":
        yield str(part["text"])
    elif isinstance(part, Mapping) and part.get("type") not in {"button", "feedback_buttons"}:
        for each in part.values():
            yield from _texts(each)


# --- what a person does


def asked(bot: Bot, question: str, **more: Any) -> Call:  # noqa: ANN401 - as `dm`
    """Ask in a direct message, and return the message that answers."""
    return [call for call in receive(bot, dm(question, **more)) if call.method == "chat.postMessage"][-1]


def commanded(bot: Bot, command: str, text: str = "", **more: Any) -> Call:  # noqa: ANN401 - as `slash`
    """Run a command, by default where the bot is no member, and return its last call."""
    return receive(bot, slash(command, text, **{"response_url": bot.fake.response_url(), **more}))[-1]


def receive(bot: Bot, payload: Payload) -> list[Call]:
    """Send a payload that is acknowledged without a word, and return the calls that the bot makes of it."""
    before = len(bot.fake.calls)
    assert acknowledged_at_once(bot, payload) == [{}]
    return _made_since(bot, before)


def methods(calls: Sequence[Call]) -> list[str]:
    """Return the methods called, in their order."""
    return [call.method for call in calls]


def click_on(bot: Bot, shown: Call | Mapping[str, Any], label: str, **more: Any) -> Payload:  # noqa: ANN401 - as `block_action`
    """Return the payload of a click; two of one button are about the same message or modal, each with its own trigger.

    `more` goes to `block_action`: another `user`, `response_url=""` for none.
    """
    return block_action(button(shown, label), **{**_place(bot, shown), **more})


def click(bot: Bot, shown: Call | Mapping[str, Any], label: str, **more: Any) -> list[Call]:  # noqa: ANN401 - likewise
    """Click on a button, wait until the bot has done what it does, and return its calls; see `click_on`."""
    return receive(bot, click_on(bot, shown, label, **more))


def enter(bot: Bot, shown: Call, label: str, text: str | None, **more: Any) -> list[Call]:  # noqa: ANN401 - likewise
    """Write into a field that acts at once, press Enter, and return the calls of the bot."""
    into = field(shown, label)
    assert into.get("dispatch_action") is True, f"« {label} » does nothing on Enter"
    action = {
        "type": "plain_text_input",
        "block_id": into["block_id"],
        "action_id": into["element"]["action_id"],
        "value": text,
    }
    return receive(bot, block_action(action, **{**_place(bot, shown), **more}))


def form(shown: Call | Mapping[str, Any], filled: Mapping[str, str], *, user: str = names.USER) -> Payload:
    """Return the payload of a form that is sent, filled in by the labels of its fields and of the options to pick."""
    view = _view_of(shown)
    values = {
        block["block_id"]: {block["element"]["action_id"]: _filled(block["element"], filled.get(block["label"]["text"]))}
        for block in blocks_of(shown)
        if block["type"] == "input"
    }
    return view_submission(view.get("callback_id", ""), values, view.get("private_metadata", ""), view=view, user=user)


def send(
    bot: Bot, shown: Call | Mapping[str, Any], filled: Mapping[str, str] | None = None, *, user: str = names.USER
) -> Payload:
    """Send a form, and return its acknowledgement, which Slack would take."""
    (answer,) = acknowledged_at_once(bot, form(shown, filled or {}, user=user))
    return answer


def acknowledged(response: BoltResponse) -> Payload:
    """Return what an acknowledgement holds, which Slack would take."""
    assert response.status == 200, response.body
    answer: Payload = json.loads(response.body) if response.body else {}
    assert ack_problems(answer) == []
    return answer


def at_once(bot: Bot, *payloads: Payload) -> list[Call]:
    """Send payloads at the same moment, wait until the bot is done with them, and return its calls."""
    before = len(bot.fake.calls)
    acknowledged_at_once(bot, *payloads)
    return _made_since(bot, before)


def acknowledged_at_once(bot: Bot, *payloads: Payload) -> list[Payload]:
    """Send payloads as `at_once`, and return their acknowledgements, which Slack would take."""
    together = threading.Barrier(len(payloads))

    def acknowledgement(payload: Payload) -> Payload:
        together.wait(PATIENCE)
        return acknowledged(bot.app.dispatch(as_bolt(payload)))  # read at once: Bolt changes it when the listener fails later

    with ThreadPoolExecutor(len(payloads)) as threads:
        acknowledgements = list(threads.map(acknowledgement, payloads))
    bot.settle()
    return acknowledgements


def _made_since(bot: Bot, before: int) -> list[Call]:
    """The calls but the one by which Bolt asks once who the bot is."""
    return [call for call in bot.fake.calls[before:] if call.method != "auth.test"]


# --- what happens meanwhile


def borrowing(responder: LiveResponder) -> Callable[..., Ranker]:
    """Rank other pages with what was learnt from these, as a bot does right after an edit: fitting takes most of the time."""
    learnt = responder._current.learnt

    def rank(knowledge: KnowledgeBase, cache: Cache | None = None, own: Fitted | None = None) -> Ranker:
        return Ranker(knowledge, cache, own or learnt)

    return rank


def edit(bot: Bot, page: str, text: str | None) -> None:
    """Write a page of the bot's folder, or take it away, and let the bot see it."""
    if text is None:
        (bot.folder / page).unlink()
    else:
        (bot.folder / page).write_text(text, encoding="utf-8")
    assert bot.responder.refresh()


def lose_journal(bot: Bot) -> None:
    """Take the journal's file away, and let no other come into its place: from now on it is out of reach."""
    database = bot.service.journal.database
    assert database.path
    database.close()
    database.path.unlink()
    database.path.mkdir()


@contextmanager
def journal_away(bot: Bot) -> Iterator[None]:
    """Take the journal's file away until the block ends."""
    database = bot.service.journal.database
    path = database.path
    assert path
    database.close()
    path.rename(path.with_suffix(".aside"))
    path.mkdir()
    yield
    path.rmdir()
    path.with_suffix(".aside").rename(path)


def _place(bot: Bot, shown: Call | Mapping[str, Any]) -> dict[str, Any]:
    """Where the click is: the message, which is always the same for one call, or the modal."""
    if not isinstance(shown, Call) or shown.method.startswith("views."):
        return {"view": _view_of(shown)}
    params = shown.params
    ts = f"1{_mark(params) % 10**9:09d}.000100"
    message = posted_message(
        params["text"], ts=params.get("ts", ts), thread_ts=params.get("thread_ts"), blocks=params["blocks"]
    )
    if shown.method != "response_url":
        channel = str(params["channel"])
        return {
            "message": message,
            "channel": f"D{channel[1:]}" if channel.startswith("U") else channel,
            "response_url": bot.fake.response_url(),
        }
    is_private = params.get("response_type") != "in_channel"
    return {
        "message": message,
        "channel": names.OTHER_CHANNEL,
        "response_url": bot.fake.response_url(),
        "ephemeral": is_private,
    }


def _view_of(shown: Call | Mapping[str, Any]) -> Payload:
    """The view as Slack knows it: with an id, which is always the same for one call."""
    params = shown.params if isinstance(shown, Call) else shown
    view = dict(params["view"])
    if view["type"] == "home":
        return {**view, "id": f"VHOME{params['user_id'][1:]}"}
    return {**view, "id": params.get("view_id") or f"V0{_mark(view):08X}"}


def _mark(part: object) -> int:
    return zlib.crc32(json.dumps(part, sort_keys=True).encode())


def _filled(element: Payload, value: str | None) -> Payload:
    if "options" not in element:
        return {"type": element["type"], "value": value}
    chosen = [option for option in element["options"] if option["text"]["text"] == value]
    assert chosen, f"no option « {value} »"
    return {"type": element["type"], "selected_option": chosen[0]}
