"""What a page is called: its `title:`, else its first heading, else its file's name as people would say it."""

import re
from datetime import date
from pathlib import PurePosixPath

from eig_bot.knowledge import notion
from eig_bot.knowledge.address_rule import INDEX_NAMES
from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.markdown import one_line, parse
from eig_bot.messages import french
from eig_bot.messages import knowledge as messages


def title_of(written: str, body: str, path: str) -> str:
    """Return the title of a page, on one line.

    Args:
        written: what its front matter says; empty where that says nothing.
        body: its text.
        path: within the folder, with slashes.
    """
    return one_line(written) or _first_heading(body) or title_of_path(path)


def title_of_path(path: str) -> str:
    """Return the title of a page that gives itself none: its file's name, or its folder's where it stands for the folder.

    Args:
        path: within the folder, with slashes. Its extension, a number or a date in front ("01-", "2031-04-10-") and the id that
            Notion adds to a name are left out; a name that is a date is told as one.
    """
    place = PurePosixPath(path)
    is_index = place.stem.lower() in INDEX_NAMES
    if is_index and len(place.parts) < 2:
        return messages.HOME
    name = notion.ID.sub("", place.parts[-2] if is_index else place.stem)
    if day := _day(name):
        return french.day(day)
    bare = _NUMBER.sub("", name) or name
    words = re.sub(r"[-_\s]+", " ", bare).strip()
    return words[:1].upper() + words[1:] if words else name


_NUMBER = re.compile(r"^(?:\d{4}-\d\d-\d\d|\d{1,3})[-_. ]+(?=\D)")


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name) if re.fullmatch(r"\d{4}-\d\d-\d\d", name) else None
    except ValueError:
        return None


def _first_heading(body: str) -> str:
    """Return the first heading of the first level; empty where there is none."""
    found = (block.text for block in parse(body, resolver(None)) if block.heading_level == 1)
    return next(filter(None, found), "")
