"""What is wrong with a knowledge file, for the programme team."""

NOT_UTF8 = "ce fichier n’est pas en UTF-8. Enregistrez-le avec l’encodage « UTF-8 »."
EMPTY_FILE = "ce fichier est vide. Écrivez son contenu, ou supprimez-le."
NO_FRONT_MATTER = "il manque l’en-tête. Commencez le fichier par « --- », « title: … », puis « --- »."
FRONT_MATTER_WITHOUT_END = "l’en-tête n’est pas fermé. Terminez-le par la ligne qui l’ouvre, avant le texte."
BROKEN_TOML = "l’en-tête « +++ » n’est pas lisible ici. Mettez les textes entre guillemets, un « clé = valeur » par ligne."
FRONT_MATTER_NOT_A_MAPPING = "l’en-tête n’est pas une suite de lignes « clé: valeur ». Écrivez au moins « title: … »."
BROKEN_YAML = (
    "l’en-tête n’est pas lisible ici. Vérifiez le décalage des lignes, et mettez entre guillemets "
    "les textes qui contiennent « : » ou « # »."
)
NO_TEXT = "cette page n’a aucun texte : elle ne répondra à rien. Écrivez son contenu."
LINK_LEAVES_FOLDER = "ce lien symbolique mène hors du dossier. Remplacez-le par une copie du fichier."
UNREADABLE = "ce fichier ne peut pas être lu. Vérifiez ses droits d’accès."
TOO_INTRICATE = "ces lignes sont trop imbriquées. Réduisez-en les niveaux, et n’écrivez ni « & » ni « * » devant une valeur."
TYPE_TEXT = "un texte"
TYPE_TEXTS = "une liste de textes, un par ligne, précédés de « - »"
TYPE_MAPPING = "des lignes « clé: valeur »"
TYPE_MAPPINGS = "une liste d’éléments, précédés de « - »"
TYPE_GROUPS = "une liste de groupes, comme « - [salaire, paie] »"
THE_FILE = "ce fichier"
ADDRESS_WITHOUT_SCHEME = "l’adresse du site doit commencer par « https:// »."
TYPE_PERCENT = "un pourcentage de 0 à 100, comme « 10 »"
TYPE_DATE = "une date, sous la forme 2027-05-31 (ou 2027-05-31T23:59)"


def wrong_type(key: str, expected: str) -> str:
    """Say what a `key` must hold; `expected` is one of the `TYPE_…` of this module, which follows "doit contenir"."""
    return f"« {key} » doit contenir {expected}."


def misspelt_key(key: str, known: str) -> str:
    """Say that a `key` looks like one of ours, `known`, and is none."""
    return f"« {key} » n’est pas une clé connue. Vouliez-vous écrire « {known} » ?"


def unknown_key(key: str, known: list[str]) -> str:
    """Say that a `key` cannot stand here, and which ones can: `known`, in the order in which they are listed."""
    return f"« {key} » n’est pas une clé connue ici. Les clés possibles sont : {', '.join(known)}."


def key_twice(key: str) -> str:
    """Say that a `key` stands twice in one mapping, of which YAML would keep the last without a word."""
    return f"« {key} » est écrit deux fois. Gardez une seule de ces lignes."


def entry_without(key: str, required: str) -> str:
    """Say that an item of the list `key` ("passages") lacks what names it: the key `required` ("heading")."""
    return f"un élément de « {key} » n’a pas de « {required} ». Ajoutez-le."


def call_closes_before_it_opens(name: str) -> str:
    """Say that the dates of the call `name` are the wrong way round."""
    return f"l’appel « {name} » ferme avant d’ouvrir. Vérifiez « opens » et « closes »."


def no_such_heading(heading: str, suggestion: str | None) -> str:
    """Say that `passages:` names a heading that the page does not have.

    Args:
        heading: as the entry names it.
        suggestion: the heading of the page that was probably meant; None when none is like it.
    """
    hint = f" Vouliez-vous écrire « {suggestion} » ?" if suggestion else " Recopiez le titre tel qu’il est dans la page."
    return f"la page n’a pas de titre « {heading} ».{hint}"


def file_too_large(limit: int) -> str:
    """Say that a file is too large to be a page; `limit` is in bytes."""
    return (
        f"ce fichier est trop gros ({limit // 1_000_000} Mo au plus). "
        "Une page est un texte : retirez-en les images, ou découpez-la en plusieurs."
    )


def no_such_folder(folder: str) -> str:
    """Tell the operator that there is no `folder` of that path to read pages from."""
    return (
        f"Le dossier de connaissances « {folder} » n’existe pas. Indiquez-le avec --knowledge ou la variable EIG_BOT_KNOWLEDGE."
    )


def nothing_to_serve(folder: str, first_problem: str | None) -> str:
    """Say that the bot cannot run on a folder of which no page can be served.

    Args:
        folder: its path.
        first_problem: the first error in it, with its place; None when there is no page at all.
    """
    detail = f" Premier problème : {first_problem}" if first_problem else ""
    return f"Aucune page du dossier « {folder} » ne peut être utilisée : il faut au moins un fichier .md avec du texte.{detail}"
