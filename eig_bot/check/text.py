"""What `check` finds in the text of pages: links and their anchors, images, headings, and what was left unfinished."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urldefrag

from rapidfuzz import fuzz, process

from eig_bot.check.fields import addresses, without_scheme, wrong_contact
from eig_bot.check.problems import warning
from eig_bot.check.unresolved import unresolved
from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.neighbours import Addresses, is_page_file, within
from eig_bot.knowledge.outline import Heading, Outline, Outlines, Position
from eig_bot.knowledge.passage import Problem, Site
from eig_bot.messages import check_links as link_messages
from eig_bot.messages import check_text as text_messages

LIKELY = 60
"""RapidFuzz ratio from which an anchor is taken for a slip of another."""
MAX_NAME = 60
"""Characters of an image's name that tell it from others; one that holds the image itself has thousands."""


def lint_text(site: Site, known: Addresses, outlines: Outlines) -> Iterator[Problem]:
    """Yield what should be mended in the texts of pages.

    Args:
        site: against whose address links from the top of the site resolve.
        known: addresses of the pages, which links between them become.
        outlines: what stands where in each file.
    """
    targets = _Map(site, outlines)
    yield from unresolved(outlines, site, known)
    for outline in outlines.values():
        yield from _links(outline, targets)
        yield from _images(outline)
        yield from _headings(outline)
        yield from _unread_headings(outline)
        yield from _leftovers(outline)
        for tag in outline.unrun:
            yield warning(
                outline.path,
                tag.position,
                text_messages.unrun_block(tag.written) if tag.is_block else text_messages.unrun(tag.written),
            )


# --- links ------------------------------------------------------------------------------------------------------------


class _Map:
    """Which file of the folder stands at an address."""

    def __init__(self, site: Site, outlines: Outlines) -> None:
        self._resolve = resolver(site.address)
        self._outlines = outlines
        self._at = {address: outline for outline in outlines.values() if (address := self._address_of(outline))}
        self._anchors: dict[str, _Anchors] = {}

    def target(self, source: Outline, href: str) -> Outline | None:
        """Return the file that a link leads to; None when it is not of the folder."""
        path, _ = urldefrag(href)
        if not path:
            return source
        if is_page_file(path) and not re.match(r"[a-z][a-z0-9+.-]*:|//", path, re.IGNORECASE):
            return self._outlines.get(within(source.path, path) or "")
        address = self._resolve(path)
        return self._at.get(_bare(address)) if address else None

    def anchors(self, outline: Outline) -> "_Anchors":
        """Return the anchors of a file."""
        return self._anchors.setdefault(outline.path, _Anchors(outline))

    def _address_of(self, outline: Outline) -> str | None:
        """A page of the site stands where it says; one of ours only cites a page, unless it has that page's very place."""
        place = PurePosixPath(outline.path).with_suffix("")
        parts = place.parts[:-1] if place.name in {"_index", "index"} else place.parts
        own = self._resolve("/".join(["", *(quote(part, errors="surrogateescape") for part in parts), ""]))
        url = outline.value("url")
        said = self._resolve(urldefrag(url.text)[0]) if url else own
        if not (own and said):
            return None
        return _bare(said) if outline.is_site_page or _bare(said) == _bare(own) else None


def _bare(address: str) -> str:
    return re.sub(r"^https?://", "", unquote(address), flags=re.IGNORECASE).rstrip("/")


def _links(outline: Outline, targets: _Map) -> Iterator[Problem]:
    for link in outline.links:
        if message := without_scheme(link.href) or _wrong_link(outline, link.href, link.label, targets):
            yield warning(outline.path, link.position, message)
    for value in addresses(outline):
        if message := _wrong_link(outline, value.text, "", targets):
            yield warning(outline.path, value.position, message)
    for line, text in outline.texts:
        for match in _UNREAD.finditer(text):
            yield warning(outline.path, outline.position_in(line, match[0]), link_messages.broken_link(match[0]))


def _wrong_link(outline: Outline, href: str, label: str, targets: _Map) -> str | None:
    if not href:
        return link_messages.link_without_address(label) if label else None
    if message := wrong_contact(href):
        return message
    target, anchor = targets.target(outline, href), unquote(urldefrag(href)[1])
    if target and anchor and anchor not in targets.anchors(target):
        return link_messages.dead_anchor(anchor, target.path, targets.anchors(target).near(anchor))
    return None


_UNREAD = re.compile(r"\[[^\[\]]+\]\((?:https?://|mailto:|tel:|www\.|[/#])[^()]*\s[^()]*\)")

