"""Drafts of pages of a site that never was, and ways to look at them."""

from collections.abc import Sequence
from pathlib import Path

from eig_bot.importing.draft import Draft, drafts
from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import ONE_MESSAGE, Page, Site
from tests.garden import SPRING, page, write

SITE = Site(address="https://jardins.example")
PLENTY = "La ville prête des bêches. " * (ONE_MESSAGE // 25)
"""A text that fills a message."""


def imported(place: Path, source: str, name: str = "aide.md") -> tuple[Draft, ...]:
    """Return the drafts of a page that stands alone."""
    return drafts(write(place, {name: source}) / name, SITE, SPRING)


def of_site(place: Path, name: str, pages: dict[str, str]) -> Draft:
    """Return the draft of a page that stands in a site."""
    write(place, {"_index.md": page("Accueil", "Bonjour."), **pages})
    (draft,) = drafts(place / name, SITE, SPRING)
    return draft


def body(draft: Draft) -> str:
    """Return what stands below the front matter."""
    return draft.text.split("---\n", 2)[2].strip()


def front(draft: Draft) -> list[str]:
    """Return the lines of front matter that are no comment."""
    return [line for line in draft.text.split("---\n", 2)[1].splitlines() if not line.lstrip().startswith("#")]


def comments(draft: Draft) -> str:
    """Return what the front matter asks of the team."""
    return "\n".join(line[2:] for line in draft.text.split("---\n", 2)[1].splitlines() if line.startswith("# "))


def read(draft: Draft) -> Page:
    """Return a draft as the bot reads it."""
    found = read_page(draft.name, draft.text.encode(), SITE)
    assert not found.problems
    return found


def _words(text: str) -> str:
    return " ".join(text.split())


def unsaid(source: bytes, found: Sequence[Draft]) -> list[str]:
    """Return the lines of a page's passages that its drafts do not have."""
    passages = [passage for draft in found for passage in read(draft).passages]
    said = _words(" ".join(f"{passage.section} {passage.text}" for passage in passages))
    meant = [passage for passage in read_page("aide.md", source, SITE).passages if not passage.is_outline]
    return [line for passage in meant for line in passage.text.split("\n") if _words(line) not in said]


def parts(water: str, tools: str, intro: str = "Bonjour.") -> str:
    """Return a page of two top headings, the second with its text under a lower one."""
    return page("Aide", f"{intro}\n\n## L'eau\n\n{water}\n\n## Les outils\n\n### À main\n\n{tools}", url="/aide/")
