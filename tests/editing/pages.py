"""A page to which phrasings are added, before and after."""

from pathlib import Path

from eig_bot.editing.edits import add_phrasing
from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import Passage, Site

BODY = "La ville prête des bêches.\n\n## Délai\n\nTrente jours.\n\n## Prêt : qui ?\n\nTous.\n"
QUESTION = "qui prête des bêches"


def page(front: str, body: str = BODY) -> bytes:
    return f"---\ntitle: Aide\n{front}---\n{body}".encode()


def passage_of(source: bytes, section: str, path: str = "aide.md") -> Passage:
    return next(passage for passage in read_page(path, source, Site()).passages if passage.section == section)


def added(folder: Path, source: bytes, section: str, question: str = QUESTION) -> str:
    """Write a page, add a phrasing to it, and return the front matter after its title."""
    (folder / "aide.md").write_bytes(source)
    add_phrasing(folder, passage_of(source, section), question)
    return (folder / "aide.md").read_bytes().decode().removeprefix("---\ntitle: Aide\n").removesuffix(f"---\n{BODY}")
