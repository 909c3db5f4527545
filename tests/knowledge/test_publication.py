"""A page is published when its front matter and the day say so."""

import pytest

from tests.garden import at

from .pages import TEXT, only, problems, with_front

NOON = at("2031-04-10T12:00")

NOT = (
    "draft: true",
    "draft: oui",
    'draft: "true"',
    "Draft: true",
    "draft: en cours",
    "status: draft",
    "status: brouillon",
    "published: false",
    "published: no",
    "publish: false",
    "published: 2031-04-11",
    "publishDate: 2031-04-11",
    "publish_date: 2031-04-10T12:01",
    "publishdate: 2031-04-10T10:30:00Z",
    "publishDate: 2031-04-10 14:00:00 +0200",
    "expiryDate: 2031-04-10",
    "expirydate: 2031-04-10T12:00",
    "unpublishDate: 2030-01-01",
    "draft: false\npublishDate: 2031-04-11",
    "published: true\nexpiryDate: 2031-04-01",
)
YET = (
    "draft: false",
    "draft: non",
    "draft:",
    "status: à jour",
    "published: true",
    "published: 2031-04-10",
    "publish: true",
    "publishDate: 2031-04-10",
    'publishDate: ""',
    "publishDate: 2031-04-10T12:00",
    "expiryDate: 2031-04-11",
    "expiryDate: 2031-04-10T12:01",
)


@pytest.mark.parametrize("front", NOT)
def test_what_is_not_published_says_so_in_the_words_of_any_generator(front: str) -> None:
    assert not with_front(front).publication.holds(NOON)


@pytest.mark.parametrize("front", YET)
def test_what_is_published_may_say_so_too(front: str) -> None:
    assert with_front(front).publication.holds(NOON)


@pytest.mark.parametrize("front", ["publishDate: bientôt", "expiryDate: 2031-02-30", "publishDate: [2031-04-10]"])
def test_a_day_that_cannot_be_read_is_refused_rather_than_served_too_early(front: str) -> None:
    (problem,) = problems(with_front(front))
    assert problem.startswith("aide.md:3:")
    assert "doit contenir une date" in problem


@pytest.mark.parametrize("front", ["draft: false", "published: true", "publishDate: 2031-04-10"])
def test_what_is_said_of_it_is_no_text_of_the_page(front: str) -> None:
    assert only(with_front(front)).text == TEXT
