"""A phrasing goes into its list; everything else in the file stays as it was, byte for byte."""

import re
import shutil
import stat
import subprocess
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.editing.edits import EditError, add_off_topic, add_phrasing, off_topic_edit, phrasing_edit, refusal, tidied
from eig_bot.editing.patch import patch
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import Passage, Site
from eig_bot.messages import editing as messages
from eig_bot.messages import knowledge as knowledge_messages
from tests.garden import FOLDER, plainly

BODY = "La ville prête des bêches.\n\n## Délai\n\nTrente jours.\n\n## Prêt : qui ?\n\nTous.\n"
QUESTION = "qui prête des bêches"


def page(front: str, body: str = BODY) -> bytes:
    return f"---\ntitle: Aide\n{front}---\n{body}".encode()


def passage_of(source: bytes, section: str, path: str = "aide.md") -> Passage:
    return next(passage for passage in read_page(path, source, Site()).passages if passage.section == section)


def added(folder: Path, source: bytes, section: str, question: str = QUESTION) -> str:
    """Write a page, add a phrasing to it, and return the front matter after its title."""
    (folder / "aide.md").write_bytes(source)
    add_phrasing(folder, passage_of(source, section), question)
    return (folder / "aide.md").read_bytes().decode().removeprefix("---\ntitle: Aide\n").removesuffix(f"---\n{BODY}")


def why_refused(folder: Path, source: bytes, section: str, question: str = QUESTION) -> str:
    """Return why a page does not take a phrasing, having seen that it stays as it was."""
    (folder / "aide.md").write_bytes(source)
    with pytest.raises(EditError) as refused:
        add_phrasing(folder, passage_of(source, section), question)
    assert (folder / "aide.md").read_bytes() == source
    return str(refused.value)


