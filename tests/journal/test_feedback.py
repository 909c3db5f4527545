"""What was chosen among suggestions, and what answers were worth."""

from eig_bot.journal.feedback import MAX_PASSAGE
from eig_bot.journal.journal import Journal
from eig_bot.journal.tables import choices, feedback

from .conftest import OTHER, PASSAGE, PRIVATE, USER, ask, at_minute, judged, later, rows

UNKNOWN = "0" * 32


# --- choices


def choose(journal: Journal, question_id: str, passage: str | None, *, minutes: float = 1) -> None:
    at_minute(journal, minutes).feedback.choose(question_id, USER, passage)


def test_the_last_choice_of_a_person_counts(journal: Journal) -> None:
    unclear = ask(journal, "le délai", kind="suggestions")
    for minutes, passage in enumerate(("zinc.md\tLes arrosoirs", None, PASSAGE)):
        choose(journal, unclear, passage, minutes=minutes)
    assert [(row["passage"], row["at"]) for row in rows(journal, choices)] == [(PASSAGE, later(2))]


def test_a_choice_for_a_question_that_is_no_longer_kept_is_left_alone(journal: Journal) -> None:
    choose(journal, UNKNOWN, PASSAGE)
    assert rows(journal, choices) == []


# --- what answers were worth


def worth(journal: Journal) -> list[tuple[bool, str | None, str | None]]:
    return [(bool(row["is_good"]), row["reason"], row["comment"]) for row in rows(journal, feedback)]


def test_the_last_judgement_of_a_person_counts(journal: Journal) -> None:
    mine = judged(ask(journal))
    assert journal.feedback.judge(mine, is_good=False)
    assert journal.feedback.explain(mine, "wrong", "non")
    assert at_minute(journal, 1).feedback.judge(mine, is_good=True)
    assert worth(journal) == [(True, None, None)]
    assert rows(journal, feedback)[0]["at"] == later(1)


def test_each_person_judges_each_passage_for_themselves(journal: Journal) -> None:
    asked = ask(journal)
    for user, passage, is_good in ((USER, "", True), (OTHER, "", False), (USER, PASSAGE, False)):
        assert journal.feedback.judge(judged(asked, user, passage), is_good=is_good)
    assert sorted(is_good for is_good, _, _ in worth(journal)) == [False, False, True]


def test_a_judgement_on_a_question_that_is_no_longer_kept_is_said_to_be_lost(journal: Journal) -> None:
    assert not journal.feedback.judge(judged(UNKNOWN), is_good=True)
    assert worth(journal) == []


def test_a_reason_comes_with_a_comment_or_without(journal: Journal) -> None:
    mine = judged(ask(journal))
    journal.feedback.judge(mine, is_good=False)
    assert journal.feedback.explain(mine, "unclear", None)
    assert worth(journal) == [(False, "unclear", None)]
    assert journal.feedback.explain(mine, "wrong", "Rappelez le {1} ({0})".format(*PRIVATE))
    assert worth(journal) == [(False, "wrong", "Rappelez le [téléphone] ([adresse])")]


def test_a_reason_makes_a_judgement_bad(journal: Journal) -> None:
    mine = judged(ask(journal))
    journal.feedback.judge(mine, is_good=True)
    assert journal.feedback.explain(mine, "wrong", None)
    assert worth(journal) == [(False, "wrong", None)]


def test_a_reason_without_a_judgement_is_said_to_be_lost(journal: Journal) -> None:
    asked = ask(journal)
    journal.feedback.judge(judged(asked, OTHER), is_good=True)
    assert not journal.feedback.explain(judged(asked), "wrong", "non")
    assert worth(journal) == [(True, None, None)]


def test_a_very_long_passage_is_judged_by_its_beginning(journal: Journal) -> None:
    mine = judged(ask(journal), passage="p" * (MAX_PASSAGE + 50))
    assert journal.feedback.judge(mine, is_good=False)
    assert journal.feedback.explain(mine, "wrong", None)
    assert [row["passage"] for row in rows(journal, feedback)] == ["p" * MAX_PASSAGE]
