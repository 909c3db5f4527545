"""Pages that Notion exports: below the title stand the properties of its database, a line each, "Statut: Publié"."""

import re
from pathlib import PurePosixPath

from eig_bot.knowledge.setting_keys import says_something

ID = re.compile(r"[ -][0-9a-f]{32}$")
"""What Notion adds to each name."""


def without_properties(path: str, body: str) -> str:
    """Return the text of a page without the properties that nobody reads, line for line; of another page, all of its text.

    Args:
        path: within the folder; Notion's pages are known by the id in their name.
        body: the text.
    """
    found = _PROPERTIES.match(body) if ID.search(PurePosixPath(path).stem) else None
    if found is None:
        return body
    kept = "\n".join(line if says_something(*line.split(": ", maxsplit=1)) else "" for line in found["lines"].split("\n"))
    return body[: found.start("lines")] + kept + body[found.end("lines") :]


_PROPERTIES = re.compile(
    r"\s*(?:# [^\n]*\n\s*)?(?P<lines>[^\W\d_][^:\n]{0,40}: [^\n]+(?:\n[^\W\d_][^:\n]{0,40}: [^\n]+)*)(?=\n\s*(?:\n|\Z)|\Z)"
)
