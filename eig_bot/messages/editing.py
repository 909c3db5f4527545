"""Why a file cannot take what should be added."""

PASSAGE_GONE = "ce passage n’y est plus. Choisissez-en un autre."
QUESTIONS_ARE_CONTENT = (
    "« questions » est ici le contenu de la page : aucune façon de demander ne peut y être ajoutée. "
    "Écrivez plutôt une page à part, avec ses propres questions."
)
BOLD_HEADINGS_WOULD_GO = (
    "cette page n’a encore aucune question, et ses passages commencent par un texte en gras, ce qui cesserait de compter. "
    "Faites-en d’abord des titres, précédés de « ## »."
)
NOT_ADDED = "cette question ne peut pas être ajoutée sans changer autre chose dans le fichier. Ajoutez-la à la main."
ALREADY_OFF_TOPIC = "cette question y est déjà."
CHANGED_MEANWHILE = "ce fichier vient d’être changé. Recommencez."
UNWRITABLE = "ce fichier ne peut pas être écrit. Vérifiez ses droits d’accès et ceux de son dossier."
NOT_A_FILE = "c’est un lien, et non un fichier. Remplacez-le dans le dépôt par le fichier lui-même."


def edit_refused(place: str, why: str) -> str:
    """Say where and `why` nothing was added: `place` is a file, `page.md` or `page.md:line:column`."""
    return f"{place}: {why}"


def already_a_phrasing(question: str, section: str) -> str:
    """Say that a page has a phrasing already.

    Args:
        question: that should be added.
        section: heading of the passage that has it.
    """
    return f"« {question} » est déjà une question de « {section} »."
