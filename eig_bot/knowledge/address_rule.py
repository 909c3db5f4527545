"""How the files of a folder become addresses, by a pattern: "/{path}/", "/blog/{year}/{month}/{name}"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import PurePosixPath
from urllib.parse import quote

INDEX_NAMES = frozenset({"index", "_index", "readme"})
"""Names of files, in lower case, that stand for the folder around them."""

PLACEHOLDERS = frozenset({"path", "folder", "file", "name", "section", "categories", "year", "month", "day"})
"""What a pattern may name; see `filled`."""


class Spelling(Enum):
    """What becomes of the names of folders and files on their way into an address."""

    AS_IS = "as is"
    LOWER = "lower"
    """Small letters, hyphens for spaces, no other marks: Hugo."""
    HYPHENS = "hyphens"
    """Hyphens for all that is no letter: the posts of Jekyll."""
    UNDATED = "undated"
    """Without the date in front of a name: Eleventy."""
    UNNUMBERED = "unnumbered"
    """Without the numbers that sort them, "02-conges": Docusaurus."""


@dataclass(frozen=True, slots=True)
class AddressRule:
    """Where the pages of one folder stand."""

    folder: str = ""
    """Within the knowledge folder, with slashes; "*/_posts" is that folder wherever it stands, "" all of it."""
    pattern: str | None = "/{path}/"
    """Of a page's address below the site's: see `filled`; None where no address can be known."""
    index: str = "/{folder}/"
    """Of a page that stands for its folder."""
    spelling: Spelling = Spelling.AS_IS
    slugged: str | None = None
    """Of a page that says what it is called in its address, where that is another."""
    is_of_pages_alone: bool = False
    """True where nothing tells how the other files of the folder stand on the site: documents, pictures."""


def rule_for(path: str, rules: tuple[AddressRule, ...]) -> AddressRule | None:
    """Return the rule of a page: the one whose folder is nearest to it, of two the first; None where there is none.

    Args:
        path: of the page, within the folder.
        rules: of the whole folder.
    """
    fitting = [rule for rule in rules if _below(path, rule.folder) is not None]
    return max(fitting, key=lambda rule: len(PurePosixPath(rule.folder).parts), default=None)


def filled(rule: AddressRule, path: str, slug: str | None, day: date | None, categories: tuple[str, ...]) -> str | None:
    """Return where a page stands below its site: "/rh/conges/".

    A pattern may name `{path}` (folders and file, without its ending), `{folder}`, `{file}`, `{name}` (the file without a date
    in front), `{section}` (the first folder), `{categories}`, and `{year}`, `{month}`, `{day}`. A page that lacks one of them
    has no address, nor has a translation (`conges.en.md`), which stands in another part of its site.

    Args:
        rule: of its folder.
        path: of the page, within the knowledge folder.
        slug: what it calls itself in its address; one that begins with a slash stands at the top of its rule.
        day: its date, where its name has none.
        categories: that it is in, beside the folders above "*/_posts".
    """
    below = _below(path, rule.folder)
    if below is None or rule.pattern is None:
        return None
    above, place = below
    dated = _DATE.match(place.name)
    day = (_day(dated) if dated else None) or day
    folders = [_spelt(part, rule.spelling) for part in place.parts[:-1]]
    if slug and slug.startswith("/"):
        return _joined(rule.pattern.partition("{")[0], quote(slug, safe="/%"))
    is_index = place.name.lower() in INDEX_NAMES
    if is_index and not slug:
        return _with(rule.index, {"folder": "/".join(folders), **_dated(day)})
    if _TRANSLATION.search(place.name):
        return None
    if is_index and rule.spelling is Spelling.LOWER:
        folders = folders[:-1]
    name = _quoted(slug) if slug else _spelt(place.name[dated.end() :] if dated else place.name, rule.spelling)
    file = name if slug or rule.spelling in _WITHOUT_DATES else _spelt(place.name, rule.spelling)
    values = {
        "path": "/".join([*folders, file]),
        "folder": "/".join(folders),
        "section": folders[0] if folders else "",
        "file": file,
        "name": name,
        "categories": "/".join(dict.fromkeys(_quoted(part.lower()) for part in (*above, *categories))),
        **_dated(day),
    }
    return _with((rule.slugged if slug else None) or rule.pattern, values)


def stands_below(path: str, folder: str) -> bool:
    """Return whether a file stands in a folder.

    Args:
        path: of the file, within the knowledge folder.
        folder: as in `AddressRule.folder`.
    """
    return _below(path, folder) is not None


def _below(path: str, folder: str) -> tuple[tuple[str, ...], PurePosixPath] | None:
    """Return the folders above a rule's folder, and the rest of the path, without its ending; None where it is elsewhere."""
    place = PurePosixPath(path)
    place = place.with_suffix("") if place.suffix else place
    anywhere = folder.startswith("*/")
    wanted = PurePosixPath(folder.removeprefix("*/")).parts
    starts = range(len(place.parts) - len(wanted)) if anywhere else range(1)
    for start in starts:
        end = start + len(wanted)
        if place.parts[start:end] == wanted and len(place.parts) > end:
            return place.parts[:start], PurePosixPath(*place.parts[end:])
    return None


_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)[-_](?=.)")
_TRANSLATION = re.compile(r"\.[a-z]{2}(?:-[A-Za-z]{2})?$")
_WITHOUT_DATES = {Spelling.HYPHENS, Spelling.UNDATED}
_NUMBERED = re.compile(r"^\d+[-_. ]+(?=[^\W\d_])")


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _dated(day: date | None) -> dict[str, str]:
    return {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"} if day else {}


def _spelt(part: str, spelling: Spelling) -> str:
    match spelling:
        case Spelling.LOWER:
            part = re.sub(r"[^\w.#+~@-]", "", re.sub(r"\s+", "-", part.lower()))
        case Spelling.HYPHENS:
            part = re.sub(r"[^\w.~!$&'()+,;=@]+", "-", part).strip("-")
        case Spelling.UNNUMBERED:
            part = _NUMBERED.sub("", part)
    return _quoted(part)


def _quoted(part: str) -> str:
    return quote(part, safe="", errors="surrogateescape")


def _with(pattern: str, values: Mapping[str, str]) -> str | None:
    if any(name not in values for name in re.findall(r"\{(\w+)\}", pattern)):
        return None
    return _joined("/", re.sub(r"\{(\w+)\}", lambda match: values[match[1]], pattern))


def _joined(base: str, path: str) -> str:
    return re.sub(r"/{2,}", "/", f"{base}/{path}")
