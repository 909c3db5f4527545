"""Pages of a site become drafts that say the same, ask the team for what is missing, and never take the place of a file."""

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.cli import app as cli
from eig_bot.errors import InputError
from eig_bot.importing.draft import Draft, drafts, save
from eig_bot.importing.page import site_of
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import ONE_MESSAGE, CallForProjects, Page, Site
from eig_bot.messages import cli as cli_messages
from eig_bot.messages import importing as messages
from eig_bot.messages import knowledge as knowledge_messages
from tests.garden import SPRING, at, page, plainly, write

CASES = sorted((Path(__file__).parents[1] / "knowledge" / "cases").glob("*.md"))
SITE = Site(address="https://jardins.example")
PLENTY = "La ville prête des bêches. " * (ONE_MESSAGE // 25)


def imported(place: Path, source: str, name: str = "aide.md") -> tuple[Draft, ...]:
    """Return the drafts of a page that stands alone."""
    return drafts(write(place, {name: source}) / name, SITE, SPRING)


def of_site(place: Path, name: str, pages: dict[str, str]) -> Draft:
    """Return the draft of a page that stands in a site."""
    write(place, {"_index.md": page("Accueil", "Bonjour."), **pages})
    (draft,) = drafts(place / name, SITE, SPRING)
    return draft


def body(draft: Draft) -> str:
    return draft.text.split("---\n", 2)[2].strip()


def front(draft: Draft) -> list[str]:
    """Return the lines of front matter that are no comment."""
    return [line for line in draft.text.split("---\n", 2)[1].splitlines() if not line.lstrip().startswith("#")]


def comments(draft: Draft) -> str:
    return "\n".join(line[2:] for line in draft.text.split("---\n", 2)[1].splitlines() if line.startswith("# "))


def read(draft: Draft) -> Page:
    found = read_page(draft.name, draft.text.encode(), SITE)
    assert not found.problems
    return found


def words(text: str) -> str:
    return " ".join(text.split())


def unsaid(source: bytes, found: Sequence[Draft]) -> list[str]:
    """Return the lines of a page's passages that its drafts do not have."""
    passages = [passage for draft in found for passage in read(draft).passages]
    said = words(" ".join(f"{passage.section} {passage.text}" for passage in passages))
    meant = [passage for passage in read_page("aide.md", source, SITE).passages if not passage.is_outline]
    return [line for passage in meant for line in passage.text.split("\n") if words(line) not in said]


# --- the text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_drafts_of_a_page_say_all_that_it_says(case: Path) -> None:
    found = drafts(case, SITE, SPRING)
    assert sum(draft.passages for draft in found) > 0
    assert unsaid(case.read_bytes(), found) == []


WRITTEN = (
    *("bêche", "**Gras** : ", "**Seul**", "*i*", "_i_", "`code`", "[lien](/x)", "[ref]", "<br>", "&lt;b&gt;", "\\*", "a | b"),
    *("\n", "\n\n", "\n* ", "\n  * ", "\n    * ", "\n1. ", "\n   1. ", "\n7) ", "\n> ", "\n# ", "\n### ", "\n---\n", "  \n"),
    *("• ", "{#ancre}", "{{< x >}}", "\n```\nx\n```\n", "[ref]: https://z.example\n", "\u00a0:", " ", "2022. "),
)


@given(st.lists(st.sampled_from(WRITTEN), max_size=30).map("".join))
def test_whatever_the_markdown_of_a_page_no_word_is_lost(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    source = page("Aide", f"La ville prête des bêches.\n\n{text}", url="/aide/")
    assert unsaid(source.encode(), imported(tmp_path_factory.getbasetemp(), source)) == []


def test_headings_keep_their_order_and_their_rank(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Aide", "Bonjour.\n\n# Eau\n\n### Puits\n\nUn seau.\n\n# Outils\n\nUne bêche."))
    assert body(draft) == "Bonjour.\n\n## Eau\n\n### Puits\n\nUn seau.\n\n## Outils\n\nUne bêche."


def test_links_are_kept_with_their_whole_address(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Aide", "Lisez le [règlement](/reglement/), ou écrivez à [nous](a@jardins.example)."))
    assert body(draft) == (
        "Lisez le [règlement](https://jardins.example/reglement/), ou écrivez à [nous](mailto:a@jardins.example)."
    )


@pytest.mark.parametrize(
    "text",
    [
        "* une bêche\n* un râteau\n  * à feuilles\n    * en bois\n  * à foin\n* un seau",
        "1. semer\n2. arroser\n   * le soir\n3. récolter",
        "3. récolter\n4. composter",
        "1. semer\n2. arroser\n\nPuis, l'an d'après :\n\n1. tailler",
        "1. semer\n2. arroser\n1) tailler\n2) cueillir",
        "* * une bêche\n  * un râteau",
    ],
)
def test_lists_stay_lists(tmp_path: Path, text: str) -> None:
    (draft,) = imported(tmp_path, page("Aide", text))
    assert body(draft) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1\\) les semis", "1\\) les semis"),
        ("\\_vu du ciel\\_", "\\_vu du ciel_"),
        ("un carré de 3 \\* 2 \\* 1 m", "un carré de 3 * 2 * 1 m"),
        ("&lt;p&gt; et \\[x\\](y)", "\\<p> et \\[x\\](y)"),
        ("\\## Titre", "\\## Titre"),
        ("\\`a\\` \\*b\\* \\_c\\_", "\\`a\\` \\*b\\* \\_c\\_"),
    ],
)
def test_what_looks_like_markdown_and_is_none_stays_text(tmp_path: Path, text: str, written: str) -> None:
    (draft,) = imported(tmp_path, page("Aide", text))
    assert body(draft) == written


