"""The workspace behind the fake: who is where, what was posted, what each method answers; nothing of HTTP."""

import itertools
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from . import names
from .blocks import view_violations, violations
from .catalogue import Surface
from .methods import BOT_TOKENS, METHODS, Method, argument_problems
from .rules import MOST_MARKDOWN, Problem, is_timestamp, mention_problems, message_problems, unfurl_problems
from .schema import Report, choice, length, listing, sentence, string, struct, tagged, typed

SCOPES = ("im:history", "app_mentions:read", "chat:write", "commands", "assistant:write")

# Apart from the times of the payloads that a test makes up.
FIRST_SECOND = 1_700_100_000

Params = Mapping[str, Any]
Answer = dict[str, Any]

PROMPTS = listing(struct({"title": sentence(3000), "message": sentence(3000)}), 4, unit="prompts")
LOADING = listing(sentence(3000), 10, unit="messages")


def _blocks(report: Report, path: str, value: object) -> None:
    for line in violations(value, "message"):
        report.add(path, line)


_SOURCE = struct({"type": choice("url"), "url": string(3000), "text": sentence(3000)})
_PROGRESS = choice("pending", "in_progress", "complete", "error")
CHUNKS = listing(
    tagged(
        {
            "markdown_text": typed({"text": sentence(MOST_MARKDOWN, may_be_blank=True)}),
            "plan_update": typed({"title": sentence(256)}),
            "task_update": typed(
                {"id": string(255), "title": sentence(256), "status": _PROGRESS},
                {"details": sentence(3000), "output": sentence(3000), "sources": listing(_SOURCE, 100)},
            ),
            "blocks": typed({"blocks": _blocks}),
        },
        "chunk",
    ),
    100,
    at_least=0,
)


class RefusedError(Exception):
    """What Slack answers instead of doing the thing; problems are faults of the bot, not of the moment."""

    def __init__(self, error: str, problems: Iterable[str] = (), **details: str) -> None:
        super().__init__(error)
        self.error = error
        self.problems = list(problems)
        self.details = details

    def answer(self) -> Answer:
        messages = {"response_metadata": {"messages": [f"[ERROR] {line}" for line in self.problems]}}
        return {"ok": False, "error": self.error, **self.details, **(messages if self.problems else {})}


def refuse_any(problems: Iterable[Problem]) -> None:
    """Refuse with the error of the first problem, and tell them all."""
    found = list(problems)
    if found:
        raise RefusedError(found[0][0], [line for _, line in found])


