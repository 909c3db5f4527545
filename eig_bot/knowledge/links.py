"""The address of a link as it is written -> an absolute one, which works wherever the text is shown."""

import re
from collections.abc import Callable
from urllib.parse import quote, urljoin

Resolver = Callable[[str], str | None]
"""An address as written -> an absolute address, or None where it must stay text."""


def resolver(address: str | None, page_url: str | None = None) -> Resolver:
    """Return how the links of a page are made absolute.

    Args:
        address: the site's address; without it, relative links stay text.
        page_url: the page's own address, for links that are an anchor alone.
    """

    def resolve(href: str) -> str | None:
        href = href.strip()
        if _ABSOLUTE.match(href):
            return quote(href, safe="%/:=&?~#+!$,;'@*[]").replace("'", "%27")
        if _MAIL.fullmatch(href):
            return f"mailto:{href}"
        if not href or _SCHEME.match(href):
            return None
        if href.startswith("#"):
            return page_url + href if page_url else None
        return _joined(address, href) if address else None

    return resolve


_ABSOLUTE = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _joined(address: str, href: str) -> str | None:
    try:
        return quote(urljoin(f"{address}/", href.lstrip("/")), safe="%/:=&?~#+!$,;@*")
    except ValueError:  # a bracket opens where a host should stand
        return None