def test_a_bold_line_under_which_the_rest_stands_becomes_a_heading(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Aide", "Deux dates.\n\n**3 mars**\n\nOuverture.\n\n**15 mai**\n\nFermeture."))
    assert body(draft) == "Deux dates.\n\n## 3 mars\n\nOuverture.\n\n## 15 mai\n\nFermeture."


@pytest.mark.parametrize(
    "text",
    [
        "* **Qui** : tout le monde\n* **Quand** : en mars",
        "* **Qui**\n  * tout le monde\n* **Quand**\n  * en mars",
        "**Qui** : tout le monde.\n\n**Quand** : en mars.",
        "**Qui**\n\nTout le monde.\n\n**Quand** : en mars.\n\n**Où**\n\nAu cabanon.",
        "**Qui**\n\nTout le monde.\n\n**Quand** : en mars.\n\nOu en avril.",
    ],
)
def test_other_bold_words_stay_in_their_place(tmp_path: Path, text: str) -> None:
    (draft,) = imported(tmp_path, page("Aide", f"Deux choses.\n\n{text}"))
    assert body(draft) == f"Deux choses.\n\n{text.replace('**', '')}"


def test_a_heading_whose_text_is_also_said_above_it_stays(tmp_path: Path) -> None:
    text = "Faut-il payer : oui.\n\n## En espèces ?\n\noui."
    (draft,) = imported(tmp_path, page("Aide", text))
    assert body(draft) == text


def test_a_page_that_no_draft_can_hold_is_named_with_what_to_do_instead(tmp_path: Path) -> None:
    source = page("Aide", "## Eau {#puits}`\n\nUn seau.")  # without its backtick, the heading ends like one that has an id
    with pytest.raises(InputError, match=r"sans perdre de mots\. Copiez cette page telle quelle dans le dossier"):
        imported(tmp_path, source)


# --- several files ----------------------------------------------------------------------------------------------------


def parts(water: str, tools: str, intro: str = "Bonjour.") -> str:
    return page("Aide", f"{intro}\n\n## L'eau\n\n{water}\n\n## Les outils\n\n### À main\n\n{tools}", url="/aide/")


def test_a_page_becomes_a_file_for_each_top_heading_that_would_fill_a_message(tmp_path: Path) -> None:
    source = parts(PLENTY, PLENTY)
    found = imported(tmp_path, source)
    assert [draft.name for draft in found] == ["aide.md", "l-eau.md", "les-outils.md"]
    assert unsaid(source.encode(), found) == []
    titles = [passage.heading_path for draft in found for passage in read(draft).passages if not passage.is_outline]
    assert [tuple(map(plainly, path)) for path in titles] == [
        ("Aide",),
        ("Aide : L'eau",),
        ("Aide : Les outils", "À main"),
    ]
    assert {passage.url for draft in found for passage in read(draft).passages} == {"https://jardins.example/aide/"}


def test_without_a_text_of_its_own_a_page_leaves_its_parts_alone(tmp_path: Path) -> None:
    assert [draft.name for draft in imported(tmp_path, parts(PLENTY, PLENTY, intro=""))] == ["l-eau.md", "les-outils.md"]


def test_the_call_of_a_page_is_that_of_its_first_part_alone(tmp_path: Path) -> None:
    found = imported(tmp_path, parts(PLENTY, PLENTY).replace("url:", "open: true\nurl:"))
    assert [len(read(draft).calls) for draft in found] == [1, 0, 0]


@pytest.mark.parametrize("source", [parts(PLENTY, "Une bêche."), page("Aide", f"Bonjour.\n\n## L'eau\n\n{PLENTY}")])
def test_a_page_with_one_short_heading_or_one_alone_is_one_file(tmp_path: Path, source: str) -> None:
    assert [draft.name for draft in imported(tmp_path, source)] == ["aide.md"]


def test_parts_of_one_name_are_numbered(tmp_path: Path) -> None:
    text = "\n\n".join(f"## {title}\n\n{PLENTY}" for title in ("L'eau", "L’eau", "L'eau !"))
    assert [draft.name for draft in imported(tmp_path, page("Aide", text))] == ["l-eau.md", "l-eau-2.md", "l-eau-3.md"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Être prévenu(e) d'un cœur à l'autre", "etre-prevenu-e-d-un-coeur-a-l-autre.md"),
        ("Qui ? " * 30, "-".join(["qui"] * 15) + ".md"),
        ("🌱", "page.md"),
    ],
)
def test_a_file_is_named_after_its_title(tmp_path: Path, title: str, name: str) -> None:
    assert [draft.name for draft in imported(tmp_path, page(title, "Bonjour."))] == [name]


