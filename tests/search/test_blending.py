"""The first phrasings of a folder add to what it could answer, and take nothing away."""

import pytest

from benchmarks.few_phrasings import FOLDERS, Counts, Folder


@pytest.fixture(scope="module")
def canteen() -> Folder:
    return Folder(FOLDERS / "cantine")


@pytest.fixture(scope="module")
def without(canteen: Folder) -> Counts:
    return canteen.counts(0)


@pytest.mark.xfail(strict=True, reason="a few phrasings make a folder mute")
@pytest.mark.parametrize("phrasings", [1, 10])
def test_a_few_phrasings_leave_a_folder_as_able_as_without(canteen: Folder, without: Counts, phrasings: int) -> None:
    assert not canteen.counts(phrasings).is_worse_than(without)


@pytest.mark.xfail(strict=True, reason="a few phrasings make a folder mute")
def test_a_hundred_phrasings_find_more_than_none(canteen: Folder, without: Counts) -> None:
    found = canteen.counts(100)
    assert found.helpful >= without.helpful
    assert found.right >= without.right - 1
