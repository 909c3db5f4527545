"""A folder of each of ten tools is dropped in unchanged: its pages answer, at their addresses, and nothing else does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from tests.garden import at

from .conftest import HERE

NOTION = "Accueil du service 0123456789abcdef0123456789abcdef"


@dataclass(frozen=True)
class Folder:
    """What a folder of a tool is read as."""

    pages: dict[str, tuple[str, str | None]]
    """Path -> title and address."""
    asked: dict[str, tuple[str, str]]
    """Question -> the page that answers, and words of the answer."""
    silent: list[str] = field(default_factory=list)
    """Words that no passage holds."""


TOOLS = {
    "vuepress": Folder(
        {
            "README.md": ("Jardins partagés", "https://jardins.example/aide/"),
            "guide/README.md": ("Le guide du jardinier", "https://jardins.example/aide/guide/"),
            "guide/eau.md": ("Arroser", "https://jardins.example/aide/guide/eau.html"),
            "guide/pret.md": ("Emprunter un outil", "https://jardins.example/aide/guide/pret.html"),
        },
        {
            "quel jour rendre un outil ?": ("guide/pret.md", "le samedi matin"),
            "à quelle heure peut-on arroser ?": ("guide/eau.md", "avant 9 heures"),
        },
        ["auto", "large", "fr-FR", "false", "Commencer", "static site", "./pret"],
    ),
    "gitbook": Folder(
        {
            "README.md": ("Bienvenue", "https://potagers.example/"),
            "prets/README.md": ("Prêts", "https://potagers.example/prets/"),
            "prets/graines.md": ("Prêt de graines", "https://potagers.example/prets/graines.html"),
            "prets/outils.md": ("Prêt d'outils", "https://potagers.example/prets/outils.html"),
        },
        {"quelle caution pour un outil ?": ("prets/outils.md", "dix euros")},
        ["seedling", "cover", "Summary", "reste", "true"],
    ),
    "jekyll": Folder(
        {
            "_fiches/ail.md": ("L'ail", "https://potager.example/blog/fiches/ail/"),
            "_pages/contact.md": ("Nous écrire", "https://potager.example/blog/contact/"),
            "_posts/2031-03-02-semis-de-mai.md": (
                "Les semis de mai",
                "https://potager.example/blog/conseils/2031/03/02/semis-de-mai/",
            ),
            "about.md": ("À propos", "https://potager.example/blog/about/"),
            "index.md": ("Accueil", "https://potager.example/blog/"),
        },
        {
            "quand planter l'ail ?": ("_fiches/ail.md", "en octobre"),
            "que semer en mai ?": ("_posts/2031-03-02-semis-de-mai.md", "haricots"),
        },
        ["conseils", "Camille", "semis.jpg", "bundle", "serre chauffée", "inclure", "copie", "n'existe pas", "more"],
    ),
    "hugo": Folder(
        {
            "content/Récolte/Les pommes.md": ("Cueillir les pommes", "https://verger.example/r%C3%A9colte/les-pommes/"),
            "content/Récolte/_index.md": ("La récolte", "https://verger.example/r%C3%A9colte/"),
            "content/_index.md": ("Le verger de Clairval", "https://verger.example/"),
            "content/actus/fete.md": ("La fête du verger", "https://verger.example/actus/2031/fete/"),
        },
        {"en quel mois cueille-t-on les pommes ?": ("content/Récolte/Les pommes.md", "en septembre")},
        ["Nouveau", "example", "Name", "hugo", "20", "true"],
    ),
    "mkdocs": Folder(
        {
            "docs/guide/horaires.md": ("Horaires", "https://serre.example/doc/guide/horaires/"),
            "docs/guide/reserver.md": ("Réserver une tablette", "https://serre.example/doc/guide/reserver/"),
            "docs/index.md": ("La serre municipale", "https://serre.example/doc/"),
        },
        {
            "comment réserver une tablette ?": ("docs/guide/reserver.md", "au guichet"),
            "quand ouvre la serre ?": ("docs/guide/horaires.md", "mercredi"),
        },
        ["navigation", "toc", "calendar", "new", "mkdocs"],
    ),
    "docusaurus": Folder(
        {
            "blog/2031-04-10-distribution.md": (
                "Distribution de compost",
                "https://compost.example/guide/blog/2031/04/10/distribution",
            ),
            "docs/01-intro.md": ("Le compost de quartier", "https://compost.example/guide/docs/"),
            "docs/02-bacs/01-apports.mdx": ("Ce qu'on apporte", "https://compost.example/guide/docs/bacs/apports"),
            "src/pages/contact.md": ("Nous joindre", "https://compost.example/guide/contact"),
        },
        {
            "peut-on mettre de la viande au compost ?": ("docs/02-bacs/01-apports.mdx", "jamais la viande"),
            "quel jour répond le maître composteur ?": ("src/pages/contact.md", "le lundi"),
        },
        ["import", "Tabs", "Bouton", "couleur", "illustrer", "fragment", "ancienne", "Commencer ici", "camille", "null"],
    ),
    "eleventy": Folder(
        {
            "src/2031-04-10-visite.md": ("Visite de la ruche", "https://ruche.example/visite/"),
            "src/essaim.md": ("Un essaim chez vous", None),
            "src/index.md": ("La ruche", "https://ruche.example/"),
            "src/miel.md": ("Récolter le miel", "https://ruche.example/miel/"),
        },
        {"à qui signaler un essaim ?": ("src/essaim.md", "l'apiculteur")},
        ["base.njk", "inclure", "npx", "slugify", "Accueil"],
    ),
    "obsidian": Folder(
        {
            "Accueil.md": ("Accueil", None),
            "Arbres/Abattre un arbre.md": ("Abattre un arbre", None),
            "Arbres/Élaguer.md": ("Élaguer", None),
        },
        {
            "faut-il une autorisation pour abattre un arbre ?": ("Arbres/Abattre un arbre.md", "du maire"),
            "quand élaguer ?": ("Arbres/Élaguer.md", "novembre"),
        },
        ["large", "2031", "N4KAk", "oublier", "{{", "[["],
    ),
    "notion": Folder(
        {
            f"{NOTION}.md": ("Accueil du service", None),
            f"{NOTION}/Calendrier fedcba9876543210fedcba9876543210/Taille des haies fedcba9876543210fedcba9876543210.md": (
                "Taille des haies",
                None,
            ),
            f"{NOTION}/Louer un véhicule 89abcdef0123456789abcdef01234567.md": ("Louer un véhicule", None),
        },
        {"où louer un véhicule ?": (f"{NOTION}/Louer un véhicule 89abcdef0123456789abcdef01234567.md", "au garage")},
        ["0123456789", "Publié", "Camille"],
    ),
    "github": Folder(
        {
            "bancs.md": ("Réparer un banc", None),
            "docs/fontaines.markdown": ("Fontaines", None),
            "jeux/README.md": ("Aires de jeux", None),
            "jeux/toboggan.MD": ("Toboggan", None),
        },
        {
            "à qui signaler un banc cassé ?": ("bancs.md", "au dépôt"),
            "que fait-on d'un toboggan rouillé ?": ("jeux/toboggan.MD", "fermé"),
        },
        ["package", "Licence", "Une fiche de plus", "Ouvrez une demande", "Que s'est-il passé"],
    ),
}


each_tool = pytest.mark.parametrize("tool", TOOLS)


def loaded(tool: str) -> KnowledgeBase:
    knowledge = Library(HERE / tool, lambda: at("2031-06-12")).load()
    assert [str(problem) for problem in knowledge.problems if problem.is_error] == []
    return knowledge


@each_tool
def test_its_pages_are_served_under_their_titles_and_nothing_else_is(tool: str) -> None:
    found = {passage.page: passage.title for passage in loaded(tool).passages}
    assert found == {path: title for path, (title, _) in TOOLS[tool].pages.items()}


@each_tool
def test_each_page_has_its_address_or_none(tool: str) -> None:
    found = {passage.page: passage.url for passage in reversed(loaded(tool).passages)}
    assert found == {path: url for path, (_, url) in TOOLS[tool].pages.items()}


@each_tool
def test_settings_and_what_belongs_to_the_tool_are_no_answers(tool: str) -> None:
    text = "\n".join(f"{passage.heading_path} {passage.text}" for passage in loaded(tool).passages)
    assert [word for word in TOOLS[tool].silent if word in text] == []


@each_tool
def test_it_answers(tool: str, asked: Callable[[Path, list[str]], list[dict[str, Any]]]) -> None:
    questions = TOOLS[tool].asked
    for (page, words), answer in zip(questions.values(), asked(HERE / tool, list(questions)), strict=True):
        assert answer["kind"] in {"answer", "suggestions"}  # nobody has written phrasings for them
        found = [result["snippet"].replace("’", "'") for result in answer["results"][:3] if result["page"] == page]
        assert any(words in snippet for snippet in found)
