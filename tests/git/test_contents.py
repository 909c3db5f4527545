"""What a repository may hold beside plain pages: none of it leaves the folder, runs, or keeps the pages from being served."""

import os
from pathlib import Path

import pytest

from eig_bot.messages import knowledge as messages
from tests.git.conftest import FIRST, Open, Replica, page, settings_of
from tests.git.forge import Content, Forge, Link, Submodule

LFS = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4d' * 32}\nsize 12345\n"


def why(bot: Replica, path: str) -> str:
    return next(problem.message for problem in bot.knowledge.problems if problem.path == path)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder; one with several names counts once."""
    files = {status.st_ino: status.st_size for path in folder.rglob("*") for status in [path.lstat()] if path.is_file()}
    return sum(files.values())


def test_a_link_out_of_the_folder_is_refused_and_one_within_it_is_a_page(forge: Forge, replica: Open) -> None:
    links = {
        "knowledge/mots.md": Link("/etc/passwd"),
        "knowledge/haut.md": Link("../secret.md"),
        "knowledge/pluie.md": Link("eau.md"),
    }
    forge.commit({**FIRST, **links, "secret.md": page("Un secret")})
    bot = replica().begin()
    assert bot.refused == ["haut.md", "mots.md"]
    assert {why(bot, path) for path in bot.refused} == {messages.LINK_LEAVES_FOLDER}
    assert bot.titles == {"L’eau", "La terre"}
    links_there = [path.readlink() for path in bot.following.folder.rglob("*") if path.is_symlink()]
    assert sorted(map(str, links_there)) == ["/dev/null", "/dev/null", "eau.md"]


def test_a_page_that_is_in_git_lfs_is_refused_with_what_to_do(forge: Forge, replica: Open) -> None:
    forge.commit({**FIRST, "knowledge/.gitattributes": "*.md filter=lfs diff=lfs merge=lfs -text\n", "knowledge/loin.md": LFS})
    bot = replica().begin()
    assert (bot.refused, why(bot, "loin.md")) == (["loin.md"], messages.LFS_POINTER)


def test_submodules_pictures_and_programs_are_left_where_they_are(forge: Forge, replica: Open) -> None:
    others: dict[str, Content | Submodule] = {
        ".gitmodules": '[submodule "x"]\n\tpath = knowledge/x\n\turl = https://potagers.example/x.git\n',
        "knowledge/x": Submodule(),
        "knowledge/photo.jpg": b"\xff\xd8",
        "knowledge/node_modules/a/lisez.md": page("Un programme"),
        "knowledge/plan.pdf": b"%PDF",
    }
    forge.commit({**FIRST, **others})
    bot = replica().begin()
    assert bot.titles == {"L’eau", "La terre"}
    there = {path.name for path in bot.following.folder.rglob("*") if path.is_file()}
    assert there == {"eau.md", "terre.md", "plan.pdf"}
    assert [left.names for left in bot.knowledge.left_out]


@pytest.mark.slow
def test_a_name_with_a_line_break_or_that_is_no_text_is_no_trouble(forge: Forge, replica: Open) -> None:
    forge.commit({**FIRST, "knowledge/a\nb.md": page("Deux lignes")})
    stream = b"commit refs/heads/main\ncommitter J <j@exemple.test> 1790000000 +0000\ndata 1\nx\nfrom refs/heads/main^0\n"
    forge.git("fast-import", "--quiet", given=stream + b'M 100644 inline "knowledge/\\377.md"\ndata 3\nabc\n\n')
    bot = replica().begin()
    assert bot.titles == {"L’eau", "La terre", "Deux lignes"}


@pytest.mark.slow
def test_what_the_repository_says_of_releases_and_checkouts_changes_no_page(forge: Forge, replica: Open) -> None:
    attributes = "secret.md export-ignore\n*.md text eol=crlf ident export-subst\n"
    forge.commit({"knowledge/.gitattributes": attributes, "knowledge/secret.md": page("Encore là", "$Id$ $Format:%H$")})
    bot = replica().begin()
    assert (bot.following.folder / "secret.md").read_bytes() == page("Encore là", "$Id$ $Format:%H$").encode()


@pytest.mark.slow
def test_a_whole_repository_may_be_the_folder(forge: Forge, replica: Open) -> None:
    forge.commit({"eau.md": page("L’eau"), "sous/terre.md": page("La terre")})
    assert replica(settings=settings_of(forge, FOLDER="")).begin().titles == {"L’eau", "La terre"}


@pytest.mark.slow
def test_a_server_that_knows_no_partial_copies_is_served_too(tmp_path: Path, replica: Open) -> None:
    (tmp_path / "autre").mkdir()
    with Forge(tmp_path / "autre", filters=False) as forge:
        forge.commit(FIRST)
        bot = replica(settings=settings_of(forge)).begin()
        head = forge.commit({"knowledge/eau.md": page("La pluie")})
        assert (bot.poll().served, bot.titles) == (head, {"La pluie", "La terre"})


@pytest.mark.slow
def test_sixty_megabytes_of_pictures_beside_the_pages_are_not_fetched(forge: Forge, replica: Open) -> None:
    forge.commit({**FIRST, **{f"images/{number}.jpg": os.urandom(1_000_000) for number in range(60)}})
    bot = replica().begin()
    forge.commit({"knowledge/eau.md": page("La pluie"), "images/60.jpg": os.urandom(1_000_000)})
    assert bot.poll().titles == {"La pluie", "La terre"}
    assert size_of(bot.data) < 500_000


@pytest.mark.slow
def test_ten_thousand_files_are_no_trouble(forge: Forge, replica: Open) -> None:
    forge.commit({**FIRST, **{f"knowledge/notes/{number}.txt": f"note {number}" for number in range(9_000)},
                  **{f"knowledge/fiches/{number}.md": page(f"Fiche {number}") for number in range(1_000)}})  # fmt: skip
    bot = replica().begin()
    assert len(bot.titles) == 1_002
    head = forge.commit({"knowledge/eau.md": page("La pluie")})
    assert bot.poll().served == head


@pytest.mark.slow
def test_a_thousand_commits_do_not_grow_the_disk(forge: Forge, replica: Open) -> None:
    forge.commit({**FIRST, **{f"knowledge/{number}.md": page(f"Fiche {number}", "Du texte. " * 100) for number in range(30)}})
    bot = replica().begin()
    bot.following.mirror.packs = 15
    sizes = []
    for turn in range(50):
        edits = [{f"knowledge/{number}.md": page(f"Fiche {number}", os.urandom(2_000).hex())} for number in range(20)]
        forge.commits([dict(edit) for edit in edits], message=f"Tour {turn}")
        bot.poll()
        sizes.append(size_of(bot.data))
    assert bot.served == forge.head()
    assert max(sizes[25:]) < 1.2 * max(sizes[:25])
    assert len(list((bot.following.folder.parent / "trees").iterdir())) == 2
