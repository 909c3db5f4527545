"""A draft says of itself what its page says, and asks the team for what is missing."""

from datetime import date
from pathlib import Path

import pytest

from eig_bot.importing.draft import Draft
from eig_bot.knowledge.passage import CallForProjects
from eig_bot.messages import importing as messages
from tests.garden import at, page
from tests.importing.drafted import PLENTY, comments, front, imported, of_site, parts, read


def test_the_call_of_a_page_is_that_of_its_first_part_alone(tmp_path: Path) -> None:
    found = imported(tmp_path, parts(f"Candidatez. {PLENTY}", PLENTY).replace("url:", "open: true\nurl:"))
    assert [len(read(draft).calls) for draft in found] == [1, 0, 0]


def test_a_draft_asks_for_the_phrasings_of_the_page_and_of_each_heading(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Aide", "Bonjour.\n\n## Eau\n\nUn seau.\n\n## Outils\n\n### Bêche\n\nUne."))
    assert front(draft) == [
        *("title: Aide", "questions: []", "expect: []", "passages:"),
        *("  - heading: Eau", "    questions: []", "  - heading: Bêche", "    questions: []"),
    ]
    for comment in (messages.head("aide.md"), messages.QUESTIONS, messages.EXPECT, messages.PASSAGES):
        assert comment in comments(draft)


def test_a_heading_that_stands_twice_is_listed_once(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Aide", "## Eau\n\nUn seau.\n\n## EAU\n\nUn puits."))
    assert [line for line in front(draft) if "heading" in line] == ["  - heading: Eau"]


def test_what_the_page_says_of_itself_is_taken_over_but_for_its_review(tmp_path: Path) -> None:
    source = page(
        "Aide", "Bonjour.", url="/aide/", audience="habitants", tags="[eau]", owner="jardiniers", reviewed="2031-01-01"
    )
    (draft,) = imported(tmp_path, source)
    assert front(draft)[:6] == [
        *("title: Aide", "url: https://jardins.example/aide/", "audience: habitants", "owner: jardiniers", "tags:", "  - eau"),
    ]
    assert "reviewed" not in "".join(front(draft))


def test_a_post_keeps_its_date(tmp_path: Path) -> None:
    draft = of_site(
        tmp_path, "blog/recolte.md", {"blog/recolte.md": page("La récolte", "Du miel.", date="2030-07-14T09:00:00.000Z")}
    )
    assert [passage.published for passage in read(draft).passages] == [date(2030, 7, 14)]


def test_a_title_with_a_colon_stands_in_double_quotes(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("\"L'eau : qui l'a ?\"", "Un seau."))
    assert front(draft)[0] == "title: \"L'eau : qui l'a ?\""


def test_a_heading_with_a_page_or_an_anchor_of_its_own_keeps_it(tmp_path: Path) -> None:
    source = page("Aide", "## Puits {#puits}\n\nUn seau.", url="/aide/", more="{title: Plan, url: plan.pdf}")
    (draft,) = imported(tmp_path, source)
    addresses = {passage.section: passage.url for passage in read(draft).passages}
    assert (addresses["Plan"], addresses["Puits"]) == (
        "https://jardins.example/plan.pdf",
        "https://jardins.example/aide/#puits",
    )


def calls_of(draft: Draft) -> list[CallForProjects]:
    return list(read(draft).calls)


def test_a_closed_call_keeps_a_date_that_has_passed(tmp_path: Path) -> None:
    source = page("Un jardin", "Les dossiers étaient attendus jusqu'au 15/05/2030.", open="false")
    (draft,) = imported(tmp_path, source)
    name = messages.call("Un jardin", None)
    assert front(draft)[-3:] == ["calls:", f"  - name: {name}", "    closes: 2030-05-15"]
    assert messages.CALL in comments(draft)


@pytest.mark.parametrize("text", ["L'appel est fermé.", "Les dossiers sont attendus jusqu'au 15/05/2031."])
def test_a_closed_call_without_a_past_date_is_left_to_the_team(tmp_path: Path, text: str) -> None:
    (draft,) = imported(tmp_path, page("Un jardin", text, open="false"))
    assert calls_of(draft) == []
    assert messages.CLOSED_CALL in comments(draft)


def test_an_open_call_without_a_date_asks_for_it(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Un jardin", "L'appel est ouvert.", open="true"))
    assert [call.closes for call in calls_of(draft)] == [None]
    assert messages.CALL_WITHOUT_DATE in comments(draft)


def test_calls_that_a_page_lists_are_taken_over(tmp_path: Path) -> None:
    listed = "[{name: Un verger, opens: 2031-03-01T09:00, closes: 2031-05-15T12:00, results_url: /laureats/}]"
    (call,) = calls_of(imported(tmp_path, page("Un jardin", "Bonjour.", calls=listed))[0])
    assert call == CallForProjects(
        "Un verger",
        "un-jardin.md",
        None,
        at("2031-03-01T09:00"),
        at("2031-05-15T12:00"),
        results_url="https://jardins.example/laureats/",
    )
