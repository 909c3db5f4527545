"""What this project holds every message to, beyond what Slack itself refuses.

A message has a text (notifications and screen readers read nothing else), it notifies nobody by accident, and it does
not unfold links into previews.
"""

import re
from collections.abc import Iterator, Mapping

from .blocks import view_violations, violations
from .catalogue import OPTION_GROUPS, OPTIONS
from .schema import Report, objects, string

# As they arrive when nobody escaped them: <!here>, <!channel|channel>, <!subteam^S1>, <@U1>.
MENTION = re.compile(r"<(?:!(?:channel|here|everyone)\b|!subteam\^|@[UW][A-Z0-9])[^>]*>?")
MARKED_UP = frozenset({"mrkdwn", "markdown", "markdown_text"})
RICH_MENTIONS = frozenset({"user", "usergroup", "broadcast"})
TIMESTAMP = re.compile(r"\d{10}\.\d{6}")

MOST_TEXT = 40_000
# An edited message is held to less, and in bytes: an accented letter counts for two.
MOST_UPDATED_BYTES = 4_000
MOST_MARKDOWN = 12_000

Problem = tuple[str, str]


def message_problems(params: Mapping[str, object], *, edited: bool = False, mentions: bool = False) -> list[Problem]:
    """Pair what is wrong with a message with the error that Slack would answer, the gravest first."""
    problems = [*_text_problems(params, edited=edited)]
    if "blocks" in params:
        problems += [("invalid_blocks", line) for line in violations(params["blocks"], "message")]
    if "attachments" in params:
        problems.append(("invalid_attachments", "attachments: a legacy form that is not checked here, use blocks"))
    if not mentions:
        problems += [("invalid_blocks", line) for line in mention_problems(params, edited=edited)]
    return problems


def _text_problems(params: Mapping[str, object], *, edited: bool) -> Iterator[Problem]:
    text = params.get("text")
    shown = text or params.get("markdown_text")
    if not shown and not params.get("blocks"):
        yield "no_text", "text: neither text nor blocks"
    elif not isinstance(text, str) or not text.strip():
        yield "no_text", "text: empty, notifications and screen readers need it"
    elif edited and len(text.encode()) > MOST_UPDATED_BYTES:
        yield "msg_too_long", f"text: {len(text.encode())} bytes, {MOST_UPDATED_BYTES} at most in an edited message"
    elif len(text) > MOST_TEXT:
        yield "msg_too_long", f"text: {len(text)} characters, {MOST_TEXT} at most"
    if "markdown_text" in params and (text or params.get("blocks")):
        yield "markdown_text_conflict", "markdown_text: goes with neither text nor blocks"


def mention_problems(params: Mapping[str, object], *, edited: bool = False) -> list[str]:
    """Find what would notify people, in the text and in every marked-up text of the blocks.

    A person who is named in an edited message is shown by name and hears nothing of it.
    """
    found = [(key, str(params[key])) for key in ("text", "markdown_text") if key in params]
    lines = [f"{path}: {match[0]} notifies people, escape it" for path, text in found for match in _matches(text)]
    for path, part in objects("", dict(params)):
        if part.get("type") in MARKED_UP:
            lines += [f"{path[1:]}: {match[0]} notifies people, escape it" for match in _matches(part.get("text"))]
        elif part.get("type") in RICH_MENTIONS and path and not edited:
            lines.append(f"{path[1:]}: a {part['type']} element notifies people")
    lines += [f"{key}: turns plain words into mentions" for key in ("link_names", "parse") if _is_on(params.get(key))]
    return lines


def _matches(text: object) -> Iterator[re.Match[str]]:
    return MENTION.finditer(text) if isinstance(text, str) else iter(())


def _is_on(value: object) -> bool:
    return value not in (None, False, "", "none")


def unfurl_problems(params: Mapping[str, object], *, required: bool) -> list[Problem]:
    """Links are not unfolded: where Slack does it unless told otherwise, telling it is required."""
    keys = [key for key in ("unfurl_links", "unfurl_media") if params.get(key, required) is not False]
    return [("invalid_arguments", f"{key}: must be False") for key in keys]


def ack_problems(answer: Mapping[str, object], *, mentions: bool = False) -> list[str]:
    """Say what is wrong with the payload of an acknowledgement: a message, a view, errors or options."""
    report = Report()
    if "errors" in answer:
        _check_errors(report, answer["errors"])
    for key, check in (("options", OPTIONS), ("option_groups", OPTION_GROUPS)):
        if key in answer:
            check(report, key, answer[key])
    lines = report.lines
    if "view" in answer:
        lines += view_violations(answer["view"])
    if "text" in answer or "blocks" in answer:
        lines += [line for _, line in message_problems(answer, mentions=mentions)]
    return lines


def _check_errors(report: Report, errors: object) -> None:
    if not isinstance(errors, dict) or not errors:
        report.add("errors", "an object from block_id to sentence is expected")
        return
    for block_id, sentence in errors.items():
        string(3000)(report, f"errors.{block_id}", sentence)


def is_timestamp(value: object) -> bool:
    return isinstance(value, str) and TIMESTAMP.fullmatch(value) is not None
