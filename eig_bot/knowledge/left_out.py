"""Files of a knowledge folder that are not read, and why: nobody should look for the answer of a page that was never one."""

from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from eig_bot.messages import knowledge as messages


class Unread(Enum):
    """Why a file is not read."""

    KIND = "kind"
    """It is no Markdown."""
    DRAFT = "draft"
    """It stands in a folder of drafts."""
    IGNORED = "ignored"
    """`site.yml` says so."""
    EXCLUDED = "excluded"
    """The configuration of the tool that makes the site says so."""
    REPOSITORY = "repository"
    """It speaks of the files: README, LICENSE, CHANGELOG."""
    TECHNICAL = "technical"
    """It is a template, an extract, a copy: of the tool that makes the site, not of the site."""
    OUTSIDE = "outside"
    """The tool that makes the site takes its pages from another folder."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Files that are not read, for one reason."""

    reason: Unread
    paths: tuple[str, ...]
    tool: str = ""
    """What makes the site, where that is why."""

    shared: frozenset[str] = frozenset()
    """Folders of which other files are read: what is left out of them is named by its path."""

    @property
    def names(self) -> tuple[str, ...]:
        """What they have in common, each once: their endings, their folders, or their names."""
        name = _NAMED_BY[self.reason]
        return tuple(dict.fromkeys(path if name(path) in self.shared else name(path) for path in self.paths))

    def __str__(self) -> str:
        return messages.not_read(self.reason.value, len(self.paths), self.names, self.tool)


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _first_folder(path: str) -> str:
    place = PurePosixPath(path)
    marked = next((part for part in place.parts if part.startswith("_")), None)
    is_by_name = len(place.parts) < 2 or place.name == "SUMMARY.md" or place.stem.endswith(".excalidraw")
    return marked or (place.name if is_by_name else place.parts[0])


_NAMED_BY = {
    Unread.KIND: _ending,
    Unread.DRAFT: _first_folder,
    Unread.IGNORED: _first_folder,
    Unread.EXCLUDED: _first_folder,
    Unread.REPOSITORY: _name,
    Unread.TECHNICAL: _first_folder,
    Unread.OUTSIDE: _first_folder,
}