# --- anchors ----------------------------------------------------------------------------------------------------------


class _Anchors:
    """The anchors of a page, as GitHub and Hugo make them of its headings: "Qui paie ?" is `#qui-paie`.

    Both keep accents; sites that take them away, or several hyphens together, are allowed for. A site's template makes anchors
    of what the front matter holds, too.
    """

    def __init__(self, outline: Outline) -> None:
        seen: Counter[str] = Counter()
        self._slugs: list[str] = []
        for slug in (slug_of(heading.text) for heading in outline.headings if not heading.anchor):
            self._slugs.append(f"{slug}-{seen[slug]}" if seen[slug] else slug)
            seen[slug] += 1
        self._ids = {heading.anchor for heading in outline.headings if heading.anchor} | outline.ids | {"top"}
        named = [value.text for value in outline.values if outline.is_site_page or value.keys == ("title",)]
        self._simple = {_simple(slug) for slug in (*self._slugs, *map(slug_of, named))}

    def __contains__(self, anchor: object) -> bool:
        text = str(anchor)
        return text in self._ids or text.startswith(":~:") or _simple(text) in self._simple

    def near(self, anchor: str) -> str | None:
        """Return the anchor that was probably meant."""
        found = process.extractOne(anchor.lower(), [*self._slugs, *self._ids], scorer=fuzz.ratio, score_cutoff=LIKELY)
        return found[0] if found else None


def slug_of(heading: str) -> str:
    """Return the anchor that GitHub and Hugo make of a heading: "Qui paie ?" is `qui-paie`.

    Args:
        heading: on one line, without marks.
    """
    return re.sub(r"[^\w -]", "", heading.lower().replace("\u00a0", " ")).strip().replace(" ", "-")


def _simple(anchor: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", anchor) if not unicodedata.combining(char))
    return re.sub(r"-+", "-", plain).strip("-")


# --- images and headings ----------------------------------------------------------------------------------------------


def _images(outline: Outline) -> Iterator[Problem]:
    for image in outline.images:
        if not image.has_description:
            name = unquote(image.source).rpartition("/")[2][:MAX_NAME]
            yield warning(outline.path, image.position, link_messages.image_undescribed(name, is_html=image.is_html))


def _headings(outline: Outline) -> Iterator[Problem]:
    first: dict[str, Heading] = {}
    for heading in outline.headings:
        named = first.setdefault(heading.anchor or slug_of(heading.text), heading)
        if named is not heading:
            yield warning(outline.path, heading.position, text_messages.heading_repeated(heading.text, named.position[0]))
        if heading.is_empty and outline.texts and not outline.is_site_page:  # there, a heading may be a matter of style
            yield warning(outline.path, heading.position, text_messages.empty_section(heading.text))


def _unread_headings(outline: Outline) -> Iterator[Problem]:
    for line, text in outline.texts:
        if found := _UNREAD_HEADING.match(text):
            marks = found["marks"] or found["mark"]
            mended = f"{marks} {text.removeprefix(marks)}"
            yield warning(outline.path, outline.position_in(line, text), text_messages.heading_without_space(text, mended))


_UNREAD_HEADING = re.compile(r"(?P<marks>#{2,6})[^\s#]|(?P<mark>#)[A-ZÀ-Ý]\w*\s+[^\s#]")
"""A single mark before a word alone is a channel or a tag: "#rh"."""

# --- what was left unfinished -----------------------------------------------------------------------------------------


def _leftovers(outline: Outline) -> Iterator[Problem]:
    """Phrasings are left alone: people may well ask for a form "à compléter"."""
    written = [(value.position[0], value.text) for value in outline.values if value.key not in {"questions", "expect"}]
    told: set[Position] = set()
    for line, text in (*outline.texts, *written):
        for match in _LEFTOVER.finditer(text):
            position = outline.position_in(line, match[0])
            if position not in told:
                told.add(position)
                yield warning(outline.path, position, text_messages.leftover(match[0]))


_LEFTOVER = re.compile(
    r"\b(?:TODO|FIXME|TBD|XXX+)\b|(?i:\blorem ipsum\b)"
    r"|(?i:[\[(]\s*à (?:compléter|rédiger|préciser|définir|vérifier|confirmer)\s*[\])])"
    r"|(?i:^à (?:compléter|rédiger)\s*[.!…]?$)"
)
"""A "dossier à compléter" is none of these: what is left stands in brackets, or alone on its line."""
