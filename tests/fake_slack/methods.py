"""The methods of the Web API that the fake knows: scope, arguments, and the form of each argument.

The arguments are those of slack_sdk's own signatures, which a test compares with this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass

BOOLEANS = frozenset(
    {
        "as_user",
        "include_all_metadata",
        "inclusive",
        "include_locale",
        "link_names",
        "mrkdwn",
        "reply_broadcast",
        "return_im",
        "unfurl_links",
        "unfurl_media",
    }
)
LISTS = frozenset({"attachments", "blocks", "chunks", "loading_messages", "prompts"})
# Bolt's clients send the workspace along with every call.
ALWAYS = frozenset({"team_id"})
# How tokens begin.
BOT_TOKENS, APP_TOKENS = "xoxb-", "xapp-"
OBJECTS = frozenset({"metadata", "view"})


@dataclass(frozen=True)
class Method:
    """What a method asks for; `any_of` are arguments of which one at least must be there."""

    scope: str | None
    required: frozenset[str]
    optional: frozenset[str]
    any_of: frozenset[str] = frozenset()
    token: str = BOT_TOKENS

    @property
    def accepted(self) -> frozenset[str]:
        return self.required | self.optional | self.any_of


def _method(scope: str | None, required: str = "", optional: str = "", *, any_of: str = "", token: str = BOT_TOKENS) -> Method:
    return Method(scope, frozenset(required.split()), frozenset(optional.split()), frozenset(any_of.split()), token)


_FACE = "icon_emoji icon_url username"
_POST = f"text blocks attachments as_user {_FACE} link_names markdown_text parse thread_ts"

METHODS: Mapping[str, Method] = {
    "auth.test": _method(None),
    "chat.postMessage": _method(
        "chat:write",
        "channel",
        f"{_POST} container_id metadata mrkdwn reply_broadcast unfurl_links unfurl_media",
    ),
    "chat.postEphemeral": _method("chat:write", "channel user", _POST),
    "chat.update": _method(
        "chat:write",
        "channel ts",
        "text blocks attachments as_user file_ids link_names markdown_text metadata parse reply_broadcast",
    ),
    "chat.delete": _method("chat:write", "channel ts", "as_user"),
    "chat.getPermalink": _method(None, "channel message_ts"),
    "chat.startStream": _method(
        "chat:write",
        "channel thread_ts",
        f"markdown_text chunks recipient_team_id recipient_user_id task_display_mode {_FACE}",
    ),
    "chat.appendStream": _method("chat:write", "channel ts", "markdown_text chunks"),
    "chat.stopStream": _method("chat:write", "channel ts", "markdown_text chunks blocks metadata session_status"),
    "assistant.threads.setStatus": _method("chat:write", "channel_id thread_ts status", f"loading_messages {_FACE}"),
    "assistant.threads.setSuggestedPrompts": _method("assistant:write", "channel_id prompts", "thread_ts title"),
    "assistant.threads.setTitle": _method("assistant:write", "channel_id thread_ts title"),
    "views.open": _method(None, "view", any_of="trigger_id interactivity_pointer"),
    "views.push": _method(None, "view", any_of="trigger_id interactivity_pointer"),
    "views.publish": _method(None, "user_id view", "hash"),
    "views.update": _method(None, "view", "hash", any_of="view_id external_id"),
    "conversations.replies": _method("im:history", "channel ts", "cursor include_all_metadata inclusive latest limit oldest"),
    "conversations.open": _method("im:write", "", "return_im", any_of="channel users"),
    "users.info": _method("users:read", "user", "include_locale"),
    "apps.connections.open": _method("connections:write", token=APP_TOKENS),
}


def argument_problems(method: Method, params: Mapping[str, object]) -> list[str]:
    """Say which arguments are unknown, missing, or of the wrong form."""
    unknown = sorted(params.keys() - method.accepted - ALWAYS)
    missing = sorted(method.required - params.keys())
    lines = [f"{name}: unknown argument" for name in unknown] + [f"{name}: missing" for name in missing]
    if method.any_of and not method.any_of & params.keys():
        lines.append(f"{' or '.join(sorted(method.any_of))}: missing")
    known = sorted(params.keys() & method.accepted)
    return lines + [f"{name}: {_form(name)[1]} is expected" for name in known if not _is_of_form(name, params[name])]


def _form(name: str) -> tuple[type, str]:
    if name in BOOLEANS:
        return bool, "true or false"
    if name in LISTS:
        return list, "a list"
    return (dict, "an object") if name in OBJECTS else (str, "a string")


def _is_of_form(name: str, value: object) -> bool:
    return isinstance(value, _form(name)[0])
