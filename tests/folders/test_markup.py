"""Pages as each tool's people write them: their words are served, their markup is not (`markup.txt`)."""

import re

import pytest

from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import Passage

from .conftest import HERE

MARKUP = HERE / "markup"
PAGES = sorted(path.name for path in MARKUP.glob("*.md*") if path.name != "code.md")


def shown(passages: list[Passage]) -> str:
    return "\n".join("\n    ".join([passage.section, *passage.text.splitlines()]) + "\n" for passage in passages)


def read(name: str) -> str:
    return shown([passage for passage in Library(MARKUP).load().passages if passage.page == name]).rstrip()


def expected() -> dict[str, str]:
    """Return what is expected of each page."""
    pages = re.split(r"^== ", (HERE / "markup.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {name: text for name, _, text in (page.partition("\n\n") for page in pages)}


@pytest.mark.parametrize("name", PAGES)
def test_the_words_of_a_page_are_served_and_its_markup_is_not(name: str) -> None:
    assert read(name) == expected()[name].rstrip()


def test_code_and_marks_that_nothing_ends_are_served_as_they_are() -> None:
    assert read("code.md") == expected()["code.md"].rstrip()
