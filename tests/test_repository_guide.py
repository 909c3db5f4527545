"""The guide on one's own repository shows what works: its files and settings, on a fresh forge."""

import re
from contextlib import closing
from pathlib import Path

import yaml

from eig_bot.config import Settings
from eig_bot.git.follow import Following
from eig_bot.git_settings import WriteMode
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.journal.lessons import Decision
from eig_bot.journal.outbox import OutboxEntry
from eig_bot.knowledge.library import Library
from eig_bot.publishing.progress import Progress, Stage
from eig_bot.publishing.publisher import Publisher
from eig_bot.slack.knowledge_hook import PATH
from tests.git.conftest import forge as forge  # noqa: PLC0414 - a fixture
from tests.git.forge import TOKEN, Forge, plain_environment
from tests.test_team_guide import blocks

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "guide-depot.md"
TEXT = GUIDE.read_text(encoding="utf-8")
SHOWN = blocks(GUIDE)
FILES = {shown.path: shown.text for shown in SHOWN if shown.path and shown.path != ".env"}
ENV = dict(line.split("=", 1) for shown in SHOWN if shown.path == ".env" for line in shown.text.splitlines())


def test_its_settings_are_read_and_all_that_it_names_exist() -> None:
    found = Settings.read(ENV).git
    assert found
    assert (found.branch, found.folder, found.mode) == ("main", "pages", WriteMode.BRANCH)
    documented = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [name for name in re.findall(r"EIG_BOT_\w+", TEXT) if name not in documented] == []
    assert f"{PATH}`" in TEXT


def test_what_it_shows_of_decap_is_yaml_and_takes_the_version_that_the_configuration_is_for() -> None:
    (backend,) = [yaml.safe_load(shown.text) for shown in SHOWN if shown.kind == "yaml" and not shown.path]
    assert backend["backend"]["repo"] in ENV["EIG_BOT_KNOWLEDGE_GIT"]
    wanted = re.search(r"Decap (\d+\.\d+)", (ROOT / "docs" / "decap-config.yml").read_text(encoding="utf-8"))
    assert wanted
    assert f"decap-cms@^{wanted[1]}." in FILES["admin/index.html"]


def test_a_fresh_repository_with_its_files_is_served_and_takes_what_the_team_accepts(forge: Forge, tmp_path: Path) -> None:
    forge.commit(dict(FILES))
    token = tmp_path / "jeton"
    token.write_text(f"{TOKEN}\n", encoding="utf-8")
    own = {"EIG_BOT_KNOWLEDGE_GIT": forge.address, "EIG_BOT_KNOWLEDGE_TOKEN_FILE": str(token), "EIG_BOT_DATA": str(tmp_path)}
    settings = Settings.read({**plain_environment(tmp_path), **ENV, "EIG_BOT_KNOWLEDGE_MODE": "direct", **own})
    with closing(Journal.open(tmp_path, Keys("un secret de seize lettres"))) as journal:
        following = Following.of(settings, journal)
        assert following
        following.begin()
        knowledge = Library(following.folder).load()
        assert [problem for problem in knowledge.problems if problem.is_error] == []
        (passage,) = knowledge.passages
        publisher = Publisher.of(following, journal, lambda: knowledge.site.name)
        entry = OutboxEntry("n", passage.page, passage.identity, "qui a les clés du stand")
        assert publisher.accept(entry, Decision.ACCEPTED) == Progress(Stage.PUSHED)
        following.poll()
        assert "qui a les clés du stand" in Library(following.folder).load().passages[0].questions
    assert forge.git("log", "-1", "--format=%an") == yaml.safe_load(FILES["pages/site.yml"])["name"]
