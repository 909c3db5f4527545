"""What `check` says of the text of a page: how a passage begins, how long it is, its headings, what was left unfinished."""


def opens_with_yes_or_no(section: str, opening: str) -> str:
    """Say that a passage answers a question that it does not repeat, so that nobody who reads it alone knows which.

    Args:
        section: its heading.
        opening: its first words ("Oui").
    """
    return (
        f"le texte de « {section} » commence par « {opening} », sans dire à quoi. "
        "Écrivez la réponse entière, comme « Une mairie peut participer »."
    )


def opens_with_pronoun(section: str, opening: str) -> str:
    """Say that the first words of a passage stand for a noun that only its heading has.

    Args:
        section: its heading.
        opening: its first words ("Ils").
    """
    return (
        f"le texte de « {section} » commence par « {opening} », sans dire de qui ou de quoi il s’agit. "
        "Écrivez le nom à la place : le titre n’est pas toujours lu."
    )


def text_too_long(section: str, length: int, limit: int) -> str:
    """Say that a passage is too long to be read in one message.

    Args:
        section: its heading.
        length: characters that a reader sees.
        limit: characters of one message.
    """
    return f"« {section} » a {length} caractères, et un message en montre {limit}. Partagez ce texte sous plusieurs titres."


def heading_without_space(written: str, meant: str) -> str:
    """Say that what looks like a heading is text, since no space follows its marks.

    Args:
        written: the line.
        meant: the line as it should be.
    """
    return f"« {written} » n’est pas lu comme un titre. Ajoutez une espace : « {meant} »."


def heading_repeated(heading: str, line: int) -> str:
    """Say that a heading stands twice on a page, so that links reach the first alone.

    Args:
        heading: as the second one is written.
        line: of the first.
    """
    return f"le titre « {heading} » est déjà ligne {line} : un lien ne mènera qu’au premier. Précisez l’un des deux."


def empty_section(heading: str) -> str:
    """Say that a `heading` has neither a text nor a lower heading under it."""
    return f"il n’y a aucun texte sous « {heading} » : le robot ne le montrera pas. Écrivez ce texte, ou supprimez le titre."


def leftover(found: str) -> str:
    """Say that a mark of unfinished work is still in a text; `found` is that mark ("[à compléter]")."""
    return f"« {found} » est resté dans la page, et vos lecteurs le verront. Complétez ce passage, ou retirez-le."


def unrun(written: str) -> str:
    """Say that in the place of a tag, as it is `written`, the site shows words that the bot cannot know."""
    return (
        f"« {written} » n’est pas lu : seul l’outil du site sait ce qui s’affiche ici. "
        "Si la réponse en a besoin, écrivez ce texte dans la page."
    )


def unrun_block(written: str) -> str:
    """Say that a text stands under a condition, or in a list of data, that the bot cannot know; its tag is as `written`."""
    return (
        f"le texte qui suit « {written} », jusqu’à sa fin, n’est pas lu : seul l’outil du site sait s’il s’affiche. "
        "S’il est toujours vrai, retirez cette balise."
    )
