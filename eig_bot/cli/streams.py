"""What a command reads, from a file or from standard input, and the line that it writes for a program."""

import io
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from eig_bot.errors import InputError
from eig_bot.messages import cli as messages

_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000))}
"""Characters that command a terminal (JSON itself escapes those below U+0020), that end a line for some readers, and halves of
characters, which no encoding can write."""


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Give the bytes of a file, for the length of a block.

    Args:
        path: of the file, relative to the working folder; "-" for standard input.

    Raises:
        InputError: the file cannot be read.
    """
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise InputError(messages.cannot_read(path)) from error
    yield io.BytesIO(content)


def json_line(value: Mapping[str, object]) -> str:
    """Return one object on one line, also for readers to whom U+2028 and U+2029 end a line; no control character is in it.

    Args:
        value: of texts, numbers, lists and the like, all of which JSON knows.
    """
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)
