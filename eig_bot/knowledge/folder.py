"""What stands in a folder: files that may be pages, with when they changed; configurations; and what is of another kind."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from eig_bot.knowledge.extras import NAMES
from eig_bot.knowledge.generators.find import is_configuration
from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import knowledge as messages

Fingerprint = tuple[int, int, int]
"""Modification time in ns, size, inode: editors and `git` may replace a file within the same second."""

PAGES = (".md", ".markdown", ".mdx")
"""Endings of pages, in small letters; they may be written in capitals."""
DOCUMENTS = (
    ".html", ".htm", ".txt", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx", ".odp", ".xls", ".xlsx", ".ods", ".csv",
    ".rst", ".adoc", ".asciidoc", ".org", ".textile", ".wiki", ".tex", ".epub", ".ipynb", ".canvas", ".njk", ".liquid",
)  # fmt: skip
"""Endings of files that may well hold what people ask for, and are not read."""
_NEVER = frozenset({"node_modules", "bower_components", "__pycache__", "venv"})
"""Folders of programs, of many thousand files: nobody looks into them."""
_HIDDEN_CONFIGURATIONS = frozenset({".vuepress", ".vitepress", ".obsidian"})


@dataclass(frozen=True, slots=True)
class FolderContent:
    """What stands in a folder and below it, hidden files apart; paths are within it, with slashes."""

    files: dict[str, Fingerprint]
    """What may be a page, the optional files, and configurations."""
    documents: tuple[str, ...] = ()
    """Files of another kind that people may take for pages."""

    @property
    def pages(self) -> list[str]:
        """Paths of what may be a page."""
        return [path for path in self.files if path.lower().endswith(PAGES) or not (path in NAMES or is_configuration(path))]


def content_of(folder: Path) -> FolderContent:
    """Return what stands in a folder now.

    Args:
        folder: that is there; a file that goes away meanwhile is not in it.
    """
    files: dict[str, Fingerprint] = {}
    documents: list[str] = []
    for path in _paths(folder):
        if path.lower().endswith(DOCUMENTS) and path not in files:
            documents.append(path)
            continue
        file = folder / path
        try:
            status = file.lstat() if file.is_symlink() and not file.exists() else file.stat()
        except OSError:  # it went away since the folder was listed
            continue
        files[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return FolderContent(files, tuple(documents))


def may_be_read(path: str) -> bool:
    """Return whether the content of a file may matter: a page, an optional file, a configuration.

    Args:
        path: within the folder, with slashes.
    """
    *folders, name = path.split("/")
    if _NEVER.intersection(folders) or any(folder.startswith(".") for folder in set(folders) - _HIDDEN_CONFIGURATIONS):
        return False
    return path in NAMES or is_configuration(path) or (not name.startswith(".") and name.lower().endswith(PAGES))


def written_at(fingerprint: Fingerprint) -> datetime:
    """Return when a file was written.

    Args:
        fingerprint: of the file.
    """
    return datetime.fromtimestamp(fingerprint[0] / 1e9, UTC)


def read_bytes(folder: Path, path: str, limit: int) -> bytes:
    """Return a file's bytes.

    Args:
        folder: the knowledge folder.
        path: of the file within it.
        limit: of bytes; one more is read, which tells that there are more.

    Raises:
        FieldError: it cannot be read, or is a link to a place outside the folder.
    """
    file = folder / path
    if _leaves(folder, file):
        raise FieldError(0, messages.LINK_LEAVES_FOLDER)
    if not file.is_file():
        raise FieldError(0, messages.UNREADABLE)
    try:
        with file.open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise FieldError(0, messages.UNREADABLE) from error


def _paths(folder: Path) -> Iterator[str]:
    """Yield what counts, in order; a link to a folder elsewhere stands for itself, so that it can be told of."""
    for place, folders, names in os.walk(folder):
        base = "" if Path(place) == folder else f"{Path(place).relative_to(folder).as_posix()}/"
        hidden = _HIDDEN_CONFIGURATIONS.intersection(folders)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NEVER)
        away = {name for name in folders if Path(place, name).is_symlink() and _leaves(folder, Path(place, name))}
        for name in sorted([*names, *away]):
            path = base + name
            is_known = name in away or path in NAMES or is_configuration(path)
            if is_known or (not name.startswith(".") and name.lower().endswith((*PAGES, *DOCUMENTS))):
                yield path
        for name in sorted(hidden):
            inside = Path(place, name)
            yield from (path for file in sorted(inside.glob("*")) if is_configuration(path := f"{base}{name}/{file.name}"))


def _leaves(folder: Path, file: Path) -> bool:
    try:
        return not file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links that lead to each other
        return False
