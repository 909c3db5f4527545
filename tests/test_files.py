"""A file is there whole or not at all."""

import os
from pathlib import Path

import pytest

from eig_bot.files import WritePolicy, whole, write_new


@pytest.mark.parametrize("policy", WritePolicy)
def test_a_file_has_what_was_written(tmp_path: Path, policy: WritePolicy) -> None:
    with whole(tmp_path / "page", policy) as draft:
        draft.write_text("entier")
    assert (tmp_path / "page").read_text() == "entier"
    assert [path.name for path in tmp_path.iterdir()] == ["page"]


@pytest.mark.parametrize("policy", WritePolicy)
def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path, policy: WritePolicy) -> None:
    def write_half() -> None:
        with whole(tmp_path / "page", policy) as draft:
            draft.write_text("à moitié")
            raise OSError("disque plein")

    with pytest.raises(OSError, match="plein"):
        write_half()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("policy", [WritePolicy.CHEAP, WritePolicy.DURABLE])
def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path, policy: WritePolicy) -> None:
    page = tmp_path / "page"
    page.write_text("avant")
    page.chmod(0o640)
    with whole(page, policy, mode=0o600) as draft:
        draft.write_text("après")
    assert (page.read_text(), page.stat().st_mode & 0o777) == ("après", 0o640)


@pytest.mark.parametrize("policy", WritePolicy)
def test_a_new_file_has_the_permissions_asked_for(tmp_path: Path, policy: WritePolicy) -> None:
    with whole(tmp_path / "page", policy, mode=0o644):
        pass
    assert (tmp_path / "page").stat().st_mode & 0o777 == 0o644


def test_the_first_one_wins_where_it_must(tmp_path: Path) -> None:
    (tmp_path / "clé").write_text("la première")
    with pytest.raises(FileExistsError), whole(tmp_path / "clé", WritePolicy.FIRST_WINS) as draft:
        draft.write_text("la seconde")
    assert (tmp_path / "clé").read_text() == "la première"
    assert [path.name for path in tmp_path.iterdir()] == ["clé"]


def test_who_reads_meanwhile_finds_the_file_of_before(tmp_path: Path) -> None:
    page = tmp_path / "page"
    page.write_text("avant")
    with whole(page) as draft:
        draft.write_text("après")
        assert page.read_text() == "avant"


# --- a name of its own


def test_a_new_file_is_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    write_new(tmp_path / "page", b"entier")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("page", b"entier")]
    assert (tmp_path / "page").stat().st_mode & 0o777 == 0o600


def test_what_the_system_takes_in_pieces_is_whole_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: write(handle, content[:2]))
    write_new(tmp_path / "page", b"entier")
    assert (tmp_path / "page").read_bytes() == b"entier"


@pytest.mark.parametrize("step", ["write", "rename"])
def test_a_new_file_that_fails_on_the_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_arguments: object) -> None:
        raise OSError("disque plein")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="plein"):
        write_new(tmp_path / "page", b"entier")
    assert list(tmp_path.iterdir()) == []
