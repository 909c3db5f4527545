"""Configurations -> plain values. What is not there, or is not what it should be, is empty: no configuration is refused."""

import posixpath
import re
import tomllib
from typing import Any

import yaml

from eig_bot.knowledge.yaml_nodes import FieldError, compose


def from_yaml(source: str) -> dict[str, Any]:
    """Return the values of a YAML or JSON text; a tag that only its tool knows is nothing.

    Args:
        source: of a configuration.
    """
    try:
        compose(source)  # it refuses what would take for ever
        values = yaml.load(source, _Tolerant)  # noqa: S506 - a safe loader with one more constructor
    except (FieldError, yaml.YAMLError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


class _Tolerant(yaml.SafeLoader):
    """Takes any tag, `!!python/name:…` among them, and makes nothing of it."""


_Tolerant.add_multi_constructor("", lambda *_: None)


def from_any(source: str) -> dict[str, Any]:
    """Return the values of a text in TOML, YAML or JSON.

    Args:
        source: of a configuration.
    """
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return from_yaml(source)


def lower(values: object) -> dict[str, Any]:
    """Return a mapping by its keys in small letters; empty for another thing.

    Args:
        values: of a configuration.
    """
    return {str(key).lower(): value for key, value in values.items()} if isinstance(values, dict) else {}


def text(value: object) -> str:
    """Return a text without the spaces around it; empty for another thing.

    Args:
        value: of a configuration.
    """
    return value.strip() if isinstance(value, str) else ""


def texts(value: object) -> list[str]:
    """Return the texts of a list; empty for another thing.

    Args:
        value: of a configuration.
    """
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def quoted(source: str, key: str) -> str:
    """Return the text that a program gives to a key, the first time that it does: `url: 'https://…'`; else empty.

    Args:
        source: of a program, which is not run.
        key: a name.
    """
    found = re.search(rf"\b{key}\s*:\s*['\"`]([^'\"`$]*)['\"`]", source)
    return found[1] if found else ""


def within(*parts: str) -> str:
    """Return a path within the knowledge folder, without slashes at its ends; "" is the folder itself.

    Args:
        parts: paths, each below the one before.
    """
    joined = posixpath.normpath("/".join(part.strip("/") for part in parts if part.strip("/")) or ".")
    return "" if joined == "." else joined


def address(written: str) -> str | None:
    """Return the address of a site, without a slash at its end; None where there is none, or one that is still an example.

    Args:
        written: with its scheme.
    """
    is_example = re.search(r"//(?:localhost|127\.|0\.0\.|example\.(?:com|org)\b)", written)
    return written.rstrip("/") if re.match(r"https?://[^/\s]+", written) and not is_example else None
