"""What is said of accepted questions on their way into the knowledge repository, and in its history."""

FITS_NO_MORE = "Le fichier a changé, et ne peut plus recevoir cette question."


def commit_message(path: str, question: str, *, is_off_topic: bool) -> str:
    """Describe a commit, for those who read the history of the repository.

    Args:
        path: file within the knowledge folder.
        question: that is added to it.
        is_off_topic: True where it goes among those that are nobody's here.
    """
    name = " ".join(path.split())
    title = "Ajoute une question hors sujet" if is_off_topic else f"Ajoute une façon de demander à {name}"
    return f"{title}\n\n« {question} »\n\nAcceptée par l’équipe avec le robot.\n"
