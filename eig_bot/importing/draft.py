"""A page of the programme's site -> draft knowledge files, which the team completes (`eig-bot import`).

Steps of `drafts`: read the page as the bot does, with its folder; lay its passages out under their headings; write front matter
and Markdown; read the draft again, so that no word is lost on the way. `save` writes drafts beside what is there, never over
it; `import_pages` does both for the command line.

A page becomes one file, or, where every one of its top headings would fill a message by itself, one file for each of them.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from os.path import lexists
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from eig_bot.check.passages import ONE_MESSAGE
from eig_bot.clock import END_OF_DAY
from eig_bot.errors import InputError
from eig_bot.knowledge import calls
from eig_bot.knowledge.extras import SITE_FILE, read_site
from eig_bot.knowledge.front_matter import FieldError, FrontMatter, read_ours, split
from eig_bot.knowledge.markdown import LINK, Block, parse, resolver
from eig_bot.knowledge.page import MAX_BYTES, decode, fold, read_page
from eig_bot.knowledge.passage import CallForProjects, Page, Passage, Problem, Site
from eig_bot.messages import cli as cli_messages
from eig_bot.messages import importing as messages
from eig_bot.search.analyzer import fold as without_accents

MAX_NAME = 60
"""Characters of a file's name: a title of a blog has up to 150."""
MAX_LEVEL = 6
INDEXES = ("_index.md", "index.md")
"""Pages that stand for their folder: the topmost folder around a page that has one is the site."""
CARRIED = ("owner", "tags", "valid_until", "review_by")
"""Keys that a draft takes over; `reviewed` says that a person has read the text, and is left to that person."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A knowledge file to be."""

    name: str
    text: str
    passages: int
    """How many passages it has."""


