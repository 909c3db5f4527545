"""A link leads where it leads on the page, from wherever it is shown."""

import pytest

from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.markdown import LINK, parse

SITE = resolver("https://jardins.example", "https://jardins.example/aide/")

NOWHERE = resolver(None)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/plan/", "https://jardins.example/plan/"),
        ("plan", "https://jardins.example/plan"),
        ("../plan", "https://jardins.example/plan"),
        ("plan été.pdf", "https://jardins.example/plan%20%C3%A9t%C3%A9.pdf"),
        ("?jour=3", "https://jardins.example/?jour=3"),
        ("#prix", "https://jardins.example/aide/#prix"),
        ("https://moulin.example/a b", "https://moulin.example/a%20b"),
        ("https://moulin.example/%20", "https://moulin.example/%20"),
        ("bonjour@jardins.example", "mailto:bonjour@jardins.example"),
        (" bonjour@jardins.example ", "mailto:bonjour@jardins.example"),
        ("mailto:bonjour@jardins.example", "mailto:bonjour@jardins.example"),
        ("tel:+33100000000", "tel:+33100000000"),
        ("javascript:alert(1)", None),
        ("ftp://moulin.example", None),
        ("data:text/html,x", None),
        ("", None),
        ("\x01//[serre", None),
    ],
)
def test_a_link_is_resolved_against_the_address_of_the_site(written: str, address: str | None) -> None:
    assert SITE(written) == address


@pytest.mark.parametrize("written", ["/plan/", "plan", "#prix", "?jour=3"])
def test_without_an_address_a_relative_link_stays_text(written: str) -> None:
    (block,) = parse(f"Voir [le plan]({written}).", NOWHERE)
    assert block.text == "Voir le plan."


@pytest.mark.parametrize("written", ["https://moulin.example/", "bonjour@jardins.example", "tel:+33100000000"])
def test_without_an_address_a_whole_link_stays_a_link(written: str) -> None:
    (block,) = parse(f"Voir [le plan]({written}).", NOWHERE)
    assert LINK.search(block.text)


def test_an_address_of_the_site_that_is_none_leaves_relative_links_as_text() -> None:
    assert resolver("https://[serre")("/plan/") is None
