"""The log: one JSON object a line, or plain lines on a terminal; never what a person wrote."""

import logging
import sys

from pythonjsonlogger.json import JsonFormatter

_FIELDS = "{asctime}{levelname}{name}{message}"
_LIBRARIES = ("slack_bolt", "slack_sdk", "waitress")


def configure_logging() -> None:
    """Send the log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    if sys.stderr.isatty():
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    else:
        handler.setFormatter(
            JsonFormatter(_FIELDS, style="{", rename_fields={"asctime": "time", "levelname": "level", "name": "logger"})
        )
    handler.addFilter(_without_payload)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)


def _without_payload(record: logging.LogRecord) -> bool:
    """Slack's libraries log whole payloads in some cases, after an opening brace: cut there, and drop tracebacks."""
    if record.name.startswith(("slack_bolt", "slack_sdk")):
        record.msg = record.getMessage().split("{", 1)[0].split("(body", 1)[0].strip()
        record.args = ()
        record.exc_info = record.exc_text = None
    return True
