"""What `eig-bot import` says, and writes into a draft."""

from eig_bot.messages.french import plural

COMMAND = "Tire d’une page du site un brouillon de page de connaissances, que l’équipe complète."
OPTION_TO = "Dossier où écrire les brouillons (sinon le dossier de connaissances)."
OPTION_STDOUT = "Affiche les brouillons au lieu de les écrire."
TO_OR_STDOUT = "Donnez --to ou --stdout, pas les deux."
IMPORT_NEXT = "Relisez chaque brouillon, écrivez ses questions, puis lancez eig-bot check."
WITHOUT_URL = "Ajoutez la page officielle, que le robot cite sous sa réponse, à la place de cette ligne :\nurl: https://…"
URL = "Adresse déduite de la place du fichier dans le site : vérifiez-la."
QUESTIONS = (
    "Écrivez au moins 15 façons de demander ce que dit la page en général, ou son premier texte : une par ligne, "
    "précédée de « - »,\ntelle qu’une personne pressée l’écrirait."
)
EXPECT = "Écrivez-en deux autres, qui servent d’épreuve : elles doivent mener ici, sans être apprises."
PASSAGES = "Faites de même pour chaque titre du texte : au moins 15 questions (questions), et deux épreuves (expect)."
CALL = "Dates lues dans le texte du site : vérifiez-les, et donnez à l’appel son nom."
CALL_WITHOUT_DATE = (
    "Le site dit cet appel ouvert, sans date que le robot sache lire. Ajoutez-la (closes: 2027-03-18), "
    "et donnez à l’appel son nom."
)
CLOSED_CALL = (
    "Le site dit un appel fermé, sans date que le robot sache lire. Pour qu’il le dise aussi, écrivez ici :\n"
    "calls:\n  - name: le nom de l’appel\n    closes: 2027-03-18"
)


def head(place: str) -> str:
    """Open a draft with where it comes from and what to do with it: `place` is the path of the page within its site."""
    return (
        f"Brouillon tiré de la page « {place} ». Relisez tout le texte, puis ajoutez la date de cette relecture\n"
        "et celle de la prochaine : reviewed: 2027-01-31 et review_by: 2027-07-31."
    )


def call(title: str, audience: str | None) -> str:
    """Name a call to which its page gives no name.

    Args:
        title: of that page.
        audience: whom the call is for, which tells more; None when unknown.
    """
    return f"Appel pour les {audience}" if audience else f"Appel de la page « {title} »"


def part_of_page(title: str, heading: str) -> str:
    """Give a title to a part of a page that becomes a page of its own.

    Args:
        title: of the whole page.
        heading: of the part.
    """
    return f"{title} : {heading}"


def written(path: str, passages: int) -> str:
    """Say that a draft is in the file `path`, and how many `passages` the team has to write questions for."""
    return f"{path} : {plural(passages, 'passage')}."


def named(name: str) -> str:
    """Head a draft that is shown among others, by the `name` that its file would have."""
    return f"===== {name}"


def file_is_there(path: str) -> str:
    """Say that nothing was written because a file, `path`, has the name of a draft already."""
    return (
        f"« {path} » existe déjà et n’a pas été touché. Renommez ou supprimez ce fichier, ou donnez un autre dossier avec --to."
    )


def already_knowledge(path: str) -> str:
    """Say that the page `path` has questions already, so that there is nothing to import."""
    return f"« {path} » a déjà ses questions : c’est une page de connaissances. Copiez-la telle quelle dans le dossier."


def import_loses(path: str) -> str:
    """Say that the page `path` cannot be written in our form without losing words, and need not be."""
    return (
        f"« {path} » ne se laisse pas mettre en forme sans perdre de mots. Copiez cette page telle quelle dans le dossier : "
        "le robot la lit comme elle est."
    )
