"""A small programme that never was, "Jardins partagés": the pages under `tests/jardins`, and moments to ask about them."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from eig_bot.answers.snippet import Snippet
from eig_bot.clock import PARIS

FOLDER = Path(__file__).parent / "jardins"
CONTACT = "bonjour@jardins.example"
CALL = "L’appel « Un jardin au pied de chez soi »"


def at(moment: str) -> datetime:
    """Return a moment in France: `at("2031-04-10")` or `at("2031-04-10T08:30")`."""
    return datetime.fromisoformat(moment).replace(tzinfo=PARIS)


SPRING = at("2031-04-10T12:00")
"""The call is open."""
WINTER = at("2030-12-01T12:00")
"""The call is announced."""
SUMMER = at("2031-07-01T12:00")
"""The call is closed."""


def write(folder: Path, pages: dict[str, str]) -> Path:
    """Write files, each with its text, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def page(title: str, text: str, questions: Iterable[str] = (), **keys: str) -> str:
    """Return a page's source."""
    front = [f"title: {title}", *(f"{key}: {value}" for key, value in keys.items())]
    asked = list(questions)
    if asked:
        front += ["questions:", *(f"  - {question}" for question in asked)]
    return "\n".join(["---", *front, "---", "", text, ""])


def plainly(text: str) -> str:
    """Return a text with ordinary spaces, as tests write it."""
    return re.sub(r"[\u00a0\u202f]", " ", text)


def bold(snippet: Snippet) -> list[str]:
    """Return the words in bold."""
    return [run.text for run in snippet.runs if run.bold]
