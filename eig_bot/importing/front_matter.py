"""The front matter of a draft: what the page says of itself, and what the team is asked to add, in comments."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

import yaml

from eig_bot.clock import END_OF_DAY
from eig_bot.importing.page import SourcePage
from eig_bot.importing.sections import DraftSection
from eig_bot.knowledge.headings import normalized_heading
from eig_bot.messages import importing as messages

CARRIED = ("owner", "tags", "valid_until", "review_by")
"""Keys that a draft takes over; `reviewed` says that a person has read the text, and is left to that person."""


def front_matter(source: SourcePage, part: Sequence[DraftSection], now: datetime, *, is_first: bool) -> str:
    """Return the front matter of a draft, with its boundaries.

    Args:
        source: the page that it is made of.
        part: what the draft holds, its title first.
        now: the moment, which tells whether a date of a call has passed.
        is_first: True for the first draft of the page, which takes its calls.
    """
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


def _passages(sections: Sequence[DraftSection], url: str | None) -> list[str]:
    """List each heading once, for its phrasings; with the page to cite where that is not the file's own."""
    entries: dict[str, dict[str, Any]] = {}
    for section in sections:
        if section.lines:
            own = {"url": section.url} if section.url and section.url != url else {}
            entries.setdefault(normalized_heading(section.heading), {"heading": section.heading, **own, "questions": []})
    return [*_comment(messages.PASSAGES), *_yaml({"passages": list(entries.values())})] if entries else []


def _calls(source: SourcePage, now: datetime) -> list[str]:
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
