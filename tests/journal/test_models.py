"""What was fitted is shared by processes: the newest two contents."""

from eig_bot.journal.journal import Journal

from .conftest import Opened, at_minute


def test_what_one_process_has_kept_another_one_finds(journal: Journal, opened: Opened) -> None:
    content = bytes(range(256)) * 4_000
    journal.models.keep("a" * 64, content)
    assert opened().models.find("a" * 64) == content
    assert opened().models.find("b" * 64) is None


def test_the_newest_two_are_kept(journal: Journal) -> None:
    for minute, name in enumerate("abcb"):
        at_minute(journal, minute).models.keep(name, name.encode())
    assert [journal.models.find(name) for name in "abc"] == [None, b"b", b"c"]
    at_minute(journal, 5).models.keep("d", b"d")
    assert [journal.models.find(name) for name in "abcd"] == [None, b"b", None, b"d"]
