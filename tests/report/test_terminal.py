"""A report in a terminal: aligned, cut where it is long, and nothing in it moves the cursor."""

import re
from dataclasses import replace

from eig_bot.journal.usage import Wording
from eig_bot.report.build import Subject
from eig_bot.report.groups import Group
from eig_bot.report.terminal import CELL, as_text
from tests.report.reports import EMPTY, REPORT, parts

SHOWN = parts(as_text(REPORT))


def test_figures_stand_below_each_other_with_their_shares() -> None:
    table = SHOWN["CE QUI A ÉTÉ DEMANDÉ"].split("\n", 1)[1]
    assert table == (
        "                            Cette période        Avant\n"
        "Questions posées                    1 142          120\n"
        "Répondues                  1 118 (97,9 %)  90 (75,0 %)\n"
        "Retenues                       24 (2,1 %)  30 (25,0 %)\n"
        "dont un choix de passages      10 (0,9 %)  20 (16,7 %)\n"
        "dont « je ne sais pas »        14 (1,2 %)   10 (8,3 %)"
    )


def test_a_long_list_is_cut_and_says_so() -> None:
    groups = tuple(Group(20 - size, (Wording(f"question {size}", 20 - size),)) for size in range(11))
    many = replace(REPORT, unanswered=groups, never_asked=tuple(Subject("a.md", (f"B{number}",)) for number in range(1_210)))
    shown = parts(as_text(many))
    assert shown["QUESTIONS SANS RÉPONSE"].splitlines()[-2:] == ["  11  question 9", "et 1 autre"]
    assert shown["PASSAGES JAMAIS DEMANDÉS"].endswith("B9       a.md\net 1 200 autres")


def test_a_long_question_is_cut_and_so_are_many_wordings() -> None:
    wordings = (Wording("mot " * 100, 9), *(Wording(f"mot {number}", 1) for number in range(6)))
    lines = parts(as_text(replace(REPORT, unanswered=(Group(15, wordings),))))["QUESTIONS SANS RÉPONSE"].splitlines()[2:]
    assert len(lines[0]) == len("  15  ") + CELL
    assert lines[0].endswith("…")
    assert lines[1:] == [*(f"      mot {number}" for number in range(4)), "      et 2 autres"]


def test_nothing_of_the_terminal_holds_a_control_character() -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", as_text(REPORT))


def test_what_the_team_did_is_counted_where_it_did_anything() -> None:
    assert SHOWN["CE QUE L’ÉQUIPE A FAIT DANS SLACK"] == (
        "                     Fois\nDemandes ouvertes       3\nRéponses écrites        2\nQuestions apprises  1 200"
    )
    assert "CE QUE L’ÉQUIPE A FAIT DANS SLACK" not in parts(as_text(EMPTY))
