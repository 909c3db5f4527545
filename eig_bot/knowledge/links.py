"""The address of a link as it is written -> an absolute one, which works wherever the text is shown.

A link leads where it leads on its page: `../conges/` from the page's address, `guide.md` to where the page of that file stands,
`[[Guide]]` to where the page of that name does. No address is better than a wrong one: what cannot be worked out stays text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin

from eig_bot.knowledge.neighbours import NO_ADDRESSES, Addresses, is_page_file

Resolver = Callable[[str], str | None]
"""An address as written -> an absolute address, or None where it must stay text."""

WIKI = "wiki:"
"""What stands before the name of a page in a link that names a page: `[[Guide#Prix]]` is "wiki:Guide#Prix"."""

UNKNOWN = "{{}}"
"""What stands in an address for a part that only the tool of the site knows."""


def resolver(
    address: str | None, page_url: str | None = None, path: str | None = None, addresses: Addresses = NO_ADDRESSES
) -> Resolver:
    """Return how the links of a page are made absolute.

    Args:
        address: the site's address; without it, links from the top of the site stay text.
        page_url: the page's own address; without it, only links that name a page of the folder are made absolute.
        path: of the page within the folder; None for an address that stands in a setting, which begins at the site's.
        addresses: of the pages of the folder.
    """
    place = _Place(address, page_url, path, addresses)

    def resolve(href: str) -> str | None:
        href = href.strip()
        if is_unknown(href):
            return None
        if _ABSOLUTE.match(href):
            return quote(href, safe="%/:=&?~#+!$,;'@*[]").replace("'", "%27")
        if _MAIL.fullmatch(href):
            return f"mailto:{href}"
        if href.startswith("//") or names_site(href):
            return resolve(f"https://{href.lstrip('/')}")
        if href.startswith(WIKI):
            return place.named(href.removeprefix(WIKI))
        return None if not href or _SCHEME.match(href) else place.relative(href)

    return resolve


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a link stands: what `resolver` was given."""

    address: str | None
    page_url: str | None
    path: str | None
    addresses: Addresses

    def named(self, written: str) -> str | None:
        """A note names a heading by its words, of which no anchor can be known: its page is where such a link leads."""
        name, _ = _cut(written)
        if name:
            return self.addresses.of(self.addresses.named(self.path or "", name))
        return _without_anchor(self.page_url) if self.page_url else None

    def relative(self, href: str) -> str | None:
        target, rest = _cut(href)
        if href.startswith("#"):
            return _with(self.page_url, rest) if self.page_url else None
        if target and is_page_file(target):
            return self._of_file(target, rest)
        if target.startswith("/") or self.path is None:
            return _below(self.address, href) if self.address else None
        on_site = _joined(self.page_url, href) if self.page_url else None
        if on_site and (not target or self.addresses.stands_at(on_site)):
            return on_site
        return self._of_file(target, rest) or on_site

    def _of_file(self, target: str, rest: str) -> str | None:
        found = self.addresses.of(self.addresses.file(self.path or "", target))
        return _with(found, rest) if found else None


def is_unknown(href: str) -> bool:
    """Tell whether a part of an address is only known to the tool of the site.

    Args:
        href: as it is written, or quoted.
    """
    return UNKNOWN in unquote(href)


def names_site(href: str) -> bool:
    """Tell whether an address begins with the name of a site, where "https://" should stand: "www.exemple.fr/aide".

    Args:
        href: as it is written.
    """
    return _SITE.match(href) is not None


def is_beside_pages(href: str) -> bool:
    """Tell whether a link begins at its page and names a file that is no page: "../fichiers/plan.pdf".

    Args:
        href: as it is written.
    """
    target, _ = _cut(unquote(href.strip()))
    if target.startswith("/") or _SCHEME.match(target) or _MAIL.fullmatch(target) or names_site(target):
        return False
    return _FILE.search(target) is not None and not is_page_file(target)


def from_top(href: str) -> str:
    """Return an address as a template writes it into a page: a plain path begins at the top of the site.

    Args:
        href: as a setting or a tag of a template has it; one that says by itself where it begins stays as it is.
    """
    if (
        re.match(r"[/.#?]", href)
        or names_site(href)
        or _SCHEME.match(href)
        or _MAIL.fullmatch(href)
        or is_page_file(_cut(href)[0])
    ):
        return href
    return f"/{href}" if href else href


def bare_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a text names a web page or a mailbox without a link: its first character, the one after it, its address.

    One that was cut ("https://jardins.exa…") is none.

    Args:
        text: plain, without links.
    """
    for found in _BARE.finditer(text):
        written = found[0]
        while written[-1] in "'*_" or (written.endswith(")") and written.count(")") > written.count("(")):
            written = written[:-1]
        end = found.start() + len(written)
        if not text.startswith("…", found.end()):
            scheme = "" if "://" in written else "mailto:" if "@" in written else "https://"
            yield found.start(), end, scheme + written


_BARE = re.compile(
    r"(?:https?://|(?<![\w.@-])www\.(?=[^\s.]+\.\w))[^\s<>«»\"…]*[^\s<>«»\"….,;:!?]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_SITE = re.compile(
    r"(?:www\.[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:fr|com|org|net|eu|io|info|be|ch|ca|re|nc|pf|gov|edu|int|bzh|example))(?:[/?#:]|$)",
    re.IGNORECASE,
)
"""A file of that name is no page: its ending is none of these."""
_FILE = re.compile(r"\.(?!html?$|php$|aspx?$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SAFE = "%/:=&?~#+!$,;@*"


def _cut(href: str) -> tuple[str, str]:
    """Return what names a page, and what follows it: a query, an anchor."""
    target = re.match(r"[^?#]*", href)
    end = target.end() if target else 0
    return href[:end], href[end:]


def _without_anchor(url: str) -> str:
    return url.partition("#")[0]


def _with(url: str, rest: str) -> str:
    return _without_anchor(url) + quote(rest, safe=_SAFE) if rest else url


def _below(address: str, href: str) -> str | None:
    """A site may stand in a folder of its host: links from the top name that folder, or leave it out."""
    folder = re.sub(r"^\w+://[^/]*", "", address)
    inside = href.removeprefix(folder) if folder and href.startswith(f"{folder}/") else href
    return _joined(f"{address}/", inside.lstrip("/"))


def _joined(base: str, href: str) -> str | None:
    try:
        return quote(urljoin(base, href), safe=_SAFE)
    except ValueError:  # a bracket opens where a host should stand
        return None
