"""A folder without its phrasings: the same passages, and nothing that says how people ask."""

from pathlib import Path

from benchmarks.bare import bare
from eig_bot.knowledge.library import Library
from tests.garden import FOLDER


def test_the_passages_stay_and_the_phrasings_go(tmp_path: Path) -> None:
    before, after = Library(FOLDER).load(), Library(bare(FOLDER, tmp_path / "bare")).load()
    assert [(passage.identity, passage.text, passage.url) for passage in after.passages] == [
        (passage.identity, passage.text, passage.url) for passage in before.passages
    ]
    assert any(passage.questions for passage in before.passages)
    assert not any(passage.questions or passage.expect for passage in after.passages)


def test_calls_stay_and_examples_of_what_is_not_ours_go(tmp_path: Path) -> None:
    before, after = Library(FOLDER).load(), Library(bare(FOLDER, tmp_path / "bare")).load()
    assert (after.calls, after.off_topic) == (before.calls, ())
