"""Edits as a diff that Git applies."""

import subprocess
from pathlib import Path

from eig_bot.editing.edits import off_topic_edit, phrasing_edit
from eig_bot.editing.patch import patch
from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import Site
from tests.editing.pages import QUESTION, page, passage_of


def test_a_patch_gives_what_would_have_been_written_and_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "les pages"
    pages = {
        "aide.md": page("questions:\n  - à qui\n"),
        "été/prêt d'outils.md": page("questions: [à qui]\n").replace(b"\n", b"\r\n"),
    }
    for name, source in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(source)
    edits = [
        phrasing_edit(folder, passage_of(source, section, name), QUESTION)
        for name, source in pages.items()
        for section in ("Aide",)
    ]
    edits.append(phrasing_edit(folder, passage_of(pages["aide.md"], "Délai"), "en combien de jours : dix ?", edits))
    edits.append(off_topic_edit(folder, "un vélo", edits))
    edits.append(off_topic_edit(folder, "une piscine", edits))
    wanted = {change.path: change.after for change in edits}

    text = patch(folder.name, edits)
    assert {name: (folder / name).read_bytes() for name in pages} == pages
    assert not (folder / "hors-sujet.yml").exists()
    subprocess.run(["git", "apply", "-"], input=text.encode(), cwd=tmp_path, check=True, capture_output=True)
    assert {name: (folder / name).read_bytes() for name in wanted} == wanted
    assert read_page("aide.md", wanted["aide.md"], Site()).passages[1].questions == ("en combien de jours : dix ?",)


def test_a_file_without_a_last_end_of_line_is_patched_too(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    file = tmp_path / "pages" / "hors-sujet.yml"
    file.write_text("questions:\n  - un vélo", encoding="utf-8")
    text = patch("pages", [off_topic_edit(tmp_path / "pages", QUESTION)])
    subprocess.run(["git", "apply", "-"], input=text.encode(), cwd=tmp_path, check=True, capture_output=True)
    assert file.read_text(encoding="utf-8") == f"questions:\n  - un vélo\n  - {QUESTION}"


def test_without_edits_there_is_no_patch() -> None:
    assert patch("pages", []) == ""


def test_a_folder_that_is_all_of_a_repository_has_no_name_in_it(tmp_path: Path) -> None:
    assert "+++ b/hors-sujet.yml\n" in patch("", [off_topic_edit(tmp_path, QUESTION)])
