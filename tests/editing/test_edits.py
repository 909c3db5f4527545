"""What is added is what was asked for, and everything else in the file stays as it was, byte for byte."""

import re
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.editing.additions import tidied
from eig_bot.editing.edits import EditError, add_off_topic, add_phrasing, phrasing_edit, refusal, write
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import Site
from eig_bot.messages import editing as messages
from eig_bot.messages import knowledge as knowledge_messages
from tests.editing.pages import QUESTION, page, passage_of
from tests.garden import FOLDER, plainly
from tests.garden import write as write_pages


def why_refused(folder: Path, source: bytes, section: str, question: str = QUESTION) -> str:
    """Return why a page does not take a phrasing, having seen that it stays as it was."""
    (folder / "aide.md").write_bytes(source)
    with pytest.raises(EditError) as refused:
        add_phrasing(folder, passage_of(source, section), question)
    assert (folder / "aide.md").read_bytes() == source
    return str(refused.value)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "aide.md").write_bytes(page("questions:\n  - à qui\n"))
    (folder / "don.md").write_bytes(page("questions: [à qui]\n"))
    return folder


@pytest.mark.parametrize("path", ["aide.md", "don.md"])
@given(question=st.text(min_size=1, max_size=40).filter(tidied))
def test_whatever_was_asked_reads_back_as_it_was_asked(lists: Path, path: str, question: str) -> None:
    wanted = passage_of((lists / path).read_bytes(), "Aide", path)
    after = phrasing_edit(lists, wanted, question).after
    assert passage_of(after, "Aide", path).questions == ("à qui", tidied(question))


def test_every_passage_of_a_folder_takes_one_and_nothing_else_moves() -> None:
    for passage in Library(FOLDER).load().passages:
        found = phrasing_edit(FOLDER, passage, QUESTION)
        before, after = (source.splitlines(keepends=True) for source in (found.before or b"", found.after))
        assert QUESTION.encode() in after[found.line - 1]
        del after[found.line - (len(after) - len(before)) : found.line]
        assert after == before


@pytest.mark.parametrize(
    ("front", "line"), [("questions:\n  - à qui\n", 5), ("questions: [à qui]\n", 3), ("", 4), ("expect: [à qui]\n", 4)]
)
def test_an_edit_knows_on_which_line_the_question_stands(tmp_path: Path, front: str, line: int) -> None:
    source = page(front)
    (tmp_path / "aide.md").write_bytes(source)
    assert phrasing_edit(tmp_path, passage_of(source, "Aide"), QUESTION).line == line


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", ["Aide", "Délai"])
@pytest.mark.parametrize(
    "front", ["desc: Prêt\nquestions:\n  - title: Qui ?\n    desc: Tous.\n", "desc: Prêt\nquestions: Tout savoir.\n"]
)
def test_a_page_whose_questions_are_its_content_says_so(tmp_path: Path, front: str, section: str) -> None:
    found = why_refused(tmp_path, page(front), section)
    assert re.match(r"aide\.md:[45]:1: « questions » est ici le contenu de la page", plainly(found))
    assert refusal(tmp_path, passage_of(page(front), section)) == found


def test_a_page_whose_bold_texts_open_passages_says_that_they_would_go(tmp_path: Path) -> None:
    source = page("tags: [a]\n", "Voici.\n\n**Le prêt** : gratuit.\n\n**Le don** : rare.\n")
    assert why_refused(tmp_path, source, "Le don").endswith(messages.BOLD_HEADINGS_WOULD_GO)


def test_the_second_of_two_equal_headings_is_named_with_its_number(tmp_path: Path) -> None:
    source = page("questions: [à qui]\n", "Voici.\n\n## Prêt\n\n### Délai\n\nUn jour.\n\n## Don\n\n### Délai\n\nJamais.\n")
    (tmp_path / "aide.md").write_bytes(source)
    second = [passage for passage in read_page("aide.md", source, Site()).passages if passage.section == "Délai"][1]
    assert refusal(tmp_path, second) is None
    assert b"- heading: D\xc3\xa9lai (2)\n" in phrasing_edit(tmp_path, second, "quand").after


