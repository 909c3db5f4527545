"""What comes back with a form or a click: what the bot made it carry along, and what was filled in.

An older version of the bot may have made it: whatever is not as this version makes it is outdated.
"""

import json
from collections.abc import Mapping
from typing import Any


class OutdatedError(Exception):
    """A form or a button was made by another version of the bot."""


def metadata_of(view: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """Return what a form carries along.

    Args:
        view: the form, as it was sent.
        names: of what must be in it.

    Raises:
        OutdatedError: it carries something else.
    """
    try:
        found = json.loads(view.get("private_metadata") or "")
    except (ValueError, RecursionError) as error:
        raise OutdatedError from error
    if not isinstance(found, dict) or not set(names) <= found.keys():
        raise OutdatedError
    return found


def text_in(view: Mapping[str, Any], field: str) -> str:
    """Return what was written into a field, "" when nothing was.

    Args:
        view: the form, as it was sent.
        field: name of its block, and of what is in it.

    Raises:
        OutdatedError: it has no such field.
    """
    return str(_filled(view, field).get("value") or "").strip()


def chosen_in(view: Mapping[str, Any], field: str) -> str:
    """Return the value of the option that was chosen.

    Args:
        view: the form, as it was sent.
        field: name of its block, and of what is in it.

    Raises:
        OutdatedError: it has no such field, or nothing was chosen.
    """
    return _value_of(_filled(view, field))


def chosen_by(body: Mapping[str, Any]) -> str:
    """Return the value of the option that a click has chosen.

    Args:
        body: the click.

    Raises:
        OutdatedError: it chooses nothing.
    """
    return _value_of(body["actions"][0])


def _filled(view: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    values = (view.get("state") or {}).get("values") or {}
    found: Mapping[str, Any] | None = values.get(field, {}).get(field)
    if found is None:
        raise OutdatedError
    return found


def _value_of(element: Mapping[str, Any]) -> str:
    value = (element.get("selected_option") or {}).get("value")
    if not isinstance(value, str):
        raise OutdatedError
    return value
