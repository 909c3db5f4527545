"""The log: one JSON object a line, or plain lines on a terminal; never what a person wrote."""

import logging
import sys
from typing import Any

from pythonjsonlogger.json import JsonFormatter

_FIELDS = "{asctime}{levelname}{name}{message}"
_LIBRARIES = ("slack_bolt", "slack_sdk", "waitress")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def configure_logging() -> None:
    """Send the log to standard error: lines for a person on a terminal, else JSON for programs; see `without_payload`."""
    handler = logging.StreamHandler(sys.stderr)
    names = {"asctime": "time", "levelname": "level", "name": "logger"}
    is_terminal = sys.stderr.isatty()
    handler.setFormatter(PlainFormatter() if is_terminal else JsonFormatter(_FIELDS, style="{", rename_fields=names))
    handler.addFilter(without_payload)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of each of its plugins
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns of each request that waits for a moment


def where(error: BaseException) -> dict[str, str]:
    """Return what may be logged of an error: its type, the line of code that raised it, and Slack's own code for it.

    Its text stays out of the log, since it may repeat what a person wrote.

    Args:
        error: any error; Slack's have a `response` with a code in it.
    """
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    place = f"{last.tb_frame.f_code.co_filename.rpartition('/')[2]}:{last.tb_lineno}" if last else "?"
    response: Any = getattr(error, "response", None)
    code = response.get("error") if hasattr(response, "get") else None
    return {"error": type(error).__name__, "at": place} | ({"slack_error": str(code)} if code else {})


class PlainFormatter(logging.Formatter):
    """A line for a person: time, level, message, and what else the record says."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the record's own fields behind it.

        Args:
            record: whose `extra` fields are shown as `name=value`.
        """
        extras = [f"{name}={value}" for name, value in vars(record).items() if name not in _STANDARD]
        return " ".join([super().format(record), *extras])


def without_payload(record: logging.LogRecord) -> bool:
    """Libraries put whole requests into their messages: of theirs, only where they were written is kept.

    Args:
        record: to be written; one of those libraries is changed.

    Returns:
        True for a record to write: theirs from warnings on, all others.
    """
    if not record.name.startswith(_LIBRARIES):
        return True
    kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "none"
    record.msg, record.args = f"reported by {record.module}:{record.lineno}, exception: {kind}", ()
    record.exc_info = record.exc_text = record.stack_info = None
    return record.levelno >= logging.WARNING
