"""A page is a post when it shows it; a date alone is one more thing that a tool has written."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from eig_bot.knowledge.front_matter import read_ours
from eig_bot.knowledge.passage import Page
from eig_bot.knowledge.posts import publication_of_day, with_posts
from eig_bot.knowledge.publication import ALWAYS
from tests.garden import at

from .pages import read

DAY = date(2030, 9, 12)


def dated(path: str, front: str = "date: 2030-09-12") -> Page:
    return read(f"---\ntitle: La récolte\n{front}\n---\nDes courges.\n", path)


def undated(path: str) -> Page:
    return dated(path, "layout: jardins")


def days(pages: Sequence[Page]) -> set[date | None]:
    """Return the days of publication that the pages have, once all are known."""
    return {passage.published for page in with_posts(pages) for passage in page.passages}


POSTS = (
    "_posts/recolte.md",
    "blog/recolte.md",
    "site/Actualités/recolte.md",
    "vie-du-jardin/blog-des-habitants/recolte.md",
    "2030-09-12-recolte.md",
)


@pytest.mark.parametrize("path", POSTS)
def test_a_page_that_stands_where_posts_stand_is_one(path: str) -> None:
    assert days([dated(path)]) == {DAY}


@pytest.mark.parametrize("front", ["layout: post", "type: article", "template: blog.html", "categories: [news]"])
def test_so_is_one_that_says_so(front: str) -> None:
    assert days([dated("recolte.md", f"date: 2030-09-12\n{front}")]) == {DAY}


@pytest.mark.parametrize("path", ["recolte.md", "docs/recolte.md", "jardins/2030.md", "guide/articles-du-reglement.md"])
def test_a_date_alone_makes_none(path: str) -> None:
    assert days([dated(path)]) == {None}


def test_a_folder_where_all_is_dated_holds_posts_where_nothing_else_is() -> None:
    harvests = [dated(f"recoltes/{number}.md") for number in range(10)]
    others = [undated(f"guide/{number}.md") for number in range(10)]
    assert days(harvests) == {None}
    assert days([*harvests, *others[:9]]) == {None}
    assert days([*harvests, *others]) == {None, DAY}
    assert days([*harvests[:9], *others]) == {None}


def test_where_all_is_dated_nothing_is_told_by_it() -> None:
    assert days([dated(f"{folder}/{number}.md") for folder in ("recoltes", "guide") for number in range(12)]) == {None}


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("_posts/2030-09-12-recolte.md", DAY),
        ("actus/2030-09-12 recolte.md", DAY),
        ("_posts/2030-02-30-recolte.md", None),
        ("_posts/recolte.md", None),
        ("semis/12-09-2030-recolte.md", None),
    ],
)
def test_a_post_without_a_date_has_the_one_of_its_name(path: str, day: date | None) -> None:
    assert days([undated(path)]) == {day}


def test_the_date_of_a_post_comes_before_that_of_its_name() -> None:
    assert days([dated("_posts/2030-09-01-recolte.md")]) == {DAY}


@pytest.mark.parametrize(
    ("front", "begins"),
    [
        ("date: 2031-04-11T08:30", at("2031-04-11T08:30")),
        ("date: le 11 avril", at("2031-04-10")),
        ("date: 2031", at("2031-01-01")),
        ("publishDate: 2031-04-01\ndate: 2031-04-11", at("2031-04-01")),
        ("tags: [ail]", at("2031-04-10")),
    ],
)
def test_a_page_begins_with_its_day_where_its_tool_waits_for_it(front: str, begins: datetime) -> None:
    path = "_posts/2031-04-10-ail.md"
    assert publication_of_day(path, read_ours(front), ("*/_posts",)).starts == begins
    assert publication_of_day(path, read_ours("date: 2031-04-11"), ()) == ALWAYS


def test_a_draft_of_a_day_that_has_come_stays_one() -> None:
    assert publication_of_day("_posts/2031-04-10-ail.md", read_ours("draft: true"), ("*/_posts",)).is_draft
