"""What is wrong with a knowledge file, for the programme team."""

NOT_UTF8 = "ce fichier n’est pas en UTF-8. Enregistrez-le avec l’encodage « UTF-8 »."
EMPTY_FILE = "ce fichier est vide. Écrivez son contenu, ou supprimez-le."
NO_FRONT_MATTER = "il manque l’en-tête. Commencez le fichier par « --- », « title: … », puis « --- »."
FRONT_MATTER_NOT_A_MAPPING = "l’en-tête n’est pas une suite de lignes « clé: valeur ». Écrivez au moins « title: … »."
BROKEN_YAML = (
    "l’en-tête n’est pas lisible ici. Vérifiez le décalage des lignes, et mettez entre guillemets "
    "les textes qui contiennent « : » ou « # »."
)
NO_TITLE = "il manque le titre. Ajoutez « title: … » dans l’en-tête."
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
TYPE_DATE = "une date, sous la forme 2027-05-31 (ou 2027-05-31T23:59)"


def wrong_type(key: str, expected: str) -> str:
    """A key holds something else than it should."""
    return f"« {key} » doit contenir {expected}."


def misspelt_key(key: str, known: str) -> str:
    """A key looks like one of ours."""
    return f"« {key} » n’est pas une clé connue. Vouliez-vous écrire « {known} » ?"


def unknown_key(key: str, known: list[str]) -> str:
    """A key that cannot stand here."""
    return f"« {key} » n’est pas une clé connue ici. Les clés possibles sont : {', '.join(known)}."


def key_twice(key: str) -> str:
    """A key stands twice in one mapping."""
    return f"« {key} » est écrit deux fois. Gardez une seule de ces lignes."


def entry_without(key: str, required: str) -> str:
    """An item of `passages:` or `calls:` lacks its name."""
    return f"un élément de « {key} » n’a pas de « {required} ». Ajoutez-le."


def call_closes_before_it_opens(name: str) -> str:
    """The dates of a call are the wrong way round."""
    return f"l’appel « {name} » ferme avant d’ouvrir. Vérifiez « opens » et « closes »."


def no_such_heading(heading: str, suggestion: str | None) -> str:
    """`passages:` names a heading that the page does not have."""
    hint = f" Vouliez-vous écrire « {suggestion} » ?" if suggestion else " Recopiez le titre tel qu’il est dans la page."
    return f"la page n’a pas de titre « {heading} ».{hint}"


def file_too_large(limit: int) -> str:
    """A file is too large to be a page."""
    return (
        f"ce fichier est trop gros ({limit // 1_000_000} Mo au plus). "
        "Une page est un texte : retirez-en les images, ou découpez-la en plusieurs."
    )


def no_such_folder(folder: str) -> str:
    """The knowledge folder is missing."""
    return (
        f"Le dossier de connaissances « {folder} » n’existe pas. Indiquez-le avec --knowledge ou la variable EIG_BOT_KNOWLEDGE."
    )


def nothing_to_serve(folder: str, first_problem: str | None) -> str:
    """No page of the folder can be served."""
    detail = f" Premier problème : {first_problem}" if first_problem else ""
    return f"Aucune page du dossier « {folder} » ne peut être utilisée : il faut au moins un fichier .md avec un titre.{detail}"
