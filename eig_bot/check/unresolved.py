"""What `check` says of links that stay text, since where they lead cannot be worked out."""

import re
from collections.abc import Iterator

from eig_bot.check.fields import without_scheme
from eig_bot.check.problems import warning
from eig_bot.knowledge.links import WIKI, resolver
from eig_bot.knowledge.neighbours import Addresses, is_page_file
from eig_bot.knowledge.outline import Link, Outline
from eig_bot.knowledge.passage import Problem, Site
from eig_bot.messages import check as messages

_OTHER = re.compile(r"(?!wiki:)[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)
"""What begins at no page: an address of its own kind, or an anchor, which needs none to be understood."""


def unresolved(outline: Outline, site: Site, known: Addresses) -> Iterator[Problem]:
    """Yield a warning for each link of a page that stays text; those that lack the site's address alone are one.

    Args:
        outline: of the page.
        site: against whose address links from the top of the site resolve.
        known: addresses of the pages.
    """
    resolve = resolver(site.address, known.of(outline.path), outline.path, known)
    links = (link for link in outline.links if link.href and not _OTHER.match(link.href) and not without_scheme(link.href))
    left = [link for link in links if resolve(link.href) is None]
    lacking = [link for link in left if link.href.startswith("/") and not is_page_file(_page(link)) and site.address is None]
    if lacking:
        yield warning(outline.path, lacking[0].position, messages.links_without_site(lacking[0].href, len(lacking)))
    for link in left:
        if link not in lacking:
            yield warning(outline.path, link.position, _why(link, outline, known))


def _why(link: Link, outline: Outline, known: Addresses) -> str:
    if link.href.startswith(WIKI):
        return messages.link_to_name(link.href.removeprefix(WIKI))
    if is_page_file(_page(link)):
        return messages.link_to_file(link.href, is_there=known.file(outline.path, _page(link)) is not None)
    return messages.link_from_nowhere(link.href)


def _page(link: Link) -> str:
    return re.split(r"[?#]", link.href)[0]
