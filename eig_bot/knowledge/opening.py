"""A file's bytes -> its text and its front matter. Where it leads, once all pages are opened, `page.py` tells."""

import unicodedata
from dataclasses import dataclass, replace

from eig_bot.knowledge import notion
from eig_bot.knowledge.conflicts import without_conflicts
from eig_bot.knowledge.front_matter import FrontMatter, read_ours
from eig_bot.knowledge.split_file import SplitFile, split
from eig_bot.knowledge.yaml_nodes import BrokenYamlError, Faults, FieldError, compose
from eig_bot.messages import knowledge as messages

MAX_BYTES = 1_000_000
"""A page of a million characters is no page: the longest of the programme's site has twenty thousand."""

LFS = b"version https://git-lfs.github.com/spec/"
"""What a file begins with whose content Git LFS keeps elsewhere."""


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A file whose front matter is read, and whose text is not yet: it may lead to pages that are still to be opened."""

    path: str
    """Within the folder, with slashes."""
    text: str
    parts: SplitFile
    front: FrontMatter


def open_page(path: str, source: bytes) -> OpenPage:
    """Read the front matter of a file.

    Args:
        path: within the folder, with slashes.
        source: the file's bytes.

    Raises:
        FieldError: it is no text, or its front matter cannot be read; the line is one of the file.
    """
    if source.startswith(LFS):
        raise FieldError(1, messages.LFS_POINTER)
    text, conflicts = without_conflicts(decode(source))
    faults = Faults(conflicts)
    with faults.gathered():
        opened = _opened(path, text)
    faults.told()
    return opened


def _opened(path: str, text: str) -> OpenPage:
    parts = split(text)
    parts = replace(parts, body=notion.without_properties(path, parts.body))
    try:
        return OpenPage(path, text, parts, read_ours(parts.front))
    except FieldError as error:
        raise error.below(parts.front_line) from error


def as_meant(text: str) -> str:
    """Return the text of a page as far as it can be read, line for line: without conflicts, and with its front matter mended.

    `check` looks at the rest of a page that is refused, so that one run tells of all that is wrong with it.

    Args:
        text: of a file.
    """
    text, _ = without_conflicts(text)
    try:
        parts = split(text)
        compose(parts.front)
    except BrokenYamlError as error:
        lines = text.split("\n")
        count = parts.front.count("\n")
        mended = (error.mended or "\n" * count).split("\n")[:count]
        return "\n".join([*lines[: parts.front_line], *mended, *lines[parts.front_line + count :]])
    except FieldError:
        return text
    return text


def decode(source: bytes) -> str:
    """Return a file's text in NFC, with plain ends of lines.

    Args:
        source: its bytes; `MAX_BYTES` and one more tell that it is too large.

    Raises:
        FieldError: too large, not UTF-8, or empty.
    """
    if len(source) > MAX_BYTES:
        raise FieldError(0, messages.file_too_large(MAX_BYTES))
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        above, _, line = (b"\n" + source)[: error.start + 1].rpartition(b"\n")
        raise FieldError(above.count(b"\n"), messages.NOT_UTF8, len(line.decode("utf-8-sig", errors="ignore"))) from error
    if not text.strip():
        raise FieldError(0, messages.EMPTY_FILE)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))
