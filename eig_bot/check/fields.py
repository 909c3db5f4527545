"""What `check` finds in the front matter: dates, addresses, and names that are spelt in two ways."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rapidfuzz.distance import OSA

from eig_bot.check.problems import error, warning
from eig_bot.knowledge.address_rule import stands_below
from eig_bot.knowledge.extras import SITE_FILE
from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.links import names_site
from eig_bot.knowledge.outline import Outline, Outlines, Position, Value, position_of
from eig_bot.knowledge.passage import KnowledgeBase, Passage, Problem
from eig_bot.messages import check as messages
from eig_bot.messages import check_links as link_messages

ADDRESSES = ("url", "results_url")
NAMES = ("owner", "audience", "tags")
"""Keys whose values come back on other pages, and must be spelt as there."""
ONE_SLIP = 6
"""Letters from which a name that is one edit away from another is taken for the same: "profil" and "profils"; shorter words
that are so near are often two ("dsi", "dsn")."""


def lint_fields(knowledge: KnowledgeBase, today: date, outlines: Outlines) -> Iterator[Problem]:
    """Yield what should be mended in the front matter of pages and in `site.yml`.

    Args:
        knowledge: what was read.
        today: the date in France.
        outlines: what stands where in each file.
    """
    yield from _dates(knowledge.passages, today, outlines)
    yield from _spellings(outlines.values())
    for outline in outlines.values():
        yield from _addresses(outline)
        yield from _entries_twice(outline)
    if knowledge.site.address is None:
        yield from _relative_addresses(outlines.values())
    if SITE_FILE in outlines:
        yield from _contact(outlines[SITE_FILE])
        yield from _catalogues(outlines[SITE_FILE], knowledge.passages)


# --- dates ------------------------------------------------------------------------------------------------------------


def _dates(passages: Sequence[Passage], today: date, outlines: Outlines) -> Iterator[Problem]:
    """A review is of a whole page; so is the date up to which it is valid, where a passage has none of its own."""
    for passage in {passage.page: passage for passage in reversed(passages)}.values():
        for key, message in _review(passage, today):
            yield warning(passage.page, position_of(outlines, passage, key), message)
    told = set()
    for passage in passages:
        if passage.valid_until and passage.valid_until < today:
            position = position_of(outlines, passage, "valid_until")
            if (passage.page, position) not in told:
                told.add((passage.page, position))
                yield warning(passage.page, position, messages.no_longer_valid(passage.section, passage.valid_until))


def _review(passage: Passage, today: date) -> Iterator[tuple[str, str]]:
    if passage.reviewed and passage.reviewed > today:
        yield "reviewed", messages.reviewed_in_future(passage.reviewed)
    if passage.reviewed and passage.review_by and passage.review_by < passage.reviewed:
        yield "review_by", messages.review_before_reviewed(passage.review_by, passage.reviewed)
    elif passage.review_by and passage.review_by < today:
        yield "review_by", messages.review_overdue(passage.review_by, passage.owner)


# --- addresses --------------------------------------------------------------------------------------------------------


def addresses(outline: Outline) -> Iterator[Value]:
    """Yield the values that are addresses: a page's own, those of its passages, those of the results of its calls.

    Args:
        outline: of a page.
    """
    for value in outline.values:
        if value.keys[0] in {"url", "passages", "calls"} and value.key in ADDRESSES and value.text:
            yield value


def _addresses(outline: Outline) -> Iterator[Problem]:
    for value in addresses(outline):
        if message := _wrong_address(value.text):
            yield warning(outline.path, value.position, message)


def _relative_addresses(outlines: Iterable[Outline]) -> Iterator[Problem]:
    """Without the site's address they lead nowhere; one line in `site.yml` mends them all, and it is said once."""
    relative = [(outline.path, value) for outline in outlines for value in addresses(outline) if _is_relative(value.text)]
    for path, value in relative[:1]:
        yield warning(path, value.position, link_messages.address_without_site(value.text, len(relative)))


def _is_relative(address: str) -> bool:
    return not _SCHEME.match(address) and not address.startswith("#") and _wrong_address(address) is None