def test_what_is_a_phrasing_already_is_not_written_twice(tmp_path: Path) -> None:
    found = why_refused(tmp_path, page("questions: [Qui prête des bêches ?]\n"), "Aide")
    assert found.endswith(messages.already_a_phrasing(QUESTION, "Aide"))


def test_a_list_that_others_repeat_is_left_alone(tmp_path: Path) -> None:
    source = page("questions: &q\n  - à qui\npassages:\n  - heading: Délai\n    questions: *q\n")
    assert why_refused(tmp_path, source, "Délai").endswith(messages.NOT_ADDED)


def test_a_passage_that_has_gone_meanwhile_is_missed(tmp_path: Path) -> None:
    (tmp_path / "aide.md").write_bytes(page("questions: [à qui]\n", "Rien.\n"))
    wanted = passage_of(page("questions: [à qui]\n"), "Délai")
    assert str(refusal(tmp_path, wanted)).endswith(messages.PASSAGE_GONE)
    (tmp_path / "aide.md").unlink()
    assert refusal(tmp_path, wanted) == messages.edit_refused("aide.md", messages.PASSAGE_GONE)


@pytest.mark.parametrize(
    "source", [b"", b"\xff", b"du texte", b"---\ntitle: [\n---\n", b"---\ntitle: Aide\nquestions: [a, [\n---\n"]
)
def test_a_page_that_cannot_be_read_any_more_is_left_as_it_is(tmp_path: Path, source: bytes) -> None:
    wanted = passage_of(page("questions: [à qui]\n"), "Aide")
    (tmp_path / "aide.md").write_bytes(source)
    with pytest.raises(EditError, match=r"^aide\.md:\d"):
        add_phrasing(tmp_path, wanted, QUESTION)
    assert (tmp_path / "aide.md").read_bytes() == source


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "pages", tmp_path / "ailleurs.yml"
    folder.mkdir()
    outside.write_text("questions: []\n", encoding="utf-8")
    (folder / "hors-sujet.yml").symlink_to(outside)
    with pytest.raises(EditError, match=knowledge_messages.LINK_LEAVES_FOLDER[:20]):
        add_off_topic(folder, QUESTION)
    assert outside.read_text(encoding="utf-8") == "questions: []\n"


# --- writing ----------------------------------------------------------------------------------------------------------


def test_what_was_edited_meanwhile_is_kept(tmp_path: Path) -> None:
    source = page("questions:\n  - à qui\n")
    wanted = passage_of(source, "Délai")
    newer = "---\ntitle: Aide\nquestions:\n  - à qui\n  - à vous\n---\nNouveau.\n\n## Délai\n\nDix jours.\n"
    (tmp_path / "aide.md").write_text(newer, encoding="utf-8")
    add_phrasing(tmp_path, wanted, QUESTION)
    found = (tmp_path / "aide.md").read_text(encoding="utf-8")
    assert "  - à vous\n" in found
    assert "Dix jours." in found
    assert passage_of(found.encode(), "Délai").questions == (QUESTION,)


def test_a_change_since_an_edit_was_made_is_not_overwritten(tmp_path: Path) -> None:
    source = page("questions:\n  - à qui\n")
    file = tmp_path / "aide.md"
    file.write_bytes(source)
    edit = phrasing_edit(tmp_path, passage_of(source, "Aide"), QUESTION)
    file.write_bytes(b"autre chose")
    with pytest.raises(EditError, match=messages.CHANGED_MEANWHILE):
        write(tmp_path, edit)
    assert file.read_bytes() == b"autre chose"
    assert [*tmp_path.iterdir()] == [file]