def import_pages(
    pages: Sequence[Path], knowledge: Path, target: Path | None, now: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what to tell of each page that was imported, and what to tell of each that was not.

    Args:
        pages: the pages, each imported or refused by itself.
        knowledge: the folder whose `site.yml` tells the site's address.
        target: the folder to write to; None to return the drafts themselves.
        now: the moment.

    Raises:
        InputError: `site.yml` cannot be read.
    """
    site = site_of(knowledge)
    found: list[Draft] = []
    told: list[str] = []
    refused: list[str] = []
    for page in pages:
        try:
            made = drafts(page, site, now)
            if target:
                places = save(made, target)
                told += [messages.written(str(at), draft.passages) for at, draft in zip(places, made, strict=True)]
            found += made
        except InputError as error:
            refused.append(str(error))
    if target:
        return (*told, *([messages.IMPORT_NEXT] if found else [])), tuple(refused)
    if len(found) == 1:
        return (found[0].text.rstrip("\n"),), tuple(refused)
    return tuple(f"{messages.named(draft.name)}\n{draft.text}" for draft in found), tuple(refused)


def site_of(folder: Path) -> Site:
    """Return what the `site.yml` of a knowledge folder says; nothing without one.

    Raises:
        InputError: it cannot be read.
    """
    path = folder / SITE_FILE
    if not path.exists():
        return Site()
    try:
        return read_site(decode(_bytes(path)))
    except FieldError as error:
        raise InputError(str(Problem(str(path), error.line + 1, str(error), column=error.column + 1))) from error


def drafts(path: Path, site: Site, now: datetime) -> tuple[Draft, ...]:
    """Return the files that a page becomes.

    Args:
        path: the page.
        site: against whose address links resolve; also the page's own, where it stands in a copy of the whole site.
        now: the moment, which tells whether a date of a call has passed.

    Raises:
        InputError: the page cannot be read, says nothing, is a knowledge file already, or would lose words.
    """
    source = _read(path, site)
    found: dict[str, Draft] = {}
    for part in _parts(_sections(source.passages)):
        text = _front_matter(source, part, now, is_first=not found) + "\n" + "\n\n".join(_body(part)) + "\n"
        if not _says_the_same(text, part, site):
            raise InputError(messages.import_loses(str(path)))
        name = _name(part[0].name or part[0].heading)
        while name in found:
            name = f"{name.removesuffix('.md')}-{len(found) + 1}.md"
        found[name] = Draft(name, text, sum(bool(section.lines) for section in part))
    return tuple(found.values())


def save(found: Sequence[Draft], folder: Path) -> tuple[Path, ...]:
    """Write the drafts of one page: all or none, each whole at once.

    Raises:
        InputError: a file of that name is there, or the folder cannot be written.
    """
    targets = tuple(folder / draft.name for draft in found)
    taken = next((target for target in targets if lexists(target)), None)
    if taken:
        raise InputError(messages.file_is_there(str(taken)))
    waiting = [target.with_name(f".{target.name}.tmp") for target in targets]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for draft, place in zip(found, waiting, strict=True):
            place.write_text(draft.text, encoding="utf-8")
        for target, place in zip(targets, waiting, strict=True):
            place.rename(target)
    except OSError as error:
        raise InputError(cli_messages.cannot_write(str(folder))) from error
    finally:
        for place in waiting:
            if lexists(place):
                place.unlink()
    return targets


# --- the page ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Source:
    """A page of the site, read."""

    place: str
    """Its path within the site, as far as that is known."""
    front: FrontMatter
    passages: tuple[Passage, ...]
    calls: tuple[CallForProjects, ...]
    audience: str | None
    url: str | None
    """None when unknown."""


def _read(path: Path, site: Site) -> _Source:
    source = _bytes(path)
    whole = path.resolve()
    root = _site_folder(whole)
    place = whole.relative_to(root).as_posix() if root else whole.name
    page = read_page(place, source, site)
    for problem in page.problems:
        raise InputError(str(replace(problem, path=str(path))))
    parts = split(decode(source))
    front = read_ours(parts[0] if parts else "")
    if front.has_phrasings:
        raise InputError(messages.already_knowledge(str(path)))
    url = (page.passages[0].url or "").partition("#")[0] or None
    if url and not root and not front.url:
        page, url = _without_address(page, url), None
    pages = [page, *(_neighbours(whole, place, site, front) if root else ())]
    return _Source(
        place=place,
        front=front,
        passages=page.passages,
        calls=tuple(call for call in calls.with_dates(pages) if call.page == place),
        audience=front.audience or calls.audiences(pages).get(str(PurePosixPath(place).parent)),
        url=url,
    )


def _bytes(path: Path) -> bytes:
    """Return a file's bytes, one more than the limit at most."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InputError(cli_messages.cannot_read(str(path))) from error


def _site_folder(path: Path) -> Path | None:
    """Return the folder of the site in which a page stands; None for a page that stands alone."""
    has_page = [any((folder / name).is_file() for name in INDEXES) for folder in path.parents]
    if True not in has_page:
        return None
    first = has_page.index(True)
    end = has_page.index(False, first) if False in has_page[first:] else len(has_page)
    return path.parents[end - 1]


def _neighbours(path: Path, place: str, site: Site, front: FrontMatter) -> Iterator[Page]:
    """The dates of a page's call may stand beside it, and another page may say to whom its folder speaks."""
    for other in sorted(path.parent.glob("*.md")):
        if other.name == path.name or not other.is_file():
            continue
        source = _bytes(other)
        if front.open is not None or re.search(rb"^open:", source, re.MULTILINE):
            yield read_page(str(PurePosixPath(place).with_name(other.name)), source, site)


def _without_address(page: Page, guessed: str) -> Page:
    """A page that stands alone has no known address: take out what was derived from its file's name."""

    def is_guessed(url: str | None) -> bool:
        return url is not None and url.partition("#")[0] == guessed

    def known(passage: Passage) -> Passage:
        text = LINK.sub(lambda link: link[1] if is_guessed(link[2]) else link[0], passage.text)
        return replace(passage, text=text, url=None if is_guessed(passage.url) else passage.url)

    return replace(page, passages=tuple(map(known, page.passages)))


# --- its sections -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Section:
    """A heading and the lines under it."""

    heading: str
    level: int
    """1 for the title of the file."""
    lines: list[str]
    url: str | None
    name: str | None = None
    """What a file of its own is named after, where its title says more."""
    leads: list[tuple[int, "_Section"]] = field(default_factory=list)
    """What bold leads open in it, and the line of a lead that stands alone."""
    seen: int = 0
    """Lines among which its leads were found so far; they come in their order."""


def _sections(passages: Sequence[Passage]) -> list[_Section]:
    """Lay passages out under their headings; what a bold lead opens stands in the text above it already."""
    found: list[_Section] = []
    for passage in passages:
        lines = [] if passage.is_outline else passage.text.split("\n")
        section = _Section(passage.section, len(passage.heading_path), lines, passage.url)
        above = next((other for other in reversed(found) if other.level < section.level), None)
        if above is None or not _is_lead(section, above):
            found.append(section)
    return [part for section in found for part in _opened(section)]


def _is_lead(section: _Section, above: _Section) -> bool:
    """Tell whether a section is said in the one above it, and remember it there when its heading is a line of its own."""
    said = section.lines
    for number in range(above.seen, len(above.lines)) if said else ():
        line = above.lines[number]
        if line == section.heading and above.lines[number + 1 : number + 1 + len(said)] == said:
            above.leads.append((number, section))
            above.seen = number
            return True
        if line.endswith(said[0]) and above.lines[number + 1 : number + len(said)] == said[1:]:
            before = above.lines[number - 1] if number else ""
            if fold(section.heading) in fold(f"{before} {line}"):
                above.seen = number
                return True
    return False


def _opened(section: _Section) -> list[_Section]:
    """Make headings of the bold lines under which all the rest of a section stands."""
    first = section.leads[0][0] if section.leads else len(section.lines)
    if first + sum(1 + len(lead.lines) for _, lead in section.leads) != len(section.lines):
        return [section]
    section.lines = section.lines[:first]
    return [section, *(lead for _, lead in section.leads)]


def _parts(sections: Sequence[_Section]) -> list[list[_Section]]:
    """Cut a page before its top headings when each of them, with all below it, has the text of a whole message."""
    parts: list[list[_Section]] = [[]]
    for section in sections:
        if section.level == 2:
            parts.append([])
        parts[-1].append(section)
    intro, *tops = parts
    if len(tops) < 2 or any(sum(len(line) for section in top for line in section.lines) < ONE_MESSAGE for top in tops):
        return [list(sections)]
    for top in tops:
        top[0].name = top[0].heading
        top[0].heading = messages.part_of_page(sections[0].heading, top[0].heading)
        for section in top:
            section.level -= 1
    return [part for part in (intro, *tops) if any(section.lines for section in part)]


# --- front matter -----------------------------------------------------------------------------------------------------


def _front_matter(source: _Source, part: Sequence[_Section], now: datetime, *, is_first: bool) -> str:
    title, *others = part
    url = title.url or source.url
    lines = ["---", *_comment(messages.head(source.place.encode(errors="replace").decode()))]
    lines += _yaml({"title": title.heading})
    if url is None:
        lines += _comment(messages.WITHOUT_URL)
    else:
        lines += [*([] if source.front.url else _comment(messages.URL)), *_yaml({"url": url})]
        if source.front.published:
            lines += _yaml({"date": source.front.published})
    known = {"audience": source.audience, **{key: getattr(source.front, key) for key in CARRIED}}
    lines += _yaml({key: list(value) if isinstance(value, tuple) else value for key, value in known.items() if value})
    lines += [*_comment(messages.QUESTIONS), "questions: []", *_comment(messages.EXPECT), "expect: []"]
    lines += _passages(others, url)
    if is_first:
        lines += _calls(source, now)
    return "\n".join([*lines, "---", ""])


def _passages(sections: Sequence[_Section], url: str | None) -> list[str]:
    """List each heading once, for its phrasings; with the page to cite where that is not the file's own."""
    entries: dict[str, dict[str, Any]] = {}
    for section in sections:
        if section.lines:
            own = {"url": section.url} if section.url and section.url != url else {}
            entries.setdefault(fold(section.heading), {"heading": section.heading, **own, "questions": []})
    return [*_comment(messages.PASSAGES), *_yaml({"passages": list(entries.values())})] if entries else []


def _calls(source: _Source, now: datetime) -> list[str]:
    """Write the calls whose state the bot can then compute; the team is asked for what the page does not tell."""
    lines: list[str] = []
    entries = []
    for call in source.calls:
        if call.declared_open is False and not (call.closes and call.closes < now):
            lines += _comment(messages.CLOSED_CALL)
            continue
        if call.declared_open is not None:
            lines += _comment(messages.CALL if call.closes else messages.CALL_WITHOUT_DATE)
        entry = {
            "name": call.name if call.declared_open is None else messages.call(call.name, source.audience),
            "audience": call.audience or source.audience,
            "opens": _moment(call.opens, time.min),
            "closes": _moment(call.closes, END_OF_DAY),
            "results_url": call.results_url,
        }
        entries.append({key: value for key, value in entry.items() if value})
    return lines + (_yaml({"calls": entries}) if entries else [])


def _moment(moment: datetime | None, usual: time) -> object:
    """Return a day where its hour is the one that goes without saying, else `2022-03-18T12:00`."""
    if moment is None or moment.timetz().replace(tzinfo=None) == usual:
        return moment and moment.date()
    return moment.strftime("%Y-%m-%dT%H:%M")


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.split("\n")]


