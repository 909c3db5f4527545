"""Which keys of a front matter say whether its page is published."""

import pytest
import yaml

from eig_bot.knowledge.publication_keys import is_publication_key, publication_of
from eig_bot.knowledge.yaml_nodes import compose, values_of
from tests.garden import at


def nodes(source: str) -> dict[str, yaml.Node]:
    node = compose(source)
    assert isinstance(node, yaml.MappingNode)
    return values_of(node)


@pytest.mark.parametrize(
    ("source", "is_one"),
    {"draft: x": True, "Publish-Date: x": True, "status: draft": True, "status: ouvert": False, "drafts: x": False}.items(),
)
def test_they_are_known_in_any_spelling_and_status_by_its_value(source: str, is_one: bool) -> None:
    ((key, node),) = nodes(source).items()
    assert is_publication_key(key, node) == is_one


def test_a_front_matter_that_says_nothing_of_it_says_none() -> None:
    assert publication_of(nodes("title: Aide\ndate: 2031-04-10")) is None


def test_a_page_is_published_from_one_moment_to_another() -> None:
    found = publication_of(nodes("publishDate: 2031-03-01\nexpiryDate: 2031-05-15T12:00"))
    assert found
    assert (found.is_draft, found.starts, found.ends) == (False, at("2031-03-01"), at("2031-05-15T12:00"))


def test_of_two_beginnings_the_later_counts_and_of_two_ends_the_earlier() -> None:
    found = publication_of(
        nodes("publishDate: 2031-03-01\npublished: 2031-04-01\nexpiryDate: 2031-06-01\nunpublishdate: 2031-05-01")
    )
    assert found
    assert (found.starts, found.ends) == (at("2031-04-01"), at("2031-05-01"))
