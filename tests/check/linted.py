"""What `check` says of a folder of files, without asking the search."""

from datetime import date
from pathlib import Path

from eig_bot.check.passages import lint
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase, Passage, Problem
from tests.garden import plainly, write

TODAY = date(2031, 4, 10)
SITE = {"site.yml": "name: Jardins partagés\naddress: https://jardins.example\n"}
"""The file without which relative addresses lead nowhere."""


def problems(folder: Path, pages: dict[str, str]) -> tuple[Problem, ...]:
    """Write files and return what `lint` finds in them; none may be refused."""
    library = Library(write(folder, pages))
    knowledge = library.load()
    assert not [problem for problem in knowledge.problems if problem.is_error]
    return lint(knowledge, TODAY, library.outlines())


def said(folder: Path, pages: dict[str, str]) -> list[str]:
    """Return the lines that the team reads, in their order, with ordinary spaces."""
    found = sorted(problems(folder, pages), key=lambda problem: (problem.path, problem.line, problem.column))
    return [plainly(str(problem)) for problem in found]


def page(body: str = "La ville prête des bêches.", front: str = "", title: str = "Aide") -> str:
    """Return a page whose front matter goes on from line 3, and whose body begins after it."""
    return f"---\ntitle: {title}\n{front}---\n{body}\n"


def passage(section: str, text: str = "Du miel.", title: str = "La ruche", page: str = "ruche.md", line: int = 1) -> Passage:
    """Return a passage that has an address."""
    return Passage(page, line, (title, section), text, "https://jardins.example/eau/")


def other(section: str, text: str = "Du miel.", title: str = "La haie", line: int = 9) -> Passage:
    """Return a passage of another page."""
    return passage(section, text, title, "haie.md", line)


def found(*passages: Passage) -> tuple[Problem, ...]:
    """Return what `lint` finds in passages that stand in no file."""
    return lint(KnowledgeBase(passages), TODAY)


def sentences(*passages: Passage) -> list[str]:
    """Return the lines that the team reads of them, with ordinary spaces."""
    return [plainly(str(problem)) for problem in found(*passages)]
