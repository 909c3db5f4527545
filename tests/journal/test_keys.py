"""The hash of a person, the seal, and the secret that a data folder keeps."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.config import MIN_SECRET
from eig_bot.errors import SettingsError
from eig_bot.journal.keys import Keys, kept_secret
from eig_bot.messages import settings as messages

from .conftest import OTHER_SECRET, SECRET, USER

KEYS, OTHERS = Keys(SECRET), Keys(OTHER_SECRET)


def test_the_same_person_has_the_same_hash() -> None:
    assert KEYS.hashed(USER) == Keys(SECRET).hashed(USER)
    assert len(KEYS.hashed(USER)) == len(KEYS.hashed("U" * 500)) == 32


@pytest.mark.parametrize("parts", [(USER + "1",), (USER.lower(),), (USER[:4], USER[4:]), (USER, ""), ()])
def test_others_have_another(parts: tuple[str, ...]) -> None:
    assert KEYS.hashed(*parts) != KEYS.hashed(USER)


def test_parts_are_told_apart_by_where_they_end() -> None:
    assert KEYS.hashed("C1", "23") != KEYS.hashed("C12", "3")


def test_another_secret_gives_other_hashes() -> None:
    assert KEYS.hashed(USER) != OTHERS.hashed(USER)


@given(st.text(max_size=200))
def test_what_was_sealed_is_read_again_with_the_same_secret_alone(text: str) -> None:
    sealed = KEYS.seal(text)
    assert Keys(SECRET).unseal(sealed) == text
    assert OTHERS.unseal(sealed) is None


def test_a_seal_does_not_tell_that_two_texts_are_the_same() -> None:
    assert KEYS.seal(USER) != KEYS.seal(USER)


@pytest.mark.parametrize("sealed", ["", "é", "gAAAA", KEYS.seal(USER)[:-8], "A" + KEYS.seal(USER)[1:]], ids=range(5))
def test_what_is_no_seal_is_not_read(sealed: str) -> None:
    assert KEYS.unseal(sealed) is None


# --- the kept secret


def test_a_secret_is_drawn_once_for_the_owners_eyes_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "data"
    before = os.umask(0)
    try:
        drawn = kept_secret(folder)
    finally:
        os.umask(before)
    path = folder / "secret.key"
    assert len(drawn) >= MIN_SECRET
    assert path.read_text(encoding="ascii") == drawn
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert kept_secret(folder) == drawn
    assert kept_secret(tmp_path / "b") != drawn


def test_a_secret_that_an_operator_wrote_is_taken_and_left_as_it_is(tmp_path: Path) -> None:
    written = f"{SECRET}\n".encode()
    (tmp_path / "secret.key").write_bytes(written)
    assert kept_secret(tmp_path) == SECRET
    assert (tmp_path / "secret.key").read_bytes() == written


def refused(folder: Path) -> str:
    with pytest.raises(SettingsError) as raised:
        kept_secret(folder)
    return str(raised.value)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"court", b"x" * (MIN_SECRET - 1) + b" \n", "clé très secrète".encode(), b"\xff" * 32]
)
def test_a_secret_that_cannot_be_used_is_refused_without_being_repeated(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "secret.key"
    path.write_bytes(content)
    assert refused(tmp_path) == messages.no_secret(str(path))
    assert path.read_bytes() == content


def test_a_place_where_no_secret_can_be_read_or_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.key").mkdir()
    assert refused(tmp_path) == messages.no_secret(str(tmp_path / "secret.key"))
    (tmp_path / "file").touch()
    assert refused(tmp_path / "file") == messages.no_secret(str(tmp_path / "file" / "secret.key"))
