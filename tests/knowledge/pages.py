"""Short ways to write a page and to look at what was read; all of it tells of Clairval, a town that never was."""

from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import Page, Passage, Site

SITE = Site(name="Jardins partagés", address="https://jardins.example")
NO_SITE = Site()
TITLE = "Aide aux jardins partagés"
TEXT = "La ville prête des bêches."


def read(source: str | bytes, path: str = "aide.md", site: Site = SITE) -> Page:
    """Read a whole file."""
    return read_page(path, source.encode() if isinstance(source, str) else source, site)


def with_body(body: str, site: Site = SITE) -> Page:
    """Read a page that has a title and this text."""
    return read(f"---\ntitle: {TITLE}\n---\n{body}", site=site)


def with_front(front: str, path: str = "aide.md", site: Site = SITE) -> Page:
    """Read a page that has a title, these lines of front matter from line 3 on, and a text."""
    return read(f"---\ntitle: {TITLE}\n{front}\n---\n{TEXT}\n", path, site)


def only(page: Page) -> Passage:
    """Return the one passage of a page."""
    assert not page.problems
    (passage,) = page.passages
    return passage


def named(page: Page, section: str) -> Passage:
    """Return the passage under a heading."""
    (passage,) = [passage for passage in page.passages if passage.section == section]
    return passage


def sections(page: Page) -> list[str]:
    """Return the headings of the passages."""
    return [passage.section for passage in page.passages]


def problems(page: Page) -> list[str]:
    """Return the lines that the team reads."""
    return [str(problem) for problem in page.problems]