class _Dumper(yaml.SafeDumper):
    """Writes as people do: items of a list stand two spaces in."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's own
        """Begin a level."""
        super().increase_indent(flow, indentless=False)

    def choose_scalar_style(self) -> str:
        """Take double quotes for single ones, in which an apostrophe is doubled and looks like a slip."""
        style = super().choose_scalar_style()
        return '"' if style == "'" else style


def _yaml(mapping: Mapping[str, object]) -> list[str]:
    """Return the lines of a mapping; none of an empty one."""
    if not mapping:
        return []
    return yaml.dump(mapping, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=sys.maxsize).splitlines()


# --- Markdown ---------------------------------------------------------------------------------------------------------


def _body(part: Sequence[_Section]) -> Iterator[str]:
    """Yield what stands in the body: a heading, a paragraph or a list at a time."""
    for section in part:
        if section.level > 1:
            yield _plain(section.heading, f"{'#' * min(section.level, MAX_LEVEL)} ")
        yield from _blocks(section.lines)


@dataclass(frozen=True, slots=True)
class _List:
    """A list around the next line."""

    indent: int
    """Where the text of its last item begins."""
    number: int | None = None
    """Of its last item; None where items have bullets."""
    mark: str = "."
    """What follows a number: "." or ")"; it changes where a list follows another one."""


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    around: list[_List] = []
    items: list[str] = []
    for line in lines:
        if item := _ITEM.fullmatch(line):
            number = int(item["number"]) if item["number"] else None
            items.append(_opening(around, len(item["spaces"]) // 2, number) + _plain(item["text"]))
            continue
        if items:
            yield "\n".join(items)
        around, items = [], []
        yield _plain(line)
    if items:
        yield "\n".join(items)


def _opening(around: list[_List], depth: int, number: int | None) -> str:
    """Return what stands before the text of an item, and take the item into the lists around the next line."""
    before = around[depth] if depth < len(around) else _List(0)
    del around[depth:]
    opening = " " * (around[-1].indent if around else 0)
    while len(around) < depth:  # an item that holds nothing but a list
        opening += "* "
        around.append(_List(len(opening)))
    mark = before.mark
    if before.number is not None and number != before.number + 1:
        mark = ")" if mark == "." else "."
    opening += "* " if number is None else f"{number}{mark} "
    around.append(_List(len(opening), number, mark))
    return opening


def _plain(text: str, opening: str = "") -> str:
    """Return Markdown that shows a text as it is, behind what opens its block, with as few backslashes as that takes."""

    def escaped(match: re.Match[str]) -> str:
        return f"[{_plain(match[1])}]({match[2]})" if match[1] else f"\\{match[0]}"

    text = " ".join(_UNBROKEN.findall(text))
    tries = [text, _SPECIAL.sub(escaped, text, count=1), _MARKS.sub(escaped, text)]
    found = (tried for tried in tries if _is_shown(text, parse(opening + tried, resolver(None)), bool(opening)))
    return opening + next(found, _SPECIAL.sub(escaped, text))


def _is_shown(text: str, blocks: Sequence[Block], is_heading: bool) -> bool:
    return len(blocks) == 1 and (blocks[0].text, blocks[0].marker) == (text, "") and bool(blocks[0].heading_level) == is_heading


def _says_the_same(text: str, part: Sequence[_Section], site: Site) -> bool:
    """Tell whether a draft reads as what it was made of: the same headings, and under each the same words."""
    page = read_page(_name(part[0].heading), text.encode(), site)
    read = [(passage.section, passage.text.split()) for passage in page.passages if not passage.is_outline]
    meant = [(section.heading, " ".join(section.lines).split()) for section in part if section.lines]
    return not page.problems and read == meant


def _name(title: str) -> str:
    """Return a file's name: the words of its title, as Decap CMS does too."""
    name = ""
    for word in re.findall(r"[a-z0-9]+", without_accents(title)):
        if len(name) + len(word) > MAX_NAME:
            break
        name += f"-{word}" if name else word
    return f"{name or 'page'}.md"


_ITEM = re.compile(r"(?P<spaces> *)(?:• |(?P<number>\d{1,9})\. )(?P<text>.+)")
_UNBROKEN = re.compile(r"[^ \t\v\f]+")
_MARKS = re.compile(LINK.pattern + r"|[\\`*_\[\]<&]")
_SPECIAL = re.compile(LINK.pattern + r"|[!-/:-@\[-`{-~]")
