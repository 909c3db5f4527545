"""Which of the files that may be pages are pages of the service; the others are counted, with why they are not read."""

import re
from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from eig_bot.knowledge.generators.generator import Generator
from eig_bot.knowledge.left_out import LeftOut, Unread


def select(
    pages: Iterable[str], documents: Iterable[str], generator: Generator, ignore: tuple[str, ...]
) -> tuple[frozenset[str], tuple[LeftOut, ...]]:
    """Return the paths of the pages of a service, and what is left out.

    Args:
        pages: paths of the files that may be pages.
        documents: paths of files of another kind.
        generator: what makes a site of the folder.
        ignore: as in `Site.ignore`.
    """
    pages = list(pages)
    roots = generator.roots if any(_stands_in(path, generator.roots) for path in pages) else ("",)
    kept: set[str] = set()
    out: dict[Unread, list[str]] = {}
    for path in pages:
        reason = _reason(path, generator, roots, ignore)
        if reason is None:
            kept.add(path)
        else:
            out.setdefault(reason, []).append(path)
    for path in documents:
        if _stands_in(path, roots) and _reason(path, generator, roots, ignore) is None:
            out.setdefault(Unread.KIND, []).append(path)
    shared = frozenset(part for path in kept for part in PurePosixPath(path).parts[:-1])
    found = []
    for reason in (reason for reason in Unread if reason in out):
        places = () if reason is Unread.KIND else map(PurePosixPath, out[reason])
        around = {part for place in places for part in place.parts[:-1]}
        found.append(LeftOut(reason, tuple(out[reason]), generator.name, shared & around))
    return frozenset(kept), tuple(found)


def matches(path: str, pattern: str) -> bool:
    """Return whether a pattern names a file: by its name or a folder's on the way to it, or, with a slash, by its path.

    Args:
        path: within the folder.
        pattern: "brouillons", "*.mdx", "rh/archives/"; capitals and accents count.
    """
    pattern = pattern.removeprefix("./").strip("/")
    parts = PurePosixPath(path).parts
    if "/" not in pattern:
        return any(fnmatchcase(part, pattern) for part in parts)
    above = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    return any(fnmatchcase(part, pattern) for part in above)


_REPOSITORY = re.compile(r"(?:license|changelog|contributing|code[_-]of[_-]conduct|pull_request_template)", re.IGNORECASE)
_REPOSITORY_IN_CAPITALS = re.compile(
    r"LICENCE|SECURITY|SUPPORT|AUTHORS|MAINTAINERS|GOVERNANCE|NOTICE|HISTORY|TODO|CODEOWNERS|COPYING"
)
"""Names that a page of a service may well have, in small letters."""
_PARTS = re.compile(r"_(?:sidebar|navbar|coverpage|footer|header)", re.IGNORECASE)
_PAGES_BELOW = frozenset({"_posts", "_pages"})
_OF_A_TOOL = re.compile(
    r"_(?:drafts|site|build|book|dist|public|output|cache|layouts?|includes?|partials?|components?|snippets?|shortcodes?|macros?"
    r"|templates?|themes?|sass|css|js|scripts?|plugins?|functions?|config|admin|data|assets?|static|media|files|images?|img"
    r"|fonts|tests?|archives?|old|trash)",
    re.IGNORECASE,
)
"""Folders that no page stands in, where nothing tells which tool reads them."""


def _reason(path: str, generator: Generator, roots: Collection[str], ignore: tuple[str, ...]) -> Unread | None:
    if any(matches(path, pattern[1:]) for pattern in ignore if pattern.startswith("!")):
        return None
    if any(matches(path, pattern) for pattern in ignore):
        return Unread.IGNORED
    place = PurePosixPath(path)
    if not _stands_in(path, roots):
        return Unread.REPOSITORY if _is_of_the_repository(place, Generator("elsewhere")) else Unread.OUTSIDE
    if any(_is_found(path, pattern) if pattern.startswith("/") else matches(path, pattern) for pattern in generator.excluded):
        return Unread.EXCLUDED
    if _is_technical(place, generator):
        return Unread.DRAFT if "_drafts" in place.parts else Unread.TECHNICAL
    return Unread.REPOSITORY if _is_of_the_repository(place, generator) else None


def _is_found(path: str, pattern: str) -> bool:
    try:
        return re.search(pattern[1:-1], path) is not None
    except re.error:
        return False


def _is_technical(place: PurePosixPath, generator: Generator) -> bool:
    known = _PAGES_BELOW | generator.pages_below
    marked = [part for part in place.parts[:-1] if part.startswith("_") and part not in known]
    if any(generator.leaves_out_underscores or _OF_A_TOOL.fullmatch(part) for part in marked):
        return True
    return bool(_PARTS.fullmatch(place.stem)) or any(matches(str(place), pattern) for pattern in generator.left_out)


def _is_of_the_repository(place: PurePosixPath, generator: Generator) -> bool:
    """A README is a page where its tool makes one of it; where there is no tool, below the first folder."""
    if place.stem.lower() == "readme":
        return not (generator.readme_is_index if generator.name else len(place.parts) > 1)
    if place.stem == "404":  # what a site shows in the place of a page; elsewhere, a page may well be the 404th
        return bool(generator.name)
    return bool(_REPOSITORY.fullmatch(place.stem) or _REPOSITORY_IN_CAPITALS.fullmatch(place.stem))


def _stands_in(path: str, roots: Collection[str]) -> bool:
    return any(not root or path.startswith(f"{root}/") for root in roots)
