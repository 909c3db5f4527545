"""Which dated pages are posts: news of one moment, which weigh less than a reference page and say how old they are.

A `date:` alone tells nothing: many tools write one on every page that is made. A post says that it is one (`layout: post`), or
stands where posts stand (`_posts`, `blog`, "2031-04-10-fete.md"), or in a folder where all is dated, of a site where else
hardly anything is.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import PurePosixPath

import yaml

from eig_bot.clock import PARIS
from eig_bot.knowledge.address_rule import stands_below
from eig_bot.knowledge.front_matter import FrontMatter
from eig_bot.knowledge.passage import Page
from eig_bot.knowledge.publication import ALWAYS, Publication

ENOUGH = 10
"""Pages from which a folder says how its site uses dates: a handful may be dated by chance."""
NEARLY_ALL, HARDLY_ANY = 0.9, 0.1
"""Shares of dated pages; all in the folders of posts of the programme's site, and none on its other pages."""


def is_post(path: str, front: FrontMatter) -> bool:
    """Return whether a page shows by itself that it is a post, where it has a date.

    Args:
        path: within the folder, with slashes.
        front: its front matter.
    """
    place = PurePosixPath(path)
    kinds = [str(node.value) for key in _KINDS if isinstance(node := front.content.get(key), yaml.ScalarNode)]
    told = (*place.parts[:-1], *kinds, *front.categories)
    return bool(_DATED_NAME.match(place.name)) or any(map(_is_name_of_posts, told))


def day_of(path: str, front: FrontMatter) -> date | None:
    """Return the day that a page says to be of: by its `date:`, else by its name, as the posts of Jekyll have it; else None.

    Args:
        path: within the folder, with slashes.
        front: its front matter.
    """
    named = _DATED_NAME.match(PurePosixPath(path).name)
    if front.published or not named:
        return front.published
    try:
        return date(*map(int, named.groups()))
    except ValueError:  # a day that no calendar has
        return None


def publication_of_day(path: str, front: FrontMatter, dated_folders: Iterable[str]) -> Publication:
    """Return when a page is published: where its tool makes no page before its day, that day counts too.

    Args:
        path: within the folder, with slashes.
        front: its front matter; a beginning that it has beside its date comes first.
        dated_folders: as in `Site.dated_folders`.
    """
    said = front.publication or ALWAYS
    if said.starts or not any(stands_below(path, folder) for folder in dated_folders):
        return said
    day = day_of(path, front)
    return replace(said, starts=front.dated or (datetime.combine(day, time(), PARIS) if day else None))


def with_posts(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return pages of which only posts have a date of publication.

    Args:
        pages: of a whole folder, since the others tell what a date is worth.
    """
    collections = _collections(pages)
    return tuple(page if page.is_post or _folder(page) in collections else _undated(page) for page in pages)


_KINDS = ("layout", "type", "template", "kind")
_DATED_NAME = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)[-_ ]")
_NAMES = frozenset({
    "post", "posts", "blog", "blogs", "billet", "billets", "article", "articles", "news", "actu", "actus", "actualite",
    "actualites", "communique", "communiques", "presse", "press", "evenement", "evenements", "agenda", "newsletter",
    "newsletters", "infolettre", "infolettres",
})  # fmt: skip
"""What folders and layouts of posts are called, without accents."""


def _is_name_of_posts(name: str) -> bool:
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    return any(part in _NAMES for part in re.split(r"[^a-z]+", plain))


def _collections(pages: Sequence[Page]) -> frozenset[str]:
    """Return the folders in which all is dated, of a site that dates hardly anything else."""
    by_folder: dict[str, list[bool]] = {}
    for page in pages:
        by_folder.setdefault(_folder(page), []).append(_is_dated(page))
    dated = {folder for folder, found in by_folder.items() if len(found) >= ENOUGH and _share(found) >= NEARLY_ALL}
    others = [one for folder, found in by_folder.items() if folder not in dated for one in found]
    return frozenset(dated) if len(others) >= ENOUGH and _share(others) <= HARDLY_ANY else frozenset()


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found)


def _folder(page: Page) -> str:
    return str(PurePosixPath(page.path).parent)


def _is_dated(page: Page) -> bool:
    return any(passage.published for passage in page.passages)


def _undated(page: Page) -> Page:
    if not _is_dated(page):
        return page
    return replace(page, passages=tuple(replace(passage, published=None) for passage in page.passages))