# --- front matter -----------------------------------------------------------------------------------------------------


def test_a_draft_asks_for_the_phrasings_of_the_page_and_of_each_heading(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Aide", "Bonjour.\n\n## Eau\n\nUn seau.\n\n## Outils\n\n### Bêche\n\nUne."))
    assert front(draft) == [
        *("title: Aide", "questions: []", "expect: []", "passages:"),
        *("  - heading: Eau", "    questions: []", "  - heading: Bêche", "    questions: []"),
    ]
    for comment in (messages.head("aide.md"), messages.QUESTIONS, messages.EXPECT, messages.PASSAGES):
        assert comment in comments(draft)


def test_a_heading_that_stands_twice_is_listed_once(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Aide", "## Eau\n\nUn seau.\n\n## EAU\n\nUn puits."))
    assert [line for line in front(draft) if "heading" in line] == ["  - heading: Eau"]


def test_what_the_page_says_of_itself_is_taken_over_but_for_its_review(tmp_path: Path) -> None:
    source = page(
        "Aide", "Bonjour.", url="/aide/", audience="habitants", tags="[eau]", owner="jardiniers", reviewed="2031-01-01"
    )
    (draft,) = imported(tmp_path, source)
    assert front(draft)[:6] == [
        *("title: Aide", "url: https://jardins.example/aide/", "audience: habitants", "owner: jardiniers", "tags:", "  - eau"),
    ]
    assert "reviewed" not in "".join(front(draft))


def test_a_post_keeps_its_date(tmp_path: Path) -> None:
    draft = of_site(
        tmp_path, "blog/recolte.md", {"blog/recolte.md": page("La récolte", "Du miel.", date="2030-07-14T09:00:00.000Z")}
    )
    assert [passage.published for passage in read(draft).passages] == [date(2030, 7, 14)]


def test_a_page_in_a_copy_of_the_site_has_the_address_of_its_place_to_be_verified(tmp_path: Path) -> None:
    pages = {"aide/_index.md": page("Aide", "Bonjour."), "aide/eau.md": page("Eau", "Un seau.", layout="page")}
    draft = of_site(tmp_path, "aide/eau.md", pages)
    assert front(draft)[:2] == ["title: Eau", "url: https://jardins.example/aide/eau/"]
    assert messages.URL in comments(draft)


def test_a_page_is_found_in_its_site_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {"aide/_index.md": page("Aide", "Bonjour."), "aide/eau.md": page("Eau", "Un seau.", layout="page")}
    draft = of_site(tmp_path, "aide/eau.md", pages)
    monkeypatch.chdir(tmp_path / "aide")
    for path in (Path("eau.md"), Path("../aide/eau.md")):
        assert drafts(path, SITE, SPRING) == (draft,)


def test_a_title_with_a_colon_stands_in_double_quotes(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("\"L'eau : qui l'a ?\"", "Un seau."))
    assert front(draft)[0] == "title: \"L'eau : qui l'a ?\""


def test_a_page_whose_name_is_not_utf8_can_be_imported(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Eau", "Un seau."), name=os.fsdecode(b"eau\xff.md"))
    assert messages.head("eau?.md") in comments(draft)


def test_a_page_that_stands_alone_is_given_no_address(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Eau", "Voir [plus bas](#puits).\n\n## Puits {#puits}\n\nUn seau.", layout="page"))
    assert "url" not in "".join(front(draft))
    assert messages.WITHOUT_URL in comments(draft)
    assert body(draft) == "Voir plus bas.\n\n## Puits\n\nUn seau."


def test_a_heading_with_a_page_or_an_anchor_of_its_own_keeps_it(tmp_path: Path) -> None:
    source = page("Aide", "## Puits {#puits}\n\nUn seau.", url="/aide/", more="{title: Plan, url: plan.pdf}")
    (draft,) = imported(tmp_path, source)
    addresses = {passage.section: passage.url for passage in read(draft).passages}
    assert (addresses["Plan"], addresses["Puits"]) == (
        "https://jardins.example/plan.pdf",
        "https://jardins.example/aide/#puits",
    )


# --- calls ------------------------------------------------------------------------------------------------------------


def calls_of(draft: Draft) -> list[CallForProjects]:
    return list(read(draft).calls)


def test_a_call_takes_its_dates_from_its_folder_and_its_readers_from_the_folders_name(tmp_path: Path) -> None:
    pages = {
        "habitants/_index.md": page("Un jardin", "L'appel est ouvert.", open="true"),
        "habitants/dates.md": page("Dates", "Les dossiers se déposent du 1er mars au 15 mai 2031.", layout="page"),
    }
    (call,) = calls_of(of_site(tmp_path, "habitants/_index.md", pages))
    assert (call.name, call.audience) == ("Appel pour les habitants", "habitants")
    assert (call.opens, call.closes) == (at("2031-03-01"), at("2031-05-15T23:59"))
    draft = of_site(tmp_path, "habitants/dates.md", pages)
    assert ("audience: habitants" in front(draft), calls_of(draft)) == (True, [])


def test_a_closed_call_keeps_a_date_that_has_passed(tmp_path: Path) -> None:
    source = page("Un jardin", "Les dossiers étaient attendus jusqu'au 15/05/2030.", open="false")
    (draft,) = imported(tmp_path, source)
    name = messages.call("Un jardin", None)
    assert front(draft)[-3:] == ["calls:", f"  - name: {name}", "    closes: 2030-05-15"]
    assert messages.CALL in comments(draft)


@pytest.mark.parametrize("text", ["L'appel est fermé.", "Les dossiers sont attendus jusqu'au 15/05/2031."])
def test_a_closed_call_without_a_past_date_is_left_to_the_team(tmp_path: Path, text: str) -> None:
    (draft,) = imported(tmp_path, page("Un jardin", text, open="false"))
    assert calls_of(draft) == []
    assert messages.CLOSED_CALL in comments(draft)


def test_an_open_call_without_a_date_asks_for_it(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Un jardin", "L'appel est ouvert.", open="true"))
    assert [call.closes for call in calls_of(draft)] == [None]
    assert messages.CALL_WITHOUT_DATE in comments(draft)


def test_calls_that_a_page_lists_are_taken_over(tmp_path: Path) -> None:
    listed = "[{name: Un verger, opens: 2031-03-01T09:00, closes: 2031-05-15T12:00, results_url: /laureats/}]"
    (call,) = calls_of(imported(tmp_path, page("Un jardin", "Bonjour.", calls=listed))[0])
    assert call == CallForProjects(
        "Un verger",
        "un-jardin.md",
        None,
        at("2031-03-01T09:00"),
        at("2031-05-15T12:00"),
        results_url="https://jardins.example/laureats/",
    )


# --- what cannot be imported ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (page("Aide", "Bonjour.", ["à l'aide"]), "a déjà ses questions : c’est une page de connaissances."),
        (page("Aide", ""), ":1:1: cette page n’a aucun texte"),
        ("---\ntitle: Aide\nurl: [x]\n---\nBonjour.", ":3:6: « url » doit contenir un texte."),
        ("<html>", ":1:1: il manque l’en-tête."),
        ("", ":1:1: ce fichier est vide."),
    ],
)
def test_what_cannot_be_imported_is_named_with_its_place(tmp_path: Path, source: str, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        imported(tmp_path, source)
    assert str(tmp_path / "aide.md") in str(refused.value)
    assert sentence in plainly(str(refused.value))


@pytest.mark.parametrize("name", ["absent.md", "."])
def test_what_is_no_file_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="ne peut pas être lu"):
        drafts(tmp_path / name, SITE, SPRING)


def test_a_bad_description_of_the_site_is_named_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, {"site.yml": "name: Jardins\nadresse: https://jardins.example\n"})
    with pytest.raises(InputError, match=r"site\.yml:2:1: "):
        site_of(tmp_path)


# --- files ------------------------------------------------------------------------------------------------------------

TWO = (Draft("eau.md", "eau", 1), Draft("puits.md", "puits", 1))


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_drafts_are_written_to_a_folder_that_is_made_for_them(tmp_path: Path) -> None:
    assert save(TWO, tmp_path / "a" / "b") == (tmp_path / "a" / "b" / "eau.md", tmp_path / "a" / "b" / "puits.md")
    assert texts(tmp_path / "a" / "b") == {"eau.md": "eau", "puits.md": "puits"}


def test_a_file_that_is_there_is_left_alone_and_nothing_is_written_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"puits.md": "le mien"})
    with pytest.raises(InputError, match=r"puits\.md\W+existe déjà et n’a pas été touché"):
        save(TWO, tmp_path)
    assert texts(tmp_path) == {"puits.md": "le mien"}


def test_a_link_that_leads_nowhere_is_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "puits.md").symlink_to("absent")
    with pytest.raises(InputError, match="existe déjà"):
        save(TWO, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["puits.md"]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    write(tmp_path, {"plein": "un fichier"})
    too_long = Draft(f"{'x' * 300}.md", "trop", 1)
    for found, folder in ((TWO, tmp_path / "plein"), ((*TWO, too_long), tmp_path)):
        with pytest.raises(InputError, match="ne peut pas être écrit"):
            save(found, folder)
        assert texts(tmp_path) == {"plein": "un fichier"}


# --- the command ------------------------------------------------------------------------------------------------------

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Import in a working folder that has `knowledge/` with a `site.yml`, and two pages."""
    pages = {"eau.md": page("Eau", "Un [seau](/seau/)."), "outils.md": page("Outils", "Une bêche.")}
    write(tmp_path, {"knowledge/site.yml": "address: https://jardins.example\n", **pages})
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EIG_BOT_KNOWLEDGE", raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(["import", *arguments])
        shown = capsys.readouterr()
        return int(left.value.code or 0), plainly(shown.out), plainly(shown.err)

    return run


def test_pages_are_imported_into_the_knowledge_folder(run: Run) -> None:
    told = "knowledge/eau.md : 1 passage.\nknowledge/outils.md : 1 passage.\n"
    assert run("eau.md", "outils.md") == (0, f"{told}{plainly(messages.IMPORT_NEXT)}\n", "")
    assert "[seau](https://jardins.example/seau/)" in Path("knowledge/eau.md").read_text(encoding="utf-8")


def test_what_is_imported_is_served_by_the_bot(run: Run) -> None:
    run("eau.md")
    knowledge = Library(Path("knowledge")).load()
    assert (knowledge.problems, [passage.page for passage in knowledge.passages]) == ((), ["eau.md"])


def test_another_folder_can_be_given(run: Run) -> None:
    assert run("eau.md", "--to", "brouillons")[0] == 0
    assert [path.name for path in Path("brouillons").iterdir()] == ["eau.md"]


def test_a_page_that_is_refused_does_not_stop_the_others(run: Run) -> None:
    code, told, refused = run("absent.md", "eau.md")
    assert (code, told.splitlines()[0]) == (1, "knowledge/eau.md : 1 passage.")
    assert refused.startswith("Le fichier « absent.md » ne peut pas être lu.")


def test_a_page_is_imported_once(run: Run) -> None:
    run("eau.md")
    code, told, refused = run("eau.md")
    assert (code, told) == (1, "")
    assert refused.startswith("« knowledge/eau.md » existe déjà et n’a pas été touché.")


def test_one_draft_is_shown_as_it_would_be_written(run: Run) -> None:
    code, shown, _ = run("eau.md", "--stdout")
    run("eau.md")
    assert (code, shown) == (0, plainly(Path("knowledge/eau.md").read_text(encoding="utf-8")))


def test_several_drafts_are_shown_with_their_names_and_none_is_written(run: Run) -> None:
    _, shown, _ = run("eau.md", "outils.md", "--stdout")
    assert [line for line in shown.splitlines() if line.startswith("=====")] == ["===== eau.md", "===== outils.md"]
    assert [path.name for path in Path("knowledge").iterdir()] == ["site.yml"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], cli_messages.BAD_USAGE),
        (["eau.md", "--to", "brouillons", "--stdout"], messages.TO_OR_STDOUT),
        (["eau.md", "--knowledge", "absent"], knowledge_messages.no_such_folder("absent")),
    ],
)
def test_bad_usage_says_what_to_do(run: Run, arguments: list[str], sentence: str) -> None:
    assert run(*arguments) == (2, "", f"{plainly(sentence)}\n")
