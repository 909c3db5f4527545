"""What speaks of a whole folder is read when it changes; a bad file says what it last said."""

from pathlib import Path

from eig_bot.knowledge.folder import content_of
from eig_bot.knowledge.last_good import NothingKept
from eig_bot.knowledge.site_files import SiteFiles
from tests.garden import write


def test_site_yml_comes_before_the_configuration_of_a_tool(tmp_path: Path) -> None:
    files = SiteFiles(write(tmp_path, {"mkdocs.yml": "site_url: https://serre.example\n", "docs/a.md": "A"}), NothingKept())
    files.refresh(content_of(tmp_path), {"mkdocs.yml"})
    assert (files.generator.name, files.site.address) == ("MkDocs", "https://serre.example")
    write(tmp_path, {"site.yml": "address: https://jardins.example\n"})
    files.refresh(content_of(tmp_path), {"site.yml"})
    assert files.site.address == "https://jardins.example"


def test_a_file_that_went_bad_says_what_it_said(tmp_path: Path) -> None:
    files = SiteFiles(write(tmp_path, {"site.yml": "name: Jardins\n"}), NothingKept())
    files.refresh(content_of(tmp_path), {"site.yml"})
    write(tmp_path, {"site.yml": "name: [\n"})
    files.refresh(content_of(tmp_path), {"site.yml"})
    assert (files.site.name, [problem.path for problem in files.extras.problems]) == ("Jardins", ["site.yml"])


def test_a_configuration_that_went_away_is_none(tmp_path: Path) -> None:
    files = SiteFiles(write(tmp_path, {"mkdocs.yml": "", "docs/a.md": "A"}), NothingKept())
    files.refresh(content_of(tmp_path), {"mkdocs.yml"})
    (tmp_path / "mkdocs.yml").unlink()
    files.refresh(content_of(tmp_path), {"mkdocs.yml"})
    assert files.generator.name == ""
