"""Each page of `cases/` gives the passages that stand beside it: line, headings, address, and the text."""

from pathlib import Path

import pytest

from eig_bot.knowledge.passage import Page, Passage

from .pages import read

CASES = Path(__file__).parent / "cases"


def shown(page: Page) -> str:
    return "\n".join(map(_shown, page.passages))


def _shown(passage: Passage) -> str:
    outline = " (sommaire)" if passage.is_outline else ""
    head = f"{passage.line} {' > '.join(passage.heading_path)}{outline}\n"
    address = f"  <{passage.url}>\n" if passage.url else ""
    return head + address + "".join(f"    {line}\n" for line in passage.text.split("\n"))


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda case: case.stem)
def test_a_page_gives_the_passages_written_beside_it(case: Path) -> None:
    page = read(case.read_bytes(), case.name)
    assert not page.problems
    assert shown(page) == case.with_suffix(".txt").read_text(encoding="utf-8")
