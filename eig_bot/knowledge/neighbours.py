"""Which page of a folder a link names, by its file or by its name, and where that page stands on the web."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

FILES = (".md", ".mdx", ".markdown")
"""Endings of the files of pages, in small letters."""
_INDEXES = ("index", "README", "readme", "_index")


class Addresses(dict[str, str | None]):
    """Path of each page of a folder, as in `Passage.page` -> its absolute address, None where none is known; never changed."""

    def file(self, page: str, href: str) -> str | None:
        """Return the page whose file a link names; None where no page of the folder is meant.

        Args:
            page: path of the page that holds the link.
            href: the link without what follows "?" or "#": "guide.md", "../conges/"; with "/" first, from the folder's top.
        """
        places = [within(page, href)]
        if href.startswith("/"):  # the top of a site is one of the folders around its pages
            places += [f"{folder}{href}" for folder in list(PurePosixPath(page).parents)[-2::-1]]
        names = (name for place in places if place is not None for name in _files_at(place))
        return next((name for name in names if name in self), None)

    def named(self, page: str, name: str) -> str | None:
        """Return the page of a name, as notes link to each other; of several the one beside the link, else none.

        Args:
            page: path of the page that holds the link.
            name: its title in the form of a file's name, with folders before it or without.
        """
        beside = self.file(page, name) or self.file("", name)
        if beside:
            return beside
        found = self._names.get(_plain(PurePosixPath(name).name), [])
        return found[0] if len(found) == 1 else None

    def of(self, path: str | None) -> str | None:
        """Return where a page stands; None for no page, and for one whose address is not known.

        Args:
            path: within the folder.
        """
        return self.get(path) if path else None

    def stands_at(self, address: str) -> bool:
        """Tell whether a page of the folder stands at an address.

        Args:
            address: absolute; a slash at its end, and what follows "?" or "#", make no difference.
        """
        return _bare(address) in self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(_bare(address) for address in self.values() if address)

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for path in self:
            names.setdefault(_plain(PurePosixPath(path).name), []).append(path)
        return names


NO_ADDRESSES = Addresses()


def within(page: str, href: str) -> str | None:
    """Return the path within the folder that a link names; None where it leads out of the folder.

    Args:
        page: path of the page that holds the link.
        href: as in `Addresses.file`.
    """
    target = unquote(href)
    base = "" if target.startswith("/") else str(PurePosixPath(page).parent)
    place = normpath(f"{base}/{target.lstrip('/')}".lstrip("/"))
    return None if place == ".." or place.startswith("../") else place


def _files_at(place: str) -> Iterator[str]:
    yield place
    yield from (f"{place}{ending}" for ending in FILES)
    yield from (f"{place}/{name}{ending}".removeprefix("./") for name in _INDEXES for ending in FILES)


def is_page_file(href: str) -> bool:
    """Tell whether a link names the file of a page.

    Args:
        href: without what follows "?" or "#".
    """
    return unquote(href).lower().endswith(FILES)


def _plain(name: str) -> str:
    stem = next((name[: -len(ending)] for ending in FILES if name.lower().endswith(ending)), name)
    return re.sub(r"[-_\s]+", " ", stem).strip().casefold()


def _bare(address: str) -> str:
    return re.sub(r"^https?://|[?#].*", "", unquote(address), flags=re.IGNORECASE).rstrip("/")
