"""What is said of accepted questions on their way into the knowledge repository, and in its history."""

from eig_bot.messages.french import plural

FITS_NO_MORE = "Le fichier vient de changer, et ne peut plus recevoir cette question."
BEFORE = (
    "Si vous l’acceptez, cette question sera écrite mot pour mot dans le dépôt (Git), dont l’historique garde tout. "
    "Passez-la si elle permet de reconnaître quelqu’un."
)
SENDING = "J’envoie votre décision…"
AWAY = "le dépôt ne répond pas."
NOT_ALLOWED = "le robot n’a pas le droit d’y écrire. Dites-le à la personne qui le fait tourner."
PROTECTED = "le dépôt refuse ce que le robot écrit sur cette branche. Dites-le à la personne qui le fait tourner."
CROWDED = "d’autres y écrivent au même moment."
NOT_TRIED = "l’envoi est en cours."
HOME_OUTBOX = "Pour l’équipe : questions acceptées, pas encore en service"
DIGEST_OUTBOX = "Acceptées, pas encore en service"


def commit_message(path: str, question: str, *, is_off_topic: bool) -> str:
    """Describe a commit, for those who read the history of the repository.

    Args:
        path: file within the knowledge folder.
        question: that is added to it.
        is_off_topic: True where it goes among those that are nobody's here.
    """
    name = " ".join(path.split())
    title = "Ajoute une question hors sujet" if is_off_topic else f"Ajoute une façon de demander à {name}"
    return f"{title}\n\n« {question} »\n\nAcceptée par l’équipe avec le robot.\n"


def pushed(question: str) -> str:
    """Say that a `question` is on the branch that is served."""
    return f"« {question} » est ajoutée : elle sera en service dans la minute."


def proposed(question: str, where: str) -> str:
    """Say that a question is not in service before a person has merged it.

    Args:
        question: that was accepted.
        where: address of the merge request, or the branch.
    """
    return f"« {question} » n’est pas encore en service : elle le sera quand quelqu’un aura fusionné {where}"


def waiting(question: str, why: str) -> str:
    """Say that a question is kept and could not be pushed yet; `why` is one of the reasons above."""
    return f"« {question} » est gardée, mais n’est pas encore en service : {why} Je réessaie de moi-même."


def the_branch(name: str) -> str:
    """Name a branch of the repository, where the forge has told no address."""
    return f"la branche {name}."


def waits_in_list(question: str, path: str, why: str) -> str:
    """List a question that could not be pushed yet: where it goes (`path`) and `why` it waits."""
    return f"« {question} » ({path}) attend : {why}"


def to_merge_in_list(question: str, path: str, where: str) -> str:
    """List a question that waits to be merged: where it goes (`path`), and `where` that is done."""
    return f"« {question} » ({path}) attend d’être fusionnée : {where}"


def more_in_list(count: int) -> str:
    """Say that `count` other questions wait, which there is no room for."""
    return f"et {plural(count, 'autre')}"


def fits_no_more(question: str, why: str) -> str:
    """Tell the team that what it has accepted could not be added after all.

    Args:
        question: that was accepted.
        why: a sentence with its place.
    """
    return f"« {question} » n’a pas pu être ajoutée : {why} Elle vous sera proposée de nouveau."
