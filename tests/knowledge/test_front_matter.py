"""Our keys have their types; what is misspelt is named; a page of the site has keys of its own."""

import pytest

from eig_bot.knowledge.front_matter import read_ours
from eig_bot.messages import knowledge as messages

from .pages import problems, read, with_front


@pytest.mark.parametrize("front", ["reviewed: demain", "valid_until: été", "review_by: [mai]", "passages: Durée"])
def test_a_page_of_the_site_too_must_give_our_own_keys_their_type(front: str) -> None:
    assert not with_front(f"layout: jardins\n{front}").is_served


MISSPELT = {
    "qestions: [où planter]": "questions",
    "question:\n  - où planter\nreviewed: 2031-01-01": "questions",
    "Questions: [où planter]": "questions",
    "reviewd: 2031-01-01": "reviewed",
    "review-by: 2031-01-01": "review_by",
    "valid_untill: 2031-01-01": "valid_until",
    "audiance: habitants": "audience",
    "ownr: serre": "owner",
    "expects: [où planter]\naudience: habitants": "expect",
    "passage:\n  - heading: Durée\nreviewed: 2031-01-01": "passages",
    "tag: [fleurs]\nreviewed: 2031-01-01": "tags",
    "ulr: /aide/\nreviewed: 2031-01-01": "url",
}


@pytest.mark.parametrize(("front", "known"), MISSPELT.items())
def test_a_key_that_looks_like_one_of_ours_is_a_slip(front: str, known: str) -> None:
    key = front.split(":", maxsplit=1)[0]
    assert problems(with_front(front)) == [f"aide.md:3:1: {messages.misspelt_key(key, known)}"]


def test_a_title_that_is_misspelt_is_named_rather_than_missed() -> None:
    assert problems(read("---\nTitle: Aide\n---\nTexte.\n")) == [f"aide.md:2:1: {messages.misspelt_key('Title', 'title')}"]


SITE_KEYS = (
    "layout: jardins",
    "menu: main\nweight: 3",
    "tag: [fleurs]",
    "question: [où planter]",
    "call: {title: Planter, url: /planter/}",
    "experts: [une botaniste, un jardinier]",
    "aspects: [une serre]",
    "reviewer: serre",
    "message: bonjour à tous",
    "subtitle: Semer ensemble",
    "owners: [serre, moulin]",
    "questions: [{question: Où planter ?, answer: Au soleil.}]",
    "questions: {title: Foire aux questions, desc: Rien encore.}",
    "tags: jardin\nlayout: jardins",
    "owner: [serre, moulin]\nlayout: jardins",
    "calls: [{title: Planter, url: /planter/}]\nlayout: jardins",
    "open: oui",
    "date: un beau jour",
    "2031: une année",
    "? [fleurs, fruits]\n: à cueillir",
    "liste: [{[fleurs, fruits]: à cueillir}]",
    "liste:\n  - {{ gabarit }}: un texte",
)


@pytest.mark.parametrize("front", SITE_KEYS)
def test_a_page_of_the_site_may_have_keys_of_its_own(front: str) -> None:
    page = with_front(f"image: serre.jpg\n{front}")
    assert problems(page) == []
    assert page.passages


@pytest.mark.parametrize("emptied", ["url: ''", "reviewed:", "owner: ~", "questions:", 'tags: ""', "calls: null"])
def test_a_field_that_was_emptied_says_as_much_as_one_that_is_not_there(emptied: str) -> None:
    assert problems(with_front(emptied)) == []


NOTHING = ["[]", '[""]', "[~]", "\n  -\n  - ''\n"]
NO_ENTRY = ["[{}]", '[{heading: "", questions: [""]}]', "\n  -\n  - name:\n    tags: []\n"]


@pytest.mark.parametrize(
    ("key", "written"),
    [
        *((key, written) for key in ("passages", "calls", "questions", "expect", "tags") for written in NOTHING),
        *((key, written) for key in ("passages", "calls") for written in NO_ENTRY),
    ],
)
def test_what_a_form_leaves_behind_says_nothing(key: str, written: str) -> None:
    assert read_ours(f"title: Aide\n{key}: {written}") == read_ours("title: Aide")
