"""What the figures and the folder say together: groups, rises, and what is to be mended."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from eig_bot.answers.responder import Responder
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.journal.usage import Comment, Counts, Found, Opinions, Period, Wording
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.report.build import JudgedPassage, Late, Remark, Subject, read, report
from eig_bot.report.groups import Group
from tests.garden import SPRING, page, write
from tests.report.reports import LONG_AGO, NOBODY, asked, figures

TODAY = SPRING.date()
WHO, GONE = "parcelle.md\tObtenir une parcelle\tQui peut demander une parcelle ?", "eau.md\tL'eau\tParti"
WHO_SUBJECT = Subject("parcelle.md", ("Obtenir une parcelle", "Qui peut demander une parcelle ?"))


def texts(groups: tuple[Group, ...]) -> list[set[str]]:
    return [{wording.text for wording in group.wordings} for group in groups]


# --- questions without an answer


def test_words_that_every_page_has_do_not_make_questions_alike(folder: Path) -> None:
    common = {f"{number}.md": page(f"Jardin {number}", f"Au jardin partagé, le sujet {number}.") for number in range(25)}
    wordings = asked("un puits au jardin partagé", "un abri au jardin partagé")
    pages = Library(write(folder, common)).load()
    assert len(report(figures(unanswered=tuple(wordings)), pages, TODAY).unanswered) == 2


def test_of_too_many_questions_the_rarest_are_left_out_and_counted(garden: KnowledgeBase) -> None:
    wordings = (Wording("mutuelle", 5), Wording("wifi", 1), Wording("parking", 4), Wording("???", 1))
    found = report(figures(unanswered=wordings, counts=Counts(0, 0, 15), turned_down=1), garden, TODAY, compared=2)
    assert texts(found.unanswered) == [{"mutuelle"}, {"parking"}]
    assert found.left_out == 7


# --- rises


def rising(garden: KnowledgeBase, *found: Found, oldest: datetime = LONG_AGO) -> list[tuple[str, int, int]] | None:
    rises = report(replace(figures(found=found), oldest=oldest), garden, TODAY).rising
    return None if rises is None else [(rise.subject.section, rise.now, rise.before) for rise in rises]


def test_a_subject_rises_when_chance_would_hardly_do_it(garden: KnowledgeBase) -> None:
    found = [
        Found("a.md\tTrois", 3, 0),
        Found("a.md\tQuatre", 4, 0),
        Found("a.md\tTrente", 30, 20),
        Found("a.md\tBaisse", 2, 9),
    ]
    assert rising(garden, *found) == [("Quatre", 4, 0)]


def test_what_rises_most_comes_first(garden: KnowledgeBase) -> None:
    found = [Found("a.md\tB", 9, 0), Found("a.md\tA", 9, 0), Found("a.md\tC", 90, 30)]
    assert rising(garden, *found) == [("C", 90, 30), ("A", 9, 0), ("B", 9, 0)]


@pytest.mark.parametrize(("days", "is_compared"), [(13, True), (9, True), (8, False), (1, False)])
def test_a_young_journal_is_not_compared_with_itself(garden: KnowledgeBase, days: int, *, is_compared: bool) -> None:
    found = rising(garden, Found("a.md\tA", 9, 0), oldest=SPRING - timedelta(days=days))
    assert found == ([("A", 9, 0)] if is_compared else None)


def test_an_empty_journal_is_not_compared(garden: KnowledgeBase) -> None:
    assert report(NOBODY, garden, TODAY).rising is None


# --- judgements


def test_opinions_of_all_answers_are_summed(garden: KnowledgeBase) -> None:
    found = {WHO: Opinions(3, {"wrong": 1, "": 1}), "": Opinions(1, {"": 2})}
    assert report(figures(opinions=found), garden, TODAY).opinions == Opinions(4, {"": 3, "wrong": 1})


@pytest.mark.parametrize(
    ("opinions", "is_often"),
    [
        (Opinions(0, {"wrong": 1}), False),
        (Opinions(0, {"wrong": 1, "": 1}), True),
        (Opinions(6, {"wrong": 2}), True),
        (Opinions(7, {"wrong": 2}), False),
    ],
)
def test_one_slip_accuses_no_passage(garden: KnowledgeBase, opinions: Opinions, *, is_often: bool) -> None:
    found = report(figures(opinions={WHO: opinions}), garden, TODAY).often_bad
    assert found == ((JudgedPassage(WHO_SUBJECT, opinions),) if is_often else ())


def test_an_answer_without_a_passage_is_no_passage_to_mend(garden: KnowledgeBase) -> None:
    found = report(figures(opinions={"": Opinions(0, {"": 5})}), garden, TODAY)
    assert (found.often_bad, found.opinions.bad) == ((), 5)


def test_a_comment_says_what_it_is_about(garden: KnowledgeBase) -> None:
    comments = (Comment("Faux.", "wrong", WHO, "qui ?"), Comment("Vague.", "", "", "ouvert ?"))
    assert report(figures(comments=comments), garden, TODAY).remarks == (
        Remark("Faux.", "wrong", WHO_SUBJECT, "qui ?"),
        Remark("Vague.", "", None, "ouvert ?"),
    )


# --- the folder


def test_passages_without_phrasings_that_are_asked_for_come_most_asked_first(folder: Path) -> None:
    front = {f"p{at:02}.md": page(f"Page {at:02}", "Un texte.") for at in range(14)}
    asked = {
        "ecrite.md": page("Écrite", "Un texte.", ["qui écrit"]),
        "billet.md": page("Billet", "Hier.", published="2031-01-01"),
    }
    counted = [Found(f"p{at:02}.md\tPage {at:02}", at, 0) for at in range(14)]
    counted += [Found("ecrite.md\tÉcrite", 99, 0), Found(GONE, 99, 0)]
    knowledge = Library(write(folder, front | asked)).load()
    found = report(figures(found=tuple(counted)), knowledge, TODAY).unphrased
    assert [(one.subject.section, one.count) for one in found] == [(f"Page {at:02}", at) for at in range(13, 3, -1)]


def test_a_passage_that_is_no_longer_in_the_folder_says_so(garden: KnowledgeBase) -> None:
    found = report(figures(opinions={GONE: Opinions(0, {"wrong": 2})}), garden, TODAY).often_bad
    assert [judged.subject for judged in found] == [Subject("eau.md", ("L'eau", "Parti"), is_there=False)]


def test_what_was_never_found_is_listed_but_for_posts_and_what_only_lists_headings(folder: Path) -> None:
    pages = {
        "parcelle.md": page("Parcelles", "Une parcelle a 50 m².\n\n## Louer\n\nLa mairie loue.\n\n## Rendre\n\nRendez la clé."),
        "outils.md": page("Outils", "## Prêter\n\nOn prête."),
        "blog/billet.md": page("Billet", "Hier, la fête.", date="2031-01-01"),
    }
    found = report(figures(found=(Found("parcelle.md\tParcelles\tLouer", 0, 0),)), Library(write(folder, pages)).load(), TODAY)
    assert sorted(subject.section for subject in found.never_asked) == ["Parcelles", "Prêter", "Rendre"]


def test_late_reviews_are_told_once_a_page_and_expired_information_by_passage(folder: Path) -> None:
    pages = {
        "a.md": page("A", "Un.\n\n## B\n\nDeux.", review_by="2031-04-09", owner="l'équipe"),
        "b.md": page("C", "Trois.", review_by="2031-04-10", valid_until="2031-03-31"),
        "c.md": page("D", "Quatre.", review_by="2030-01-01"),
    }
    found = report(figures(), Library(write(folder, pages)).load(), TODAY)
    assert found.overdue == (
        Late(Subject("c.md", ("D",)), date(2030, 1, 1), None),
        Late(Subject("a.md", ("A",)), date(2031, 4, 9), "l'équipe"),
    )
    assert found.expired == (Late(Subject("b.md", ("C",)), date(2031, 3, 31), None),)


def test_a_report_has_the_name_of_what_the_bot_answers_about(garden: KnowledgeBase, stranger: Responder) -> None:
    assert report(figures(), garden, TODAY).name == "Jardins partagés"
    assert report(figures(), stranger.knowledge, TODAY).name is None


def test_a_report_is_read_from_a_journal(tmp_path: Path, garden: KnowledgeBase) -> None:
    with closing(Journal.open(tmp_path, Keys("un secret de seize lettres"))) as journal:
        found = read(journal, garden, SPRING, 30, TODAY)
    assert (found.figures.period, found.figures.counts.asked) == (Period.last(SPRING, 30), 0)
    assert len(found.never_asked) == sum(not passage.published and not passage.is_outline for passage in garden.passages)
