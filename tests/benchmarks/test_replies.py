"""The bot is asked through its command line, from any folder that holds a package."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.replies import BotFailedError, replies
from benchmarks.sets import Asked, Wanted
from eig_bot.knowledge.passage import KnowledgeBase
from tests.garden import FOLDER


def test_each_message_has_its_reply_with_the_places_of_its_results(garden: KnowledgeBase, tmp_path: Path) -> None:
    passage = garden.passages[0]
    asked = Asked("q1", passage.questions[0], Wanted.ANSWER, "plain", ((passage.page, passage.section),))
    thanks = Asked("c1", "merci !", Wanted.SMALL_TALK, "thanks")
    said = replies([asked, replace(thanks, history=(asked.text,))], FOLDER, tmp_path)
    assert [reply.asked.id for reply in said] == ["q1", "c1"]
    assert said[0].is_first_right
    assert said[1].kind == "small_talk"


def test_a_package_that_does_not_answer_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "eig_bot").mkdir()
    (tmp_path / "eig_bot" / "__init__.py").touch()
    (tmp_path / "eig_bot" / "__main__.py").write_text("raise SystemExit('le puits est à sec')\n", encoding="utf-8")
    with pytest.raises(BotFailedError, match=r"^le puits est à sec$"):
        replies([Asked("c1", "merci !", Wanted.SMALL_TALK, "thanks")], FOLDER, tmp_path, tmp_path)
