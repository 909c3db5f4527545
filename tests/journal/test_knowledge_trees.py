"""The last good commits of the knowledge, as all processes on one database see them."""

from datetime import timedelta

from eig_bot.journal.journal import Journal
from eig_bot.journal.knowledge_trees import KeptCommit
from tests.garden import SPRING

SOURCE, OTHER = "0123456789abcdef", "fedcba9876543210"


def seen(sha: str, minutes: int) -> KeptCommit:
    return KeptCommit(sha * 40, SPRING + timedelta(minutes=minutes))


def test_there_is_none_before_one_was_loaded(journal: Journal) -> None:
    assert journal.knowledge_trees.commits(SOURCE) == []
    assert journal.knowledge_trees.content(SOURCE, "a" * 40) is None


def test_the_newest_is_the_one_that_the_forge_named_last_whoever_is_slower_to_load(journal: Journal) -> None:
    trees = journal.knowledge_trees
    trees.keep(SOURCE, seen("b", 2), b"deux")
    trees.keep(SOURCE, seen("a", 1), b"un")
    assert trees.commits(SOURCE)[0] == seen("b", 2)
    assert trees.content(SOURCE, "b" * 40) == b"deux"


def test_a_branch_that_goes_back_makes_the_commit_of_before_the_newest_again(journal: Journal) -> None:
    trees = journal.knowledge_trees
    for commit in (seen("a", 1), seen("b", 2), seen("a", 3)):
        trees.keep(SOURCE, commit, commit.sha.encode())
    assert trees.commits(SOURCE)[0] == seen("a", 3)


def test_two_are_kept_of_each_source(journal: Journal) -> None:
    trees = journal.knowledge_trees
    trees.keep(OTHER, seen("a", 0), b"autre")
    for minute, sha in enumerate("abc"):
        trees.keep(SOURCE, seen(sha, minute), sha.encode())
    assert [trees.content(SOURCE, sha * 40) for sha in "abc"] == [None, b"b", b"c"]
    assert trees.content(OTHER, "a" * 40) == b"autre"


def test_any_bytes_come_back(journal: Journal) -> None:
    content = bytes(range(256)) * 4_000
    journal.knowledge_trees.keep(SOURCE, seen("a", 0), content)
    assert journal.knowledge_trees.content(SOURCE, "a" * 40) == content
