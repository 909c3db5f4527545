"""What `check` says of links that stay text, since where they lead cannot be worked out."""

import re
from collections.abc import Iterator, Sequence

from eig_bot.check.fields import without_scheme
from eig_bot.check.problems import warning
from eig_bot.knowledge.addresses import page_resolver
from eig_bot.knowledge.links import WIKI, is_beside_pages, is_unknown
from eig_bot.knowledge.neighbours import Addresses, is_page_file
from eig_bot.knowledge.outline import Link, Outline, Outlines
from eig_bot.knowledge.passage import Problem, Site
from eig_bot.messages import check_links as link_messages

_OTHER = re.compile(r"(?!wiki:)[a-z][a-z0-9+.-]*:|(?:wiki:)?#", re.IGNORECASE)
"""What begins at no page: an address of its own kind, or an anchor, which needs none to be understood."""


def unresolved(outlines: Outlines, site: Site, known: Addresses) -> Iterator[Problem]:
    """Yield a warning for each link that stays text; those of a page that lack the site's address alone are one.

    Where no page of the folder has an address, as notes have none, the links between them are one for the whole folder, and
    those to other files another.

    Args:
        outlines: what stands where in each file.
        site: against whose address links from the top of the site resolve.
        known: addresses of the pages.
    """
    if any(known.values()):
        for outline in outlines.values():
            yield from _of_page(outline, site, known, outline.links)
        return
    between = {path: [link for link in outline.links if _leads_to(link, path, known)] for path, outline in outlines.items()}
    first = next((path for path in outlines if between[path]), None)
    if first:
        link, count = between[first][0], sum(map(len, between.values()))
        yield warning(first, link.position, link_messages.links_between_pages(_shown(link), count))
    files = {path: [link for link in outline.links if is_beside_pages(link.href)] for path, outline in outlines.items()}
    first = next((path for path in outlines if files[path]), None)
    if first:
        link = files[first][0]
        yield warning(first, link.position, link_messages.links_to_files(link.href, sum(map(len, files.values()))))
    for path, outline in outlines.items():
        others = [link for link in outline.links if link not in (*between[path], *files[path])]
        yield from _of_page(outline, site, known, others)


def _leads_to(link: Link, path: str, known: Addresses) -> str | None:
    """Return the page of the folder that a link names."""
    if link.href.startswith(WIKI):
        return known.named(path, _page(link).removeprefix(WIKI))
    return known.file(path, _page(link)) if _page(link) and not _OTHER.match(link.href) else None


def _shown(link: Link) -> str:
    return f"[[{link.href.removeprefix(WIKI)}]]" if link.href.startswith(WIKI) else link.href


def _of_page(outline: Outline, site: Site, known: Addresses, links: Sequence[Link]) -> Iterator[Problem]:
    resolve = page_resolver(outline.path, known.of(outline.path), site, known)
    named = (
        link
        for link in links
        if link.href and not is_unknown(link.href) and not _OTHER.match(link.href) and not without_scheme(link.href)
    )
    left = [link for link in named if resolve(link.href) is None]
    lacking = [link for link in left if link.href.startswith("/") and not is_page_file(_page(link)) and site.address is None]
    if lacking:
        yield warning(outline.path, lacking[0].position, link_messages.links_without_site(lacking[0].href, len(lacking)))
    for link in left:
        if link not in lacking:
            yield warning(outline.path, link.position, _why(link, outline, known))


def _why(link: Link, outline: Outline, known: Addresses) -> str:
    if link.href.startswith(WIKI):
        return link_messages.link_to_name(link.href.removeprefix(WIKI))
    if is_page_file(_page(link)):
        return link_messages.link_to_file(link.href, is_there=known.file(outline.path, _page(link)) is not None)
    if is_beside_pages(link.href) and known.of(outline.path):
        return link_messages.link_beside_pages(link.href)
    return link_messages.link_from_nowhere(link.href)


def _page(link: Link) -> str:
    return re.split(r"[?#]", link.href)[0]
