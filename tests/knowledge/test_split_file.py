"""Where the front matter of a file ends, in whichever form it is written."""

import pytest

from eig_bot.knowledge.front_matter import read_ours
from eig_bot.knowledge.split_file import split

FORMS = {
    "YAML": "---\ntitle: Aide\ntags: [prêt, outils]\n---\nTexte.\n",
    "YAML that ends in dots": "---\ntitle: Aide\ntags: [prêt, outils]\n...\nTexte.\n",
    "more hyphens": "-----\ntitle: Aide\ntags: [prêt, outils]\n-----\nTexte.\n",
    "below blank lines": "\n  \n---\ntitle: Aide\ntags: [prêt, outils]\n---\nTexte.\n",
    "below a comment": "<!-- à relire\nen mai -->\n---\ntitle: Aide\ntags: [prêt, outils]\n---\nTexte.\n",
    "a comment first": "---\n# de l'équipe\n\ntitle: Aide\ntags: [prêt, outils]\n---\nTexte.\n",
    "TOML": '+++\ntitle = "Aide"\ntags = ["prêt", "outils"]\n+++\nTexte.\n',
    "JSON": '{\n\t"title": "Aide",\n\t"tags": ["prêt", "outils"]\n}\nTexte.\n',
    "JSON between hyphens": '---json\n{\n\t"title": "Aide",\n\t"tags": ["prêt", "outils"]\n}\n---\nTexte.\n',
    "TOML between hyphens": '---toml\ntitle = "Aide"\ntags = ["prêt", "outils"]\n---\nTexte.\n',
    "one text for a list": "---\ntitle: Aide\ntags: prêt, outils,\n---\nTexte.\n",
    "what a form left empty": '---\ntitle: Aide\ntags: ["", prêt, ~, outils]\nquestions: [""]\nexpect:\n---\nTexte.\n',
    "a name for a title": "---\nnom: Aide\ntags: [prêt, outils]\n---\nTexte.\n",
}


@pytest.mark.parametrize("source", FORMS.values(), ids=FORMS)
def test_each_form_says_the_same(source: str) -> None:
    parts = split(source)
    front = read_ours(parts.front)
    assert (front.title, front.tags, front.questions, front.expect) == ("Aide", ("prêt", "outils"), (), ())
    assert parts.body == "Texte.\n"


@pytest.mark.parametrize("source", FORMS.values(), ids=FORMS)
def test_the_lines_of_both_parts_are_those_of_the_file(source: str) -> None:
    parts = split(source)
    lines = source.split("\n")
    assert lines[parts.body_line] == "Texte."
    assert parts.front.startswith(lines[parts.front_line].lstrip("{") or "{") or '"' in source


@pytest.mark.parametrize(
    "source",
    [
        "# Aide\n\nTexte.\n",
        "Texte.\n\n---\n\nAutre.\n",
        "---\n\nUn trait, puis du texte.\n\n---\n\nAutre.\n",
        "+++ en gras\n",
        "{ pas du JSON }\n",
        "",
        "---",
    ],
)
def test_a_file_without_any_is_all_body(source: str) -> None:
    parts = split(source)
    assert (parts.front, parts.body, parts.front_line, parts.body_line) == ("", source, 0, 0)


def test_an_empty_front_matter_says_nothing() -> None:
    parts = split("---\n---\nTexte.\n")
    assert (read_ours(parts.front).title, parts.body) == ("", "Texte.\n")


def test_dates_of_toml_are_read_as_those_of_yaml() -> None:
    parts = split('+++\ntitle = "Aide"\nreviewed = 2031-04-10\n+++\n')
    assert str(read_ours(parts.front).reviewed) == "2031-04-10"