def test_a_file_keeps_its_rights_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    source = page("questions:\n  - à qui\n")
    (tmp_path / "aide.md").write_bytes(source)
    (tmp_path / "aide.md").chmod(0o640)
    add_phrasing(tmp_path, passage_of(source, "Aide"), QUESTION)
    assert stat.S_IMODE((tmp_path / "aide.md").stat().st_mode) == 0o640
    assert [*tmp_path.iterdir()] == [tmp_path / "aide.md"]


def test_a_link_within_the_folder_stays_a_link(tmp_path: Path) -> None:
    source = page("questions:\n  - à qui\n")
    (tmp_path / "textes").mkdir()
    (tmp_path / "textes" / "aide.md").write_bytes(source)
    (tmp_path / "aide.md").symlink_to(Path("textes", "aide.md"))
    add_phrasing(tmp_path, passage_of(source, "Aide"), QUESTION)
    assert (tmp_path / "aide.md").is_symlink()
    assert QUESTION in (tmp_path / "textes" / "aide.md").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EditError) as refused:
        add_off_topic(tmp_path / "absent", QUESTION)
    assert str(refused.value) == messages.edit_refused("hors-sujet.yml", messages.UNWRITABLE)


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from eig_bot.editing.edits import add_off_topic
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (30, 30))
add_off_topic(Path(sys.argv[1]), "un vélo")
"""


def test_a_file_that_does_not_fit_on_the_disk_stays_as_it_was(tmp_path: Path) -> None:
    file = write_pages(tmp_path, {"hors-sujet.yml": "questions:\n  - une piscine\n"}) / "hors-sujet.yml"
    done = subprocess.run([sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, check=False, text=True)
    assert messages.edit_refused("hors-sujet.yml", messages.UNWRITABLE) in done.stderr
    assert file.read_text(encoding="utf-8") == "questions:\n  - une piscine\n"
    assert [*tmp_path.iterdir()] == [file]


# --- hors-sujet.yml ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "questions:\n  - qui prête des bêches\n"),
        ("", "questions:\n  - qui prête des bêches\n"),
        ("# rien encore\n", "# rien encore\nquestions:\n  - qui prête des bêches\n"),
        ("# loin\nquestions:\n  # vélos\n  - un vélo", "# loin\nquestions:\n  # vélos\n  - un vélo\n  - qui prête des bêches"),
        ("questions: [un vélo]\r\n", "questions: [un vélo, qui prête des bêches]\r\n"),
        ("\ufeffquestions:\r\n- un vélo\r\n", "\ufeffquestions:\r\n- un vélo\r\n- qui prête des bêches\r\n"),
    ],
)
def test_a_question_for_others_goes_to_the_end_of_their_list(tmp_path: Path, before: str | None, after: str) -> None:
    file = tmp_path / "hors-sujet.yml"
    if before is not None:
        file.write_bytes(before.encode())
    add_off_topic(tmp_path, QUESTION)
    assert file.read_bytes().decode() == after


@pytest.mark.parametrize("source", ["questions:\n  - un vélo\nautres: []\n", "questions: un vélo\n", "questions: [\n"])
def test_a_list_of_others_that_cannot_be_read_is_left_as_it_is(tmp_path: Path, source: str) -> None:
    (tmp_path / "hors-sujet.yml").write_text(source, encoding="utf-8")
    with pytest.raises(EditError, match=r"^hors-sujet\.yml:\d"):
        add_off_topic(tmp_path, QUESTION)
    assert (tmp_path / "hors-sujet.yml").read_text(encoding="utf-8") == source


def test_a_question_for_others_is_not_written_twice(tmp_path: Path) -> None:
    add_off_topic(tmp_path, QUESTION)
    with pytest.raises(EditError, match=messages.ALREADY_OFF_TOPIC):
        add_off_topic(tmp_path, "Qui prête des bêches ?")


def test_questions_are_compared_in_one_form_of_accents(tmp_path: Path) -> None:
    source = page("questions: [été]\n")
    (tmp_path / "aide.md").write_bytes(source)
    with pytest.raises(EditError):
        phrasing_edit(tmp_path, passage_of(source, "Aide"), unicodedata.normalize("NFD", "été"))
