"""A journal, and the garden programme to teach."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from tests.garden import FOLDER, page, write

SECRET = "un secret de seize lettres"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: Path) -> None:
    monkeypatch.setenv("EIG_BOT_DATA", str(data))
    monkeypatch.setenv("EIG_BOT_SECRET_KEY", SECRET)
    monkeypatch.setenv("EIG_BOT_TODAY", "2031-04-10")
    monkeypatch.delenv("EIG_BOT_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal.open(tmp_path / "data", Keys(SECRET))) as journal:
        yield journal


@pytest.fixture
def jardins(tmp_path: Path) -> Path:
    """The garden programme without its `expect:` questions: an effect takes two fits, which few tests need."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "jardins"))
    for file in folder.glob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"^( *)expect:\n(?:\1  - .*\n)+", "", text, flags=re.MULTILINE), encoding="utf-8")
    return folder


@pytest.fixture
def measured(jardins: Path) -> Path:
    """The garden programme as it is."""
    return Path(shutil.copytree(FOLDER, jardins, dirs_exist_ok=True))


@pytest.fixture
def haies(folder: Path) -> Path:
    """Two pages with a question each that the words of one page alone do not find."""
    ruche = page("La ruche", "Le miel se récolte en juillet.", ["récolter le miel", "quand ouvrir la ruche"])
    haie = page("La haie", "La haie se taille en mars.", ["tailler la haie", "à quel mois couper les branches"])
    return write(
        folder,
        {
            "ruche.md": ruche.replace("questions:", "expect: [vider les cadres au printemps]\nquestions:", 1),
            "haie.md": haie.replace("questions:", "expect: [tailler la haie au printemps]\nquestions:", 1),
        },
    )