class Workspace:
    """One workspace with one bot in it, as strict as Slack and stricter where the project's own rules are."""

    def __init__(
        self,
        *,
        scopes: Iterable[str] = SCOPES,
        members: Iterable[str] = (names.CHANNEL,),
        bot_token: str = names.BOT_TOKEN,
        app_token: str = names.APP_TOKEN,
    ) -> None:
        self.scopes = set(scopes)
        self.app_scopes = {"connections:write"}
        self.members = set(members)
        self.removed_methods: set[str] = set()
        self.allow_mentions = False
        self.enterprise: str | None = None
        """The organisation of several workspaces that this one is of."""
        self.violations: list[str] = []
        self.bot_token = bot_token
        self.app_token = app_token
        self._lock = threading.RLock()
        self._ticks = itertools.count(1)
        self._streams: set[tuple[str, str]] = set()
        self._messages: list[tuple[str, Answer]] = []
        self._deleted: set[tuple[str, str]] = set()
        self._triggers: set[str] = set()
        self._views: dict[str, Answer] = {}
        self._refused: dict[str, str] = {}

    def revoke(self, token: str, error: str = "token_revoked") -> None:
        """Take a token no more: it was revoked, or the app was removed (`account_inactive`)."""
        self._refused[token] = error

    def restore(self, token: str) -> None:
        """Take a token again."""
        self._refused.pop(token, None)

    def answer(self, method: str, params: Params, token: str | None) -> Answer:
        """Do what the method does, or say why not; the bot's faults are kept in `violations`."""
        with self._lock:
            try:
                self._check_call(method, params, token)
                return {"ok": True, **self._do[method](self, params)}
            except RefusedError as refusal:
                self.violations += [f"{method}: {line}" for line in refusal.problems]
                return refusal.answer()

    def socket_url(self) -> str:
        """Where Socket Mode is served."""
        raise NotImplementedError

    # ---- before any method

    def _check_call(self, name: str, params: Params, token: str | None) -> None:
        method = METHODS.get(name)
        if name in self.removed_methods:
            raise RefusedError("unknown_method")
        if method is None:
            raise RefusedError("unknown_method", ["unknown to this fake"])
        self._check_token(method, token)
        problems = argument_problems(method, params)
        if problems:
            raise RefusedError("invalid_arguments", problems)

    def _check_token(self, method: Method, token: str | None) -> None:
        if token is None:
            raise RefusedError("not_authed")
        if token in self._refused:
            raise RefusedError(self._refused[token])
        if token not in {self.bot_token, self.app_token}:
            raise RefusedError("invalid_auth")
        if not token.startswith(method.token):
            raise RefusedError("not_allowed_token_type", [f"a token {method.token} is expected"])
        scopes = self.scopes if method.token == BOT_TOKENS else self.app_scopes
        if method.scope is not None and method.scope not in scopes:
            raise RefusedError("missing_scope", needed=method.scope, provided=",".join(sorted(scopes)))

    def _check_place(self, channel: str) -> str:
        """Give the conversation that the bot may write to under this id."""
        if re.fullmatch(r"D[A-Z0-9]+", channel):
            return channel
        if not re.fullmatch(r"[CG][A-Z0-9]+", channel):
            raise RefusedError("channel_not_found")
        if channel not in self.members:
            raise RefusedError("not_in_channel")
        return channel

    def _check_message(self, params: Params, *, edited: bool = False) -> None:
        _check_thread(params)
        refuse_any(message_problems(params, edited=edited, mentions=self.allow_mentions))

    def _next_ts(self) -> str:
        return f"{FIRST_SECOND + next(self._ticks)}.000100"

    # ---- messages

    def _auth_test(self, _: Params) -> Answer:
        return {
            "url": names.URL,
            "team": names.TEAM_NAME,
            "team_id": names.TEAM,
            "user": names.BOT_NAME,
            "user_id": names.BOT_USER,
            "bot_id": names.BOT,
            "is_enterprise_install": False,
            **({"enterprise_id": self.enterprise} if self.enterprise else {}),
        }

    def _post_message(self, params: Params) -> Answer:
        # A person's id stands for the conversation with them.
        opened = re.sub(r"^[UW](?=[A-Z0-9]+$)", "D", params["channel"])
        channel = self._check_place(opened)
        refuse_any(unfurl_problems(params, required=True))
        self._check_message(params)
        ts = self._next_ts()
        message = _posted(params, ts)
        self._messages.append((channel, message))
        return {"channel": channel, "ts": ts, "message": message}

    def _replies(self, params: Params) -> Answer:
        # What the bot wrote itself: what people wrote is in the payloads of the test, not here.
        thread = [message for channel, message in self._messages if channel == params["channel"]]
        thread = [message for message in thread if message.get("thread_ts") == params["ts"]]
        return {"messages": thread, "has_more": False}

    def _post_ephemeral(self, params: Params) -> Answer:
        self._check_place(params["channel"])
        self._check_message(params)
        return {"message_ts": self._next_ts()}

    def _update(self, params: Params) -> Answer:
        key = self._check_existing(params, params["ts"])
        self._check_message(params, edited=True)
        message = _posted(params, params["ts"])
        return {"channel": key[0], "ts": key[1], "text": message["text"], "message": message}

    def _delete(self, params: Params) -> Answer:
        key = self._check_existing(params, params["ts"])
        self._deleted.add(key)
        return {"channel": key[0], "ts": key[1]}

    def _get_permalink(self, params: Params) -> Answer:
        channel, ts = params["channel"], params["message_ts"]
        if not is_timestamp(ts):
            raise RefusedError("message_not_found", [f"message_ts: {ts!r} is not the time of a message"])
        return {"channel": channel, "permalink": f"{names.URL}archives/{channel}/p{ts.replace('.', '')}"}

    def _check_existing(self, params: Params, ts: str) -> tuple[str, str]:
        # Messages may stem from a test's payload rather than from here: what is well formed is taken to be there.
        key = self._check_place(params["channel"]), ts
        if not is_timestamp(ts):
            raise RefusedError("message_not_found", [f"ts: {ts!r} is not the time of a message"])
        if key in self._deleted:
            raise RefusedError("message_not_found")
        return key

    # ---- streams

    def _start_stream(self, params: Params) -> Answer:
        channel = self._check_place(params["channel"])
        _check_thread(params)
        for name in ("recipient_team_id", "recipient_user_id"):
            if not channel.startswith("D") and name not in params:
                raise RefusedError(f"missing_{name}", [f"{name}: missing, streams in channels need it"])
        self._check_streamed(params)
        ts = self._next_ts()
        self._streams.add((channel, ts))
        return {"channel": channel, "ts": ts}

    def _append_stream(self, params: Params) -> Answer:
        self._check_streaming(params)
        self._check_streamed(params)
        return {"channel": params["channel"], "ts": params["ts"]}

    def _stop_stream(self, params: Params) -> Answer:
        key = self._check_streaming(params)
        self._check_streamed(params)
        self._streams.discard(key)
        message = _posted({"text": params.get("markdown_text", ""), **params}, params["ts"])
        return {"channel": params["channel"], "ts": params["ts"], "message": message}

    def _check_streaming(self, params: Params) -> tuple[str, str]:
        key = self._check_place(params["channel"]), params["ts"]
        if key not in self._streams:
            raise RefusedError("message_not_in_streaming_state")
        return key

    def _check_streamed(self, params: Params) -> None:
        report = Report()
        length(report, "markdown_text", len(params.get("markdown_text", "")), MOST_MARKDOWN)
        CHUNKS(report, "chunks", params.get("chunks", []))
        lines = report.lines + violations(params.get("blocks", []), "message")
        lines += [] if self.allow_mentions else mention_problems(params)
        refuse_any(("invalid_blocks", line) for line in lines)

    # ---- the agent's own container

    def _set_status(self, params: Params) -> Answer:
        self._check_place(params["channel_id"])
        _check_thread(params)
        report = Report()
        if "loading_messages" in params:
            LOADING(report, "loading_messages", params["loading_messages"])
        refuse_any(("invalid_arguments", line) for line in report.lines)
        return {}

    def _set_prompts(self, params: Params) -> Answer:
        self._check_place(params["channel_id"])
        report = Report()
        PROMPTS(report, "prompts", params["prompts"])
        if "thread_ts" in params:
            # Slack answers ok here and shows nothing, the worst of answers for a test.
            report.add("thread_ts", "prompts in a thread are never shown by an agent app")
        refuse_any(("invalid_arguments", line) for line in report.lines)
        return {}

    def _set_title(self, params: Params) -> Answer:
        self._check_place(params["channel_id"])
        _check_thread(params)
        if not params["title"].strip():
            raise RefusedError("invalid_arguments", ["title: empty text"])
        return {}

    # ---- views

    def _open_view(self, params: Params) -> Answer:
        trigger = params.get("trigger_id") or params.get("interactivity_pointer")
        if trigger in self._triggers:
            raise RefusedError("exchanged_trigger_id", [f"trigger_id: {trigger!r} was used before"])
        view = self._check_view(params["view"], "modal")
        self._triggers.add(str(trigger))
        return {"view": self._keep_view(view)}

    def _publish_view(self, params: Params) -> Answer:
        if not re.fullmatch(r"[UW][A-Z0-9]+", params["user_id"]):
            raise RefusedError("user_not_found")
        view_id = f"VHOME{params['user_id'][1:]}"
        self._check_hash(params, view_id)
        return {"view": self._keep_view(self._check_view(params["view"], "home"), view_id)}

    def _update_view(self, params: Params) -> Answer:
        view_id = params.get("view_id") or self._known_as(params["external_id"])
        if not re.fullmatch(r"V[A-Z0-9]+", view_id):
            raise RefusedError("not_found")
        self._check_hash(params, view_id)
        known = self._views.get(view_id) or params["view"]
        return {"view": self._keep_view(self._check_view(params["view"], known.get("type", "modal")), view_id)}

    def _known_as(self, external_id: str) -> str:
        return next((key for key, view in self._views.items() if view.get("external_id") == external_id), "")

    def _check_hash(self, params: Params, view_id: str) -> None:
        known = self._views.get(view_id)
        if known is not None and params.get("hash", known["hash"]) != known["hash"]:
            raise RefusedError("hash_conflict")

    def _check_view(self, view: Answer, surface: Surface) -> Answer:
        lines = view_violations(view)
        if not lines and view["type"] != surface:
            lines = [f"view.type: {view['type']}, {surface} is expected here"]
        if not self.allow_mentions:
            lines = lines + mention_problems({"view": view})
        refuse_any(("invalid_arguments", line) for line in lines)
        return view

    def _keep_view(self, view: Answer, view_id: str | None = None) -> Answer:
        tick = next(self._ticks)
        key = view_id or f"V{tick:08d}"
        kept = {
            **view,
            "id": key,
            "hash": f"{FIRST_SECOND}.{tick:08x}",
            "root_view_id": key,
            "previous_view_id": None,
            "state": {"values": {}},
            "team_id": names.TEAM,
            "app_id": names.APP,
            "bot_id": names.BOT,
        }
        self._views[key] = kept
        return kept

    # ---- people, conversations, connections

    def _open_conversation(self, params: Params) -> Answer:
        users = params.get("users", "")
        if not users:
            return {"channel": {"id": self._check_place(params["channel"])}}
        if not re.fullmatch(r"[UW][A-Z0-9]+", users):
            raise RefusedError("user_not_found")
        return {"channel": {"id": f"D{users[1:]}"}}

    def _user_info(self, params: Params) -> Answer:
        user = params["user"]
        if not re.fullmatch(r"[UW][A-Z0-9]+", user):
            raise RefusedError("user_not_found")
        profile = {"real_name": names.PERSON, "display_name": names.PERSON}
        return {"user": {"id": user, "team_id": names.TEAM, "name": "agent", "profile": profile, "is_bot": False}}

    def _open_connection(self, _: Params) -> Answer:
        return {"url": self.socket_url()}

    _do: ClassVar[Mapping[str, Callable[["Workspace", Params], Answer]]] = {
        "auth.test": _auth_test,
        "chat.postMessage": _post_message,
        "chat.postEphemeral": _post_ephemeral,
        "chat.update": _update,
        "chat.delete": _delete,
        "chat.getPermalink": _get_permalink,
        "chat.startStream": _start_stream,
        "chat.appendStream": _append_stream,
        "chat.stopStream": _stop_stream,
        "assistant.threads.setStatus": _set_status,
        "assistant.threads.setSuggestedPrompts": _set_prompts,
        "assistant.threads.setTitle": _set_title,
        "views.open": _open_view,
        "views.push": _open_view,
        "views.publish": _publish_view,
        "views.update": _update_view,
        "conversations.open": _open_conversation,
        "conversations.replies": _replies,
        "users.info": _user_info,
        "apps.connections.open": _open_connection,
    }


def _check_thread(params: Params) -> None:
    if "thread_ts" in params and not is_timestamp(params["thread_ts"]):
        line = f"thread_ts: {params['thread_ts']!r} is not the time of a message"
        raise RefusedError("invalid_thread_ts", [line])


def _posted(params: Params, ts: str) -> Answer:
    """The message as Slack keeps it: it names every block that the bot did not name."""
    blocks = [{"block_id": f"b{place}", **block} for place, block in enumerate(params.get("blocks", []))]
    message = {
        "type": "message",
        "user": names.BOT_USER,
        "bot_id": names.BOT,
        "app_id": names.APP,
        "team": names.TEAM,
        "ts": ts,
        "text": params.get("text", ""),
        "blocks": blocks,
    }
    return {**message, **{key: params[key] for key in ("thread_ts", "metadata") if key in params}}
