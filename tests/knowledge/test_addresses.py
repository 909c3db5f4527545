"""Where each page of a folder stands: what it says itself, else what a rule says, else nothing."""

from pathlib import Path

import pytest

from eig_bot.knowledge.address_rule import AddressRule
from eig_bot.knowledge.addresses import address_of, pattern_of
from eig_bot.knowledge.front_matter import read_ours
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import Site
from tests.garden import write

HTML = Site(address="https://jardins.example/aide", rules=(AddressRule(pattern="/{path}.html"),))


def address(front: str, path: str = "semis/ail.md", site: Site = HTML) -> str | None:
    return address_of(path, read_ours(front), site)


@pytest.mark.parametrize(
    ("front", "found"),
    [
        ("title: Ail", "https://jardins.example/aide/semis/ail.html"),
        ("slug: ail-rose", "https://jardins.example/aide/semis/ail-rose.html"),
        ("permalink: /l-ail/", "https://jardins.example/aide/l-ail/"),
        ("permalink: l-ail/index.html", "https://jardins.example/aide/l-ail/"),
        ("permalink: /:year/:title/\ndate: 2031-04-10", "https://jardins.example/aide/2031/ail/"),
        ("permalink: https://moulin.example/ail", "https://moulin.example/ail"),
        ("url: /ici/\npermalink: /la/", "https://jardins.example/aide/ici/"),
        ("permalink: /{{ title | slugify }}/", None),
        ("permalink: /:year/:title/", None),
        ("permalink: false", None),
    ],
)
def test_what_a_page_says_comes_before_the_rule(front: str, found: str | None) -> None:
    assert address(front) == found


@pytest.mark.parametrize(
    ("front", "found"), [("permalink: https://moulin.example/ail", "https://moulin.example/ail"), ("permalink: /ail/", None)]
)
def test_without_an_address_of_the_site_only_a_whole_address_is_one(front: str, found: str | None) -> None:
    assert address(front, site=Site()) == found


def test_a_page_with_keys_of_a_site_stands_at_its_path_and_another_has_no_address() -> None:
    site = Site(address="https://jardins.example")
    assert address("layout: jardins", site=site) == "https://jardins.example/semis/ail/"
    assert address("title: Ail", site=site) is None


@pytest.mark.parametrize(
    ("permalink", "pattern"),
    [
        ("/:categories/:year/:title:output_ext", "/{categories}/{year}/{name}.html"),
        ("/:sections/:slug/", "/{folder}/{name}/"),
        ("/docs/", "/docs/"),
    ],
)
def test_patterns_of_jekyll_and_hugo_are_read(permalink: str, pattern: str) -> None:
    assert pattern_of(permalink) == pattern


def test_a_page_knows_the_address_of_a_page_that_came_later(tmp_path: Path) -> None:
    """The table of addresses is that of the whole folder: a new page, or a new address, reaches all that lead to it."""
    folder = write(tmp_path, {"site.yml": "address: https://jardins.example\n", "a.md": "---\nlayout: p\n---\nBonjour.\n"})
    library = Library(folder)
    library.load()
    (folder / "b.md").write_text("---\nslug: outils\n---\nDes outils.\n", encoding="utf-8")
    knowledge = library.refresh()
    assert knowledge
    assert [passage.url for passage in knowledge.passages] == ["https://jardins.example/a/", "https://jardins.example/outils/"]
