import pytest

from eig_bot.slack.mrkdwn import escape, typed


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@U0BOT> combien ?", "combien ?"),
        ("voir <https://exemple.fr|la page> et <https://exemple.fr>", "voir la page et https://exemple.fr"),
        ("écrire à <mailto:a@exemple.fr|a@exemple.fr>", "écrire à a@exemple.fr"),
        ("dans <#C0PROJET|projet> :wave: <!here> merci", "dans projet merci"),
        ("A &amp; B &lt;C&gt;", "A & B <C>"),
        (":thumbsup::skin-tone-2:", ""),
        ("à 12:30:45", "à 12:30:45"),
        ("une question\nune autre", "une question\nune autre"),
    ],
)
def test_what_a_person_typed_is_read_without_slacks_marks(sent: str, read: str) -> None:
    assert typed(sent) == read


def test_text_is_escaped_in_slacks_order() -> None:
    assert escape("<!channel> & &lt;") == "&lt;!channel&gt; &amp; &amp;lt;"
