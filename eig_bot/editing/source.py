"""The bytes of a file as text to work on, and back: its ends of lines and its byte order mark stay as they are."""

import re

from frontmatter.default_handlers import YAMLHandler

from eig_bot.knowledge.opening import decode
from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import knowledge as messages

BOM = "\ufeff"


def plain(source: bytes) -> str:
    """Return the text of a file with plain ends of lines, without a byte order mark; else every character of it.

    Args:
        source: the file's bytes.

    Raises:
        FieldError: it is too large, or not UTF-8.
    """
    return _LINE_END.sub("\n", _parted(source)[1])


def front_matter_of(text: str) -> tuple[int, int]:
    """Return where the front matter of a page begins and ends, without its boundaries.

    Args:
        text: of the page, as `plain` gives it.

    Raises:
        FieldError: it has none.
    """
    boundary: re.Pattern[str] = YAMLHandler.FM_BOUNDARY
    opening = boundary.match(text)
    closing = boundary.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        raise FieldError(0, messages.NO_FRONT_MATTER)
    return opening.end(), closing.start()


def inserted(source: bytes, at: int, text: str) -> bytes:
    """Return the bytes of a file with a text put into it, which takes the ends of lines around it.

    Args:
        source: the file's bytes.
        at: offset in its text, as `plain` gives it.
        text: with plain ends of lines.
    """
    mark, whole = _parted(source)
    before = plain(source)[:at]
    ends = [match.span() for match in _LINE_END.finditer(whole)]
    number = before.count("\n")
    column = at - (before.rfind("\n") + 1)
    place = (ends[number - 1][1] if number else 0) + column
    own_end = whole[slice(*ends[max(0, number - 1)])] if ends else "\n"
    return (mark + whole[:place] + text.replace("\n", own_end) + whole[place:]).encode()


def _parted(source: bytes) -> tuple[str, str]:
    """Return the byte order mark, if any, and the text with all that is in it, for `decode` takes some away."""
    if source.strip():
        decode(source)
    text = source.decode()
    return (BOM, text[1:]) if text.startswith(BOM) else ("", text)


_LINE_END = re.compile(r"\r\n|\r|\n")
