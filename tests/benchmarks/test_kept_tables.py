"""What the tables of the kept halves tell, from verdicts made up here."""

import re

from benchmarks import kept_tables
from benchmarks.kept_tables import BOT
from benchmarks.replies import Reply
from benchmarks.sets import Asked, Wanted
from benchmarks.verdicts import Verdict


def verdict(*, right: bool, group: str = "plain", ours: bool = True, surely: float = 0.5) -> Verdict:
    accept = (("potagers.md", "Demander"),) if ours else ()
    asked = Asked("q1", "une parcelle ?", Wanted.ANSWER if ours else Wanted.NOTHING, group, accept)
    return Verdict(asked, right, right, (surely,))


GOOD = [verdict(right=True, surely=0.9), verdict(right=True), verdict(right=False, group="typo", surely=0.1)]
BAD = [verdict(right=True), verdict(right=False), verdict(right=False, group="typo")]
FOREIGN = verdict(right=False, ours=False, surely=0.2)


def row(table: str, name: str) -> list[str]:
    """Return the cells of a line but the first."""
    line = next(line for line in table.splitlines() if line.startswith(f"| {name} "))
    return re.findall(r"[^|\s]+", line.split("|", 2)[2])


def test_errors_are_told_beside_those_of_the_best_peer() -> None:
    table = kept_tables.first({BOT: [*GOOD, FOREIGN], "almanac": [*BAD, FOREIGN], "sundial": [*BAD[1:], BAD[1], FOREIGN]})
    assert table.startswith("3 messages with an answer, 1 without.")
    assert row(table, BOT) == ["1", "50%", "66.7%", "66.7%", "66.7%", "100.0%"]
    assert row(table, "sundial")[:2] == ["3", "150%"]


def test_each_kind_of_question_has_its_line() -> None:
    table = kept_tables.by_group({BOT: GOOD, "almanac": BAD})
    assert (row(table, "plain"), row(table, "typo")) == (["2", "100.0%", "50.0%"], ["1", "0.0%", "0.0%"])


def test_threads_are_told_with_what_they_mend_and_what_they_spoil() -> None:
    told = kept_tables.later({BOT: GOOD, "almanac": BAD}, [BAD[0], BAD[1], verdict(right=True)])
    assert "The thread turned 1 right that were wrong alone, and 1 wrong." in told
    assert row(told, "almanac") == ["33.3%", "33.3%"]


def test_what_the_bot_says_is_told_for_each_kind_of_message() -> None:
    talk = Asked("c1", "merci", Wanted.SMALL_TALK, "thanks")
    near = Asked("o1", "un tracteur ?", Wanted.NOTHING, "near")
    told = kept_tables.said([Reply(talk, "small_talk", 1.0, (), ""), Reply(near, "answer", 0.6, (("eau.md", "Arroser"),), "")])
    assert row(told, "courtesies and reactions: recognised") == ["1", "100.0%"]
    assert row(told, "near ones among them: held back") == ["1", "0.0%"]


def test_confidence_is_told_with_its_interval() -> None:
    asked = Asked("q1", "une parcelle ?", Wanted.ANSWER, "plain", (("potagers.md", "Demander"),))
    told = kept_tables.believed([Reply(asked, "answer", 0.85, asked.accept, "")] * 9)
    assert told.startswith("Expected calibration error: 0.150.")
    assert row(told, "0.8 to 0.9")[-1] == "yes"
