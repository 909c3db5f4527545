"""One payload of each kind that Slack sends to the bot, and what becomes of them when any part is replaced by something odd."""

import copy
from collections.abc import Callable, Iterator

from eig_bot.slack import ids
from tests.fake_slack import (
    Payload,
    app_home_opened,
    block_action,
    dm,
    edited_dm,
    forwarded,
    global_shortcut,
    mention,
    message_shortcut,
    posted_message,
    slash,
    view_submission,
)

ODD: tuple[object, ...] = (None, 3, 1.5, True, "", "x", "\x00", "\ud800", [], [3], ["x"], {}, {"x": 3}, {"id": 3}, float("nan"))
Path = tuple[str | int, ...]

KINDS: dict[str, Callable[[str], Payload]] = {
    "dm": lambda _: dm("qui prête une parcelle ?", thread_ts="1700000000.000100"),
    "mention": lambda _: mention("qui prête une parcelle ?"),
    "edit": lambda _: edited_dm("qui prête une parcelle ?"),
    "forwarded": lambda _: forwarded("qui prête une parcelle ?"),
    "home": lambda _: app_home_opened(),
    "messages tab": lambda _: app_home_opened("messages"),
    "command": lambda url: slash("/eig", "qui prête une parcelle ?", response_url=url),
    "click": lambda url: block_action(
        {"action_id": f"{ids.RELATED}:0", "value": "- terrain"}, message=posted_message(), response_url=url
    ),
    "judgement": lambda url: block_action(
        {"action_id": ids.FEEDBACK, "value": "bad 1 2"}, message=posted_message(), response_url=url
    ),
    "click in a modal": lambda _: block_action({"action_id": ids.SUBJECTS, "value": "0 "}, view={"type": "modal"}),
    "click in the home": lambda _: block_action({"action_id": ids.SEARCH, "value": "où ?"}, view={"type": "home"}),
    "shortcut": lambda _: global_shortcut(ids.ASK_SHORTCUT),
    "message shortcut": lambda url: message_shortcut(ids.ANSWER_SHORTCUT, response_url=url),
    "question form": lambda _: view_submission(ids.ASK_FORM, {ids.TEXT: {ids.TEXT: "qui prête une parcelle ?"}}),
    "team form": lambda _: view_submission(
        ids.TEAM_FORM, {ids.TEXT: {ids.TEXT: "Et ici ?"}}, '{"question_id": null, "place": {"user": "U0AGENT1"}}'
    ),
    "reply form": lambda _: view_submission(ids.REPLY_FORM, {ids.TEXT: {ids.TEXT: "Oui."}}, "1"),
    "feedback form": lambda _: view_submission(
        ids.FEEDBACK_FORM,
        {ids.REASON: {ids.REASON: {"selected_option": {"value": "wrong"}}}, ids.COMMENT: {ids.COMMENT: None}},
        '{"question": "1", "passage": "2"}',
    ),
    "publish form": lambda url: view_submission(
        ids.PUBLISH_FORM, {}, f'{{"url": "{url}", "thread_ts": "1.2", "about": "1 2"}}'
    ),
    "address check": lambda _: {"type": "url_verification", "challenge": "x", "token": "x"},
    "certificate check": lambda _: {"ssl_check": "1", "token": "x"},
}
"""By what they are; each is made with the address that its sender is answered at."""


def mutations(payload: Payload) -> Iterator[Payload]:
    """Yield the payload with each part of it taken out, and replaced by each odd value."""
    for path in _paths(payload):
        for odd in ODD:
            yield _changed(payload, path, odd)
        yield _changed(payload, path, _changed)


def _paths(part: object, path: Path = ()) -> Iterator[Path]:
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, value in inner:
        yield (*path, name)
        yield from _paths(value, (*path, name))


def _changed(payload: Payload, path: Path, value: object) -> Payload:
    """Return a copy with another value; with none at all when that is this function itself."""
    changed = copy.deepcopy(payload)
    holder: object = changed
    for name in path[:-1]:
        holder = holder[name]  # type: ignore[index]  # the path stems from it
    assert isinstance(holder, dict | list)
    if value is _changed:
        del holder[path[-1]]  # type: ignore[arg-type]  # likewise
    else:
        holder[path[-1]] = value  # type: ignore[index]  # likewise
    return changed