def _wrong_address(address: str) -> str | None:
    lower = address.lower()
    if re.search(r"\s", address):
        return link_messages.address_with_space(address)
    if lower.startswith("http://"):
        return link_messages.address_not_secure(address)
    if lower.startswith("https://"):
        return None if _HOST.match(address) else link_messages.address_unreadable(address)
    if lower.startswith(("mailto:", "tel:", "#")):  # looked at as links are
        return None
    return link_messages.address_without_scheme(address) if _SCHEME.match(address) else without_scheme(address)


def without_scheme(href: str) -> str | None:
    """Return what is wrong with an address that begins with the name of a site; None where it does not.

    Args:
        href: an address, as it is written: "www.exemple.fr/aide", "exemple.fr".
    """
    return link_messages.address_without_scheme(href) if names_site(href) else None


def wrong_contact(href: str) -> str | None:
    """Return what is wrong with a `mailto:` or `tel:` link; None when nothing is, or when it is no such link.

    Args:
        href: the address of the link, with its scheme.
    """
    scheme, _, target = href.partition(":")
    target = target.partition("?")[0]
    if scheme.lower() == "mailto":
        return None if all(_MAIL.fullmatch(part.strip()) for part in target.split(",")) else link_messages.bad_mail(href)
    if scheme.lower() == "tel":
        return None if _is_phone(target) else link_messages.bad_phone(href)
    return None


def _is_phone(number: str) -> bool:
    """A French number has ten digits, or nine after its country code; short numbers have two to six."""
    digits = re.sub(r"[\s().\-\u2010-\u2015]", "", number)
    if not re.fullmatch(r"\+?\d{2,15}", digits):
        return False
    if digits.startswith(("+33", "0033")):
        return len(digits.removeprefix("+33").removeprefix("0033")) == 9
    return not digits.startswith("0") or digits.startswith("00") or len(digits) == 10


_HOST = re.compile(r"https://[\w-]+(?:\.[\w-]+)*(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")


def _contact(site: Outline) -> Iterator[Problem]:
    value = site.value("contact")
    if value and not (_MAIL.fullmatch(value.text) or _HOST.match(value.text)):
        yield warning(site.path, value.position, link_messages.bad_contact(value.text))


def _catalogues(site: Outline, passages: Sequence[Passage]) -> Iterator[Problem]:
    pages = {passage.page for passage in passages}
    for value in site.values:
        if value.keys[0] == "catalogues" and not any(stands_below(page, value.text) for page in pages):
            yield warning(site.path, value.position, messages.no_such_catalogue(value.text))


# --- names and entries ------------------------------------------------------------------------------------------------


def _entries_twice(outline: Outline) -> Iterator[Problem]:
    """The last entry for a heading is the one that is read: what the others say is lost."""
    first: dict[str, Value] = {}
    for value in outline.values:
        if value.keys[0] == "passages" and value.keys[2:] == ("heading",):
            named = first.setdefault(normalized_heading(value.text), value)
            if named is not value:
                yield error(outline.path, value.position, messages.entry_twice(value.text, named.position[0]))


def _spellings(outlines: Iterable[Outline]) -> Iterator[Problem]:
    """The spelling that is rarer, or comes later, is told of, once a file."""
    written: dict[str, dict[str, list[tuple[str, Position]]]] = {key: {} for key in NAMES}
    for outline in outlines:
        for value in outline.values:
            if value.keys[0] in {*NAMES, "passages", "calls"} and value.key in NAMES and value.text:
                written[value.key].setdefault(value.text, []).append((outline.path, value.position))
    for key, spellings in written.items():
        usual_first = sorted(spellings, key=lambda name: -len(spellings[name]))
        for name, found in spellings.items():
            usual = next(other for other in usual_first if other == name or _is_same(name, other))
            if usual != name:
                message = messages.spelt_otherwise(key, name, usual, len(spellings[usual]))
                yield from (warning(path, position, message) for path, position in dict(reversed(found)).items())


def _is_same(one: str, other: str) -> bool:
    """Digits tell names apart, however near they are: "promotion 5", "promotion 6"."""
    left, right = _bare(one), _bare(other)
    if re.findall(r"\d+", left) != re.findall(r"\d+", right):
        return False
    if left.rstrip("s") == right.rstrip("s"):
        return True
    return min(len(left), len(right)) >= ONE_SLIP and OSA.distance(left, right) <= 1


def _bare(value: str) -> str:
    plain = unicodedata.normalize("NFKD", value.casefold())
    return re.sub(r"[\W_]", "", "".join(char for char in plain if not unicodedata.combining(char)))
