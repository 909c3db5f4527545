"""A text under construction: lines, single spaces, and links with whole addresses."""

from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.text_writer import TextWriter


def written(*parts: str | tuple[str, str], address: str | None = "https://jardins.example") -> str:
    """Return a text of words and of links, each an address with its label."""
    writer = TextWriter(resolver(address))
    for part in parts:
        if isinstance(part, str):
            writer.write(part)
            continue
        writer.open_link(part[0])
        writer.write(part[1])
        writer.close_link()
    return writer.text()


def test_spaces_become_one_and_lines_that_say_nothing_go() -> None:
    assert written(" une  bêche\t", " verte\n \n\n et\u00a0un seau") == "une bêche verte\net\u00a0un seau"


def test_what_shows_nothing_goes() -> None:
    assert written("jar\u00addin\u200b", "\u2028partagé") == "jardin partagé"


def test_a_link_keeps_its_label_and_gets_a_whole_address() -> None:
    assert written("Voir ", ("/plan/", " le\n plan "), ".") == "Voir [le plan](https://jardins.example/plan/)."


def test_a_link_that_leads_nowhere_leaves_its_label_and_one_without_label_nothing() -> None:
    assert written("Voir ", ("/plan/", "le plan"), (" ", ""), address=None) == "Voir le plan"
    assert written("Voir ", ("/plan/", " ")) == "Voir"


def test_brackets_and_parentheses_do_not_end_a_link_too_early() -> None:
    assert written(("/plan(2)", "le [vrai] plan")) == "[le (vrai) plan](https://jardins.example/plan%282%29)"


def test_a_link_within_a_link_is_part_of_its_label() -> None:
    writer = TextWriter(resolver("https://jardins.example"))
    for href, words in (("/a/", "le "), ("/b/", "plan")):
        writer.open_link(href)
        writer.write(words)
    writer.close_link()
    writer.close_link()
    assert writer.text() == "[le plan](https://jardins.example/a/)"