LISTS = {
    "a list": ("questions:\n  - à qui\n", "questions:\n  - à qui\n  - qui prête des bêches\n"),
    "a list that is not set off": (
        "questions:\n- à qui\ntags: [a]\n",
        "questions:\n- à qui\n- qui prête des bêches\ntags: [a]\n",
    ),
    "a list set off by four": ("questions:\n    -   à qui\n", "questions:\n    -   à qui\n    - qui prête des bêches\n"),
    "a list with comments": (
        "questions:  # comme on le dit\n  - à qui  # souvent\n  # fin de liste\n\ntags: [a]\n",
        "questions:  # comme on le dit\n  - à qui  # souvent\n  - qui prête des bêches\n  # fin de liste\n\ntags: [a]\n",
    ),
    "an item over several lines": (
        "questions:\n  - à qui\n    donc\n  - >\n    à\n    vous\n\ntags: [a]\n",
        "questions:\n  - à qui\n    donc\n  - >\n    à\n    vous\n  - qui prête des bêches\n\ntags: [a]\n",
    ),
    "quoted items": ("questions:\n  - 'à qui - donc'\n", "questions:\n  - 'à qui - donc'\n  - qui prête des bêches\n"),
    "brackets": ("questions: [à qui, à vous]  # deux\n", "questions: [à qui, à vous, qui prête des bêches]  # deux\n"),
    "brackets with a last comma": ("questions: [à qui ,]\n", "questions: [à qui , qui prête des bêches]\n"),
    "empty brackets": ("questions: []\nexpect: [à vous]\n", "questions: [qui prête des bêches]\nexpect: [à vous]\n"),
    "brackets over several lines": (
        "questions: [\n  à qui,\n  à vous\n]\n",
        "questions: [\n  à qui,\n  à vous,\n  qui prête des bêches\n]\n",
    ),
    "no list": ("tags: [a]\n", "tags: [a]\nquestions:\n  - qui prête des bêches\n"),
    "nothing but a title": ("", "questions:\n  - qui prête des bêches\n"),
    "no list, and an empty line": ("tags: [a]\n\n", "tags: [a]\nquestions:\n  - qui prête des bêches\n\n"),
    "other lists that are not set off": ("tags:\n- a\n", "tags:\n- a\nquestions:\n- qui prête des bêches\n"),
    "expectations alone": (
        "tags: [a]\n# à vérifier\n# souvent\nexpect:\n  - à qui\n",
        "tags: [a]\nquestions:\n  - qui prête des bêches\n# à vérifier\n# souvent\nexpect:\n  - à qui\n",
    ),
    "other passages alone": (
        "passages:\n  - heading: Délai\n    questions: [quand]\n",
        "questions:\n  - qui prête des bêches\npassages:\n  - heading: Délai\n    questions: [quand]\n",
    ),
    "the first passage under its own heading": (
        "passages:\n  - heading: Aide\n    questions: [à qui]\n",
        "passages:\n  - heading: Aide\n    questions: [à qui, qui prête des bêches]\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), LISTS.values(), ids=LISTS)
def test_the_first_passage_takes_it_in_the_list_of_the_page(tmp_path: Path, before: str, after: str) -> None:
    assert added(tmp_path, page(before), "Aide") == after


HEADINGS = {
    "its own list": (
        "passages:\n  - heading: Délai\n    questions:\n      - quand\n    expect: [bientôt]\n  - heading: 'Prêt : qui ?'\n",
        "passages:\n  - heading: Délai\n    questions:\n      - quand\n      - qui prête des bêches\n    expect: [bientôt]\n"
        "  - heading: 'Prêt : qui ?'\n",
    ),
    "an entry without a list": (
        "passages:\n  - heading: Délai  # attention\n    url: /delai/\n    expect:\n      - quand\n",
        "passages:\n  - heading: Délai  # attention\n    url: /delai/\n    questions:\n      - qui prête des bêches\n"
        "    expect:\n      - quand\n",
    ),
    "an entry in braces": (
        "passages:\n  - {heading: Délai, tags: [a]}\n",
        "passages:\n  - {heading: Délai, tags: [a], questions: [qui prête des bêches]}\n",
    ),
    "another spelling of the heading": (
        "passages:\n- heading: DÉLAI !\n  questions:\n  - quand\n",
        "passages:\n- heading: DÉLAI !\n  questions:\n  - quand\n  - qui prête des bêches\n",
    ),
    "no entry": (
        "passages:\n  # les autres\n  - heading: 'Prêt : qui ?'\n    questions:\n      - à qui\n# fin\n",
        "passages:\n  # les autres\n  - heading: 'Prêt : qui ?'\n    questions:\n      - à qui\n"
        "  - heading: Délai\n    questions:\n      - qui prête des bêches\n# fin\n",
    ),
    "no entry in brackets": (
        "passages: [{heading: Aide, tags: [a]}]\n",
        "passages: [{heading: Aide, tags: [a]}, {heading: Délai, questions: [qui prête des bêches]}]\n",
    ),
    "no entries": (
        "questions: [à qui]\n",
        "questions: [à qui]\npassages:\n  - heading: Délai\n    questions:\n      - qui prête des bêches\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), HEADINGS.values(), ids=HEADINGS)
def test_another_passage_takes_it_in_the_list_of_its_heading(tmp_path: Path, before: str, after: str) -> None:
    assert added(tmp_path, page(before), "Délai") == after


def test_a_heading_is_quoted_where_yaml_wants_it(tmp_path: Path) -> None:
    found = added(tmp_path, page("questions: [à qui]\n"), "Prêt : qui ?")
    assert found.endswith('passages:\n  - heading: "Prêt : qui ?"\n    questions:\n      - qui prête des bêches\n')


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("l'aide, c'est « quoi » (en 2030) ?", "l'aide, c'est « quoi » (en 2030) ?"),
        ("le prêt : combien", '"le prêt : combien"'),
        ("le prêt #2", '"le prêt #2"'),
        ("- le prêt", '"- le prêt"'),
        ("? le prêt", '"? le prêt"'),
        ("le prêt :", '"le prêt :"'),
        ('"prêt" ou don', '"\\"prêt\\" ou don"'),
        ("un \\ puis", "un \\ puis"),
        ("@ville prête", '"@ville prête"'),
        ("2030-01-01", '"2030-01-01"'),
        (" le\u00a0prêt\n des   bêches\x00 ", "le prêt des bêches"),
        ("prêt 🌱 e\u0301te\u0301", "prêt 🌱 été"),
    ],
)
def test_a_question_is_quoted_where_yaml_wants_it(tmp_path: Path, question: str, written: str) -> None:
    assert added(tmp_path, page("questions:\n  - à qui\n"), "Aide", question) == f"questions:\n  - à qui\n  - {written}\n"


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


def test_ends_of_lines_the_byte_order_mark_and_decomposed_accents_stay(tmp_path: Path) -> None:
    before = page("tags: [e\u0301te\u0301]\nquestions:\n  - a\u0300 qui\n").decode().replace("\n", "\r\n")
    source = f"\ufeff{before}".encode()
    (tmp_path / "aide.md").write_bytes(source)
    add_phrasing(tmp_path, passage_of(source, "Aide"), QUESTION)
    item = "  - a\u0300 qui\r\n"
    assert (tmp_path / "aide.md").read_bytes().decode() == f"\ufeff{before}".replace(item, f"{item}  - {QUESTION}\r\n")


def test_a_page_of_old_macs_keeps_its_ends_of_lines(tmp_path: Path) -> None:
    source = page("questions:\n  - à qui\n").replace(b"\n", b"\r")
    (tmp_path / "aide.md").write_bytes(source)
    add_phrasing(tmp_path, passage_of(source, "Aide"), QUESTION)
    assert (tmp_path / "aide.md").read_bytes() == source.replace(b"qui\r", f"qui\r  - {QUESTION}\r".encode(), 1)


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


def test_the_second_of_two_equal_headings_cannot_be_named(tmp_path: Path) -> None:
    source = page("questions: [à qui]\n", "Voici.\n\n## Prêt\n\n### Délai\n\nUn jour.\n\n## Don\n\n### Délai\n\nJamais.\n")
    (tmp_path / "aide.md").write_bytes(source)
    second = [passage for passage in read_page("aide.md", source, Site()).passages if passage.section == "Délai"][1]
    assert refusal(tmp_path, second) == messages.edit_refused("aide.md:15:1", messages.heading_twice("Délai"))


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


def test_a_change_between_reading_and_writing_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = page("questions:\n  - à qui\n")
    file = tmp_path / "aide.md"
    file.write_bytes(source)
    copymode = shutil.copymode

    def copymode_and_save(one: Path, other: str) -> None:
        copymode(one, other)
        file.write_bytes(b"autre chose")

    monkeypatch.setattr(shutil, "copymode", copymode_and_save)
    with pytest.raises(EditError, match=messages.CHANGED_MEANWHILE):
        add_phrasing(tmp_path, passage_of(source, "Aide"), QUESTION)
    assert file.read_bytes() == b"autre chose"
    assert [*tmp_path.iterdir()] == [tmp_path / "aide.md"]


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


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = page("questions:\n  - à qui\n")
    (tmp_path / "aide.md").write_bytes(source)

    def no_room(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", no_room)
    with pytest.raises(EditError) as refused:
        add_phrasing(tmp_path, passage_of(source, "Aide"), QUESTION)
    assert str(refused.value) == messages.edit_refused("aide.md", messages.UNWRITABLE)


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


# --- as a patch -------------------------------------------------------------------------------------------------------


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

    text = patch(folder, edits)
    assert {name: (folder / name).read_bytes() for name in pages} == pages
    assert not (folder / "hors-sujet.yml").exists()
    subprocess.run(["git", "apply", "-"], input=text.encode(), cwd=tmp_path, check=True, capture_output=True)
    assert {name: (folder / name).read_bytes() for name in wanted} == wanted
    assert read_page("aide.md", wanted["aide.md"], Site()).passages[1].questions == ("en combien de jours : dix ?",)


def test_a_file_without_a_last_end_of_line_is_patched_too(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    file = tmp_path / "pages" / "hors-sujet.yml"
    file.write_text("questions:\n  - un vélo", encoding="utf-8")
    text = patch(tmp_path / "pages", [off_topic_edit(tmp_path / "pages", QUESTION)])
    subprocess.run(["git", "apply", "-"], input=text.encode(), cwd=tmp_path, check=True, capture_output=True)
    assert file.read_text(encoding="utf-8") == f"questions:\n  - un vélo\n  - {QUESTION}"


def test_without_edits_there_is_no_patch(tmp_path: Path) -> None:
    assert patch(tmp_path, []) == ""


def test_questions_are_compared_in_one_form_of_accents(tmp_path: Path) -> None:
    source = page("questions: [été]\n")
    (tmp_path / "aide.md").write_bytes(source)
    with pytest.raises(EditError):
        phrasing_edit(tmp_path, passage_of(source, "Aide"), unicodedata.normalize("NFD", "été"))
