"""Where each page of a folder stands on the web: what an answer cites, and what links between pages become.

A page's address is what it says itself (`url:`, `permalink:`, `slug:`), else what a rule makes of its path (`Site.rules`).
Where there is no rule, a page that has the keys of a site stands at its path.
No address is better than a wrong one: whatever cannot be worked out has none.
"""

import re
from urllib.parse import quote

from eig_bot.knowledge.address_rule import AddressRule, Spelling, filled, rule_for
from eig_bot.knowledge.front_matter import FrontMatter
from eig_bot.knowledge.links import Resolver, is_beside_pages, resolver
from eig_bot.knowledge.neighbours import Addresses
from eig_bot.knowledge.passage import Site


def address_of(path: str, front: FrontMatter, site: Site) -> str | None:
    """Return the absolute address of a page; None where none is known.

    Args:
        path: within the folder, with slashes.
        front: its front matter.
        site: whose address and rules hold for the folder.
    """
    if front.url is not None:
        return resolver(site.address)(front.url)
    rule = rule_for(path, site.rules)
    if front.permalink is not None:
        return _at_permalink(front.permalink, path, front, site)
    if site.address is None or (rule is None and not front.is_site_page):
        return None
    slug = front.slug or (front.page_id if rule and rule.spelling is Spelling.UNNUMBERED else None)
    place = filled(rule or AddressRule(), path, slug, front.published, front.categories)
    return site.address + place if place else None


def page_resolver(path: str, url: str | None, site: Site, addresses: Addresses) -> Resolver:
    """Return how the links of a page are made absolute.

    Args:
        path: within the folder, with slashes.
        url: the page's own address, where it is known.
        site: whose address and rules hold for the folder.
        addresses: of the pages of the folder.
    """
    rule = rule_for(path, site.rules)
    resolve = resolver(site.address, url, path, addresses)
    if rule is None or not rule.is_of_pages_alone:
        return resolve
    return lambda href: None if is_beside_pages(href) else resolve(href)


def pattern_of(permalink: str) -> str:
    """Return a pattern of Jekyll or Hugo in the form of ours: "/:year/:title:output_ext" is "/{year}/{name}.html".

    Args:
        permalink: as a page or a configuration has it.
    """
    return _COLON.sub(lambda match: _NAMES.get(match[1], f"{{{match[1]}}}"), permalink)


_COLON = re.compile(r":([a-z_]+)")
_NAMES = {
    "title": "{name}",
    "slug": "{name}",
    "basename": "{name}",
    "filename": "{name}",
    "slugorfilename": "{name}",
    "slugorcontentbasename": "{name}",
    "contentbasename": "{name}",
    "sections": "{folder}",
    "output_ext": ".html",
}
_TEMPLATE = re.compile(r"\{\{|\{%|<%")


def _at_permalink(permalink: str, path: str, front: FrontMatter, site: Site) -> str | None:
    """Return the address that a page gives itself; a template in it would have to be run, and "false" is no page at all."""
    if _TEMPLATE.search(permalink) or permalink.lower() in {"false", "true"}:
        return None
    if re.match(r"https?://", permalink, re.IGNORECASE):
        return resolver(site.address)(permalink)
    if site.address is None:
        return None
    written = quote(permalink.removesuffix("index.html"), safe="/:%{}~+,;=@!$&'()")
    pattern = pattern_of(written)
    rule = AddressRule("*/_posts" if "_posts" in path.split("/") else "", pattern, pattern, Spelling.HYPHENS)
    place = filled(rule, path, None, front.published, ())
    return site.address + place if place else None
