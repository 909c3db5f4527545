"""A rule makes an address of a path, or none at all."""

from datetime import date

import pytest

from eig_bot.knowledge.address_rule import AddressRule, Spelling, filled, rule_for

DAY = date(2031, 4, 10)
POSTS = AddressRule("*/_posts", "/{categories}/{year}/{month}/{day}/{name}.html", spelling=Spelling.HYPHENS)


def place(rule: AddressRule, path: str, slug: str | None = None, day: date | None = None, *categories: str) -> str | None:
    return filled(rule, path, slug, day, categories)


@pytest.mark.parametrize(
    ("rule", "path", "address"),
    [
        (AddressRule(), "prêt/bêche.md", "/pr%C3%AAt/b%C3%AAche/"),
        (AddressRule(), "v1.2.md", "/v1.2/"),
        (AddressRule(), "prêt/README.md", "/pr%C3%AAt/"),
        (AddressRule(), "index.md", "/"),
        (AddressRule("docs", "/aide/{path}.html"), "docs/semis/ail.md", "/aide/semis/ail.html"),
        (AddressRule("docs", "/{section}/{name}"), "docs/semis/ail/quand.md", "/semis/quand"),
        (AddressRule(spelling=Spelling.LOWER), "Semis/Où planter l’ail ?.md", "/semis/o%C3%B9-planter-lail-/"),
        (AddressRule(pattern="/docs/{path}", spelling=Spelling.UNNUMBERED), "02-semis/01-ail.md", "/docs/semis/ail"),
        (AddressRule(pattern="/{path}", spelling=Spelling.UNNUMBERED), "2031.md", "/2031"),
        (POSTS, "_posts/2031-04-10-Fête des semis.md", "/2031/04/10/F%C3%AAte-des-semis.html"),
        (POSTS, "serre/_posts/2031-04-10-ail.md", "/serre/2031/04/10/ail.html"),
        (POSTS, "_posts/ail.md", None),
        (POSTS, "_posts/2031-13-45-ail.md", None),
        (POSTS, "ail.md", None),
        (AddressRule("docs"), "ail.md", None),
        (AddressRule("docs"), "docs.md", None),
        (AddressRule(pattern=None), "ail.md", None),
        (AddressRule(pattern="/{ailleurs}/"), "ail.md", None),
    ],
)
def test_a_pattern_is_filled_from_the_path_or_there_is_no_address(rule: AddressRule, path: str, address: str | None) -> None:
    assert place(rule, path) == address


@pytest.mark.parametrize(
    ("rule", "path", "slug", "address"),
    [
        (AddressRule(), "semis/ail.md", "ail-rose", "/semis/ail-rose/"),
        (AddressRule(), "semis/index.md", "guide", "/semis/guide/"),
        (AddressRule(spelling=Spelling.LOWER), "semis/ail/index.md", "ail-rose", "/semis/ail-rose/"),
        (AddressRule(pattern="/docs/{path}"), "semis/ail.md", "/", "/docs/"),
        (AddressRule(pattern="/docs/{path}"), "semis/ail.md", "/ail", "/docs/ail"),
    ],
)
def test_a_page_may_call_itself_otherwise_in_its_address(rule: AddressRule, path: str, slug: str, address: str) -> None:
    assert place(rule, path, slug) == address


def test_a_date_of_the_page_serves_where_its_name_has_none() -> None:
    assert place(POSTS, "_posts/ail.md", None, DAY) == "/2031/04/10/ail.html"
    assert place(POSTS, "_posts/2030-01-02-ail.md", None, DAY) == "/2030/01/02/ail.html"


def test_categories_stand_above_a_post_once_each_in_small_letters() -> None:
    assert place(POSTS, "serre/_posts/2031-04-10-ail.md", None, None, "Semis", "serre") == "/serre/semis/2031/04/10/ail.html"


def test_the_nearest_folder_has_the_rule() -> None:
    everywhere, docs, posts = AddressRule(), AddressRule("docs"), AddressRule("*/_posts")
    rules = (everywhere, docs, posts)
    assert [rule_for(path, rules) for path in ("ail.md", "docs/ail.md", "serre/_posts/ail.md")] == [everywhere, docs, posts]
    assert rule_for("ail.md", (docs,)) is None
