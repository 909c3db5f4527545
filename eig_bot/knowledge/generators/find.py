"""A folder's configurations -> its `Generator`. One function a tool, found by the name of its configuration.

What cannot be read of a configuration is left unknown: the pages are served all the same, without an address that may be wrong.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from eig_bot.knowledge.generators.books import gitbook, gitbook_contents, mkdocs, obsidian, old_gitbook
from eig_bot.knowledge.generators.generator import Generator
from eig_bot.knowledge.generators.hugo import hugo
from eig_bot.knowledge.generators.jekyll import jekyll
from eig_bot.knowledge.generators.programs import docusaurus, eleventy, vuepress

MAX_DEPTH = 2
"""Folders below the knowledge folder in which a configuration is looked for: `website/docusaurus.config.js`."""


def is_configuration(path: str) -> bool:
    """Return whether a file may tell which tool makes a site of the folder.

    Args:
        path: within the knowledge folder, with slashes.
    """
    return _rank_of(path) < len(_READERS)


def generator_of(sources: Mapping[str, str], pages: Collection[str] = ()) -> Generator:
    """Return what makes a site of a folder: of several configurations, the one nearest to the top speaks.

    One further down speaks only where most pages stand in its folder: it may be that of an example.

    Args:
        sources: path -> text of the configurations that are there.
        pages: paths of the files that may be pages, which tell where there is no configuration.

    Returns:
        The tool; where there is none, the `Generator` without a name.
    """
    for path in sorted(sources, key=lambda path: (_folder_of(path).count("/") + bool(_folder_of(path)), _rank_of(path), path)):
        if not is_configuration(path):
            continue
        found = _READERS[_rank_of(path)][1](_folder_of(path), sources[path])
        if found and (not _folder_of(path) or _holds_most(found, pages)):
            return _with_the_rest(found, path, sources)
    if any("_posts" in PurePosixPath(path).parent.parts for path in pages):
        return jekyll("", "")
    return Generator()


def _with_the_rest(found: Generator, path: str, sources: Mapping[str, str]) -> Generator:
    """Add what the other files of one tool leave out: a vault has several."""
    for other in sorted(sources):
        if other != path and is_configuration(other) and _folder_of(other) == _folder_of(path):
            more = _READERS[_rank_of(other)][1](_folder_of(other), sources[other])
            if more and more.name == found.name:
                left_out = tuple(dict.fromkeys((*found.left_out, *more.left_out)))
                found = replace(found, left_out=left_out, excluded=tuple(dict.fromkeys((*found.excluded, *more.excluded))))
    return found


def _holds_most(generator: Generator, pages: Collection[str]) -> bool:
    held = sum(any(not root or page.startswith(f"{root}/") for root in generator.roots) for page in pages)
    return 2 * held >= len(pages)


_Reader = Callable[[str, str], Generator | None]
_BELOW = rf"(?:[^/]+/){{0,{MAX_DEPTH}}}"
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(_BELOW + name), reader)
    for name, reader in (
        (r"\.vuepress/config\.(?:m?[jt]s|json)", vuepress),
        (r"\.vitepress/config\.m?[jt]s", vuepress),
        (r"docusaurus\.config\.[cm]?[jt]s", docusaurus),
        (r"mkdocs\.ya?ml", mkdocs),
        (r"(?:config/_default/)?(?:hugo|config)\.(?:toml|ya?ml|json)", hugo),
        (r"_config\.ya?ml", jekyll),
        (r"(?:\.eleventy|eleventy\.config)\.[cm]?js", eleventy),
        (r"\.gitbook\.yaml", gitbook),
        (r"book\.json", old_gitbook),
        (r"SUMMARY\.md", gitbook_contents),
        (r"\.obsidian/templates\.json", obsidian),
        (r"\.obsidian/app\.json", obsidian),
    )
)
"""Names of configurations, by how much they tell."""


def _rank_of(path: str) -> int:
    return next((rank for rank, (name, _) in enumerate(_READERS) if name.fullmatch(path)), len(_READERS))


def _folder_of(path: str) -> str:
    """Return the folder that a configuration speaks of: `.vuepress/config.js` of the one around `.vuepress`."""
    parts = PurePosixPath(path).parent.parts
    parts = parts[:-2] if parts[-2:] == ("config", "_default") else parts
    return "/".join(part for part in parts if not part.startswith("."))
